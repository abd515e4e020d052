/**
 * Path searches made once for equal material, and kept while the moment judged stays between the same two dates of that material:
 * moving the moment repeats only what it can change.
 */
import { type PathQuery, searchPaths, untimely } from '../path/build.ts'
import type { PathSearch } from '../path/fault.ts'
import type { Signatures } from '../path/signatures.ts'
import type { Certificate, CertificateId } from '../x509/certificate.ts'
import type { LoadedBundle } from './loaders.ts'
import { Span } from './span.ts'

export type Usage = 'serverAuth' | 'clientAuth'

/** A search made once for equal material. */
interface Kept {
  readonly chain: readonly CertificateId[]
  /** The key of the bundle. */
  readonly anchors: string
  readonly usage: Usage
  readonly name: string | null
  search: PathSearch
  /** Valid for moments in [from, to): where it accepts, as long as the leaf itself is. */
  from: number
  to: number
  /** Of the same leaf, mostly none. */
  readonly next: Kept | undefined
}

export class Searches {
  readonly #certificates: readonly Certificate[]
  readonly #signatures: Signatures
  /** By leaf. */
  readonly #kept: (Kept | undefined)[] = []
  readonly #untimely: (PathSearch | undefined)[] = []
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
    let kept = this.#kept[leaf]
    while (kept !== undefined && !isOf(kept, chain, anchors.key, usage, name)) kept = kept.next
    if (kept === undefined || at < kept.from || at >= kept.to) {
      const search = searchPaths(this.query(leaf, chain, anchors.certificates, usage, name, at))
      const window = this.#window(search.ok ? leaf : null, [leaf, ...chain, ...anchors.certificates], at)
      if (kept === undefined) {
        kept = { chain, anchors: anchors.key, usage, name, search, ...window, next: this.#kept[leaf] }
        this.#kept[leaf] = kept
      } else Object.assign(kept, { search, ...window })
    }
    this.span.within(kept.from, kept.to)
    return kept.search.ok ? this.#whileValid(leaf, kept.search, at) : kept.search
  }

  /** What an accepted leaf is when nothing but its own validity has ended or not begun: all that depends on no moment is known of it. */
  #whileValid(leaf: CertificateId, accepted: PathSearch, at: number): PathSearch {
    const certificate = this.#certificates[leaf] as Certificate
    this.span.cut(certificate.notBefore, at)
    this.span.cut(certificate.notAfter + 1, at)
    if (at >= certificate.notBefore && at <= certificate.notAfter) return accepted
    const known = this.#untimely[leaf]
    if (known !== undefined && at > certificate.notAfter === (known.faults[0]?.id === 'path/expired')) return known
    return (this.#untimely[leaf] = untimely(certificate, at))
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

  /** The stretch of time around `at` in which no certificate of the material begins or ends, one set apart. */
  #window(apart: CertificateId | null, material: readonly CertificateId[], at: number): { from: number; to: number } {
    let from = Number.NEGATIVE_INFINITY
    let to = Number.POSITIVE_INFINITY
    for (const id of material) {
      const certificate = this.#certificates[id]
      if (certificate === undefined || id === apart) continue
      // notAfter itself is still valid (Go: now.After(c.NotAfter)).
      for (const edge of [certificate.notBefore, certificate.notAfter + 1]) {
        if (edge <= at && edge > from) from = edge
        if (edge > at && edge < to) to = edge
      }
    }
    return { from, to }
  }
}

function isOf(kept: Kept, chain: readonly CertificateId[], anchors: string, usage: Usage, name: string | null): boolean {
  const { chain: of } = kept
  if (kept.usage !== usage || kept.name !== name || kept.anchors !== anchors || of.length !== chain.length) return false
  return of === chain || of.every((id, i) => id === chain[i])
}
