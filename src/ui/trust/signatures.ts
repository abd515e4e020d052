/** Who signed what in a drop, by verified signatures alone. The same at every moment judged, so made once for an inventory. */
import { once, push } from '../../engine/encoding/maps.ts'
import type { Inventory, Location } from '../../engine/inventory/inventory.ts'
import type { CertificateId } from '../../engine/x509/certificate.ts'
import { place } from '../../text/context.ts'
import { bestLocation, folderOf, shortName } from '../where.ts'

export interface SignerTree {
  /** By CertificateId: the key (`PublicKey.spki`) that verifies its signature, null where no key of the drop does. */
  readonly signer: readonly (string | null)[]
  /** By key: what it signed, in order; certificates of the key itself are not among them. */
  readonly signed: ReadonlyMap<string, readonly CertificateId[]>
  /** By key: the certificates that bear it, where it is a CA's or signed something. */
  readonly bearers: ReadonlyMap<string, readonly CertificateId[]>
  /** By CertificateId: what it is called by its best place. */
  readonly named: readonly Named[]
  /** By CertificateId: the earliest end on the longest-lived of its chains (Unix seconds). */
  readonly end: readonly number[]
}

export interface Named {
  readonly name: string
  /** The folder of its node, null where the drop is one node's. */
  readonly folder: string | null
  readonly location: Location | null
}

const made = new WeakMap<Inventory, SignerTree>()
export const signerTree = (inventory: Inventory): SignerTree => once(made, inventory, () => make(inventory))

function make({ certificates, signers, locations }: Inventory): SignerTree {
  const keyOf = (id: CertificateId) => certificates[id]?.publicKey.spki
  const signer = certificates.map(({ id }) => keyOf(signers[id]?.[0] ?? -1) ?? null)
  const signing = new Set(signer)
  const signed = new Map<string, CertificateId[]>()
  const bearers = new Map<string, CertificateId[]>()
  for (const { id, isCA, publicKey } of certificates) {
    const by = signer[id]
    // A certificate that is no CA's and signed itself is drawn as its own signer.
    if (by != null && (by !== publicKey.spki || !isCA)) push(signed, by, id)
    if (isCA || signing.has(publicKey.spki)) push(bearers, publicKey.spki, id)
  }
  const named = certificates.map(({ id, subject }): Named => {
    const location = bestLocation(locations[id])
    const name = location ? shortName(place(location)) : subject.commonName
    return { name, folder: location ? folderOf(location.file) : null, location }
  })
  return { signer, signed, bearers, named, end: ends(certificates, signers) }
}

/** No chain of a cluster is longer; two CAs that signed each other end here. */
const LONGEST_CHAIN = 32
function ends(certificates: Inventory['certificates'], signers: Inventory['signers']): readonly number[] {
  const above = certificates.map(({ id }) => signers[id] ?? [])
  const end = certificates.map(({ id, notAfter }) => (above[id]?.length === 0 || above[id]?.includes(id) ? notAfter : -Infinity))
  for (let length = 1, changed = true; changed && length < LONGEST_CHAIN; length++) {
    changed = false
    for (const { id, notAfter } of certificates) {
      let best = -Infinity
      for (const by of above[id] ?? []) best = Math.max(best, end[by] ?? -Infinity)
      const own = Math.min(notAfter, best)
      if (own <= (end[id] ?? -Infinity)) continue
      end[id] = own
      changed = true
    }
  }
  return certificates.map(({ id, notAfter }) => (end[id] === -Infinity ? notAfter : (end[id] ?? notAfter)))
}
