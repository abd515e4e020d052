/** Each distinct certificate once, whatever number of files it stands in, with every place it stands. */
import { sameOctets } from '../encoding/same-octets.ts'
import { Slab } from '../encoding/slab.ts'
import type { Certificate, CertificateId } from '../x509/certificate.ts'
import { decodeCertificate, newInterner } from '../x509/decode.ts'
import { latin1 } from '../x509/der.ts'
import type { Location } from './inventory.ts'

export type CertificateAnswer =
  | { readonly id: CertificateId; readonly error: null }
  | { readonly id: null; readonly error: string; readonly offset: number }

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
  readonly #slab = new Slab()

  constructor(onCertificate: (certificate: Certificate) => void) {
    this.#onCertificate = onCertificate
  }

  /** One that has been taken before stands in another place. */
  again(id: CertificateId, location: Location): void {
    this.locations[id]!.push(location)
  }

  /** The certificate whose DER is `octets[start, end)`, which are copied where they are kept. */
  take(octets: Uint8Array, start: number, end: number, location: Location): CertificateAnswer {
    const ending = endOf(octets, start, end)
    const first = this.#byEnd.get(ending)
    let id = first
    if (first !== undefined && !isDer(this.all[first]!, octets, start, end)) id = this.#alike.get(latin1(octets, start, end))
    if (id === undefined) {
      id = this.all.length
      const der = this.#slab.copy(octets, start, end)
      const decoded = decodeCertificate(der, id, this.#interner)
      if (!decoded.ok) return { id: null, error: decoded.error, offset: decoded.offset }
      this.#slab.keep(der)
      if (first === undefined) this.#byEnd.set(ending, id)
      else this.#alike.set(latin1(octets, start, end), id)
      this.all.push(decoded.certificate)
      this.locations.push([location])
      this.#onCertificate(decoded.certificate)
    } else this.locations[id]!.push(location)
    return { id, error: null }
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
