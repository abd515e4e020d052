/** Each distinct certificate once, whatever number of files it stands in, with every place it stands. */
import type { Certificate, CertificateId } from '../x509/certificate.ts'
import { decodeCertificate, newInterner } from '../x509/decode.ts'
import { latin1, sameOctets } from '../x509/der.ts'
import type { Location } from './inventory.ts'

export type CertificateAnswer =
  | { readonly id: CertificateId; readonly error: null }
  | { readonly id: null; readonly error: string; readonly offset: number }

/** Octets of certificates are held together, so many at a time: a buffer each would cost as much again. */
const SLAB = 65_536
/** Octets at the end, within the signature, which tell nearly all certificates apart. */
const TOLD_BY = 32

export class Certificates {
  readonly all: Certificate[] = []
  readonly locations: Location[][] = []
  readonly #onCertificate: (certificate: Certificate) => void
  readonly #interner = newInterner()
  readonly #byEnd = new Map<number, CertificateId>()
  /** Those whose end is that of another one, as somebody may have made them: by all their octets. */
  readonly #alike = new Map<string, CertificateId>()
  #slab = new Uint8Array(SLAB)
  #used = 0

  constructor(onCertificate: (certificate: Certificate) => void) {
    this.#onCertificate = onCertificate
  }

  /** The certificate whose DER is `octets[start, end)`, which are copied where they are kept. */
  take(octets: Uint8Array, start: number, end: number, location: Location): CertificateAnswer {
    const ending = endOf(octets, start, end)
    const first = this.#byEnd.get(ending)
    let id = first
    if (first !== undefined && !isDer(this.all[first]!, octets, start, end)) id = this.#alike.get(latin1(octets, start, end))
    if (id === undefined) {
      id = this.all.length
      const der = this.#copy(octets, start, end)
      const decoded = decodeCertificate(der, id, this.#interner)
      if (!decoded.ok) return { id: null, error: decoded.error, offset: decoded.offset }
      if (der.buffer === this.#slab.buffer) this.#used += der.length
      if (first === undefined) this.#byEnd.set(ending, id)
      else this.#alike.set(latin1(octets, start, end), id)
      this.all.push(decoded.certificate)
      this.locations.push([])
      this.#onCertificate(decoded.certificate)
    }
    this.locations[id]!.push(location)
    return { id, error: null }
  }

  /** In the slab, where the next copy overwrites it unless it is kept. */
  #copy(octets: Uint8Array, start: number, end: number): Uint8Array<ArrayBuffer> {
    const length = end - start
    if (length > SLAB / 4) return new Uint8Array(octets.subarray(start, end))
    if (this.#used + length > SLAB) {
      this.#slab = new Uint8Array(SLAB)
      this.#used = 0
    }
    const copy = this.#slab.subarray(this.#used, this.#used + length)
    copy.set(octets.subarray(start, end))
    return copy
  }
}

/** FNV-1a of the length and the last octets. */
function endOf(octets: Uint8Array, start: number, end: number): number {
  let hash = end - start
  for (let i = Math.max(start, end - TOLD_BY); i < end; i++) hash = Math.imul(hash ^ (octets[i] as number), 0x01000193)
  // Small enough to be a number that is no object.
  return hash & 0x3fffffff
}

const isDer = ({ der }: Certificate, octets: Uint8Array, start: number, end: number): boolean =>
  sameOctets(der, 0, der.length, octets, start, end)
