/**
 * Path searches made once for equal material, and kept while the moment judged stays between the same two dates of that material:
 * moving the moment repeats only what it can change.
 */
import { type PathQuery, searchPaths } from '../path/build.ts'
import type { PathSearch } from '../path/fault.ts'
import type { Signatures } from '../path/signatures.ts'
import type { Certificate, CertificateId } from '../x509/certificate.ts'
import type { LoadedBundle } from './loaders.ts'

export type Usage = 'serverAuth' | 'clientAuth'

/** The stretch of moments for which what was just judged holds: every date looked at cuts it. */
export class Span {
  from = Number.NEGATIVE_INFINITY
  to = Number.POSITIVE_INFINITY

  reset(): void {
    this.from = Number.NEGATIVE_INFINITY
    this.to = Number.POSITIVE_INFINITY
  }

  /** Holds for [from, to) at most. */
  within(from: number, to: number): void {
    if (from > this.from) this.from = from
    if (to < this.to) this.to = to
  }

  /** Something changes at this moment. */
  cut(moment: number, at: number): void {
    if (moment <= at) this.within(moment, Number.POSITIVE_INFINITY)
    else this.within(Number.NEGATIVE_INFINITY, moment)
  }
}

interface Kept {
  readonly search: PathSearch
  /** Valid for moments in [from, to). */
  readonly from: number
  readonly to: number
}

export class Searches {
  readonly #certificates: readonly Certificate[]
  readonly #signatures: Signatures
  readonly #kept = new Map<string, Kept>()
  readonly span = new Span()

  constructor(certificates: readonly Certificate[], signatures: Signatures) {
    this.#certificates = certificates
    this.#signatures = signatures
  }

  /** `name` null: no name is checked. */
  search(
    leaf: CertificateId,
    chain: readonly CertificateId[],
    anchors: Pick<LoadedBundle, 'certificates' | 'key'>,
    usage: Usage,
    name: string | null,
    at: number,
  ): PathSearch {
    const key = `${leaf}|${chain.join(',')}|${anchors.key}|${usage}|${name ?? ''}`
    const known = this.#kept.get(key)
    if (known !== undefined && at >= known.from && at < known.to) {
      this.span.within(known.from, known.to)
      return known.search
    }
    const search = searchPaths(this.query(leaf, chain, anchors.certificates, usage, name, at))
    const kept = { search, ...this.#window([leaf, ...chain, ...anchors.certificates], at) }
    this.#kept.set(key, kept)
    this.span.within(kept.from, kept.to)
    return search
  }

  query(
    leaf: CertificateId,
    chain: readonly CertificateId[],
    anchors: readonly CertificateId[],
    usage: Usage,
    name: string | null,
    at: number,
  ): PathQuery {
    return { certificates: this.#certificates, signatures: this.#signatures, leaf, intermediates: chain, anchors, usage, name, at }
  }

  /** The stretch of time around `at` in which no certificate of the material begins or ends. */
  #window(material: readonly CertificateId[], at: number): { from: number; to: number } {
    let from = Number.NEGATIVE_INFINITY
    let to = Number.POSITIVE_INFINITY
    for (const id of material) {
      const certificate = this.#certificates[id]
      if (certificate === undefined) continue
      // notAfter itself is still valid (Go: now.After(c.NotAfter)).
      for (const edge of [certificate.notBefore, certificate.notAfter + 1]) {
        if (edge <= at && edge > from) from = edge
        if (edge > at && edge < to) to = edge
      }
    }
    return { from, to }
  }
}
