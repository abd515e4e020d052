/**
 * What the first screen speaks of, out of an inventory of any size: the signers of what calls present, what findings are about, the files
 * that must be equal on every control plane. Small where the inventory is not; the rest crosses when a view asks for it.
 */
import type { Judged } from '../engine/audit.ts'
import { once } from '../engine/encoding/maps.ts'
import type { Inventory, KeyId, TokenId } from '../engine/inventory/inventory.ts'
import type { PathSearch } from '../engine/path/fault.ts'
import type { Call, Explanation, Fault, Half, Presented } from '../engine/verdicts/verdict.ts'
import type { Finding } from '../engine/finding.ts'
import type { Overview } from '../report/overview/overview.ts'
import type { CertificateId } from '../engine/x509/certificate.ts'
import { NAMED } from '../text/lint-evidence.ts'

/** kubeadm's shared certificates and the token keys: equal on every control plane. */
export const SHARED_FILES = ['pki/ca.crt', 'pki/etcd/ca.crt', 'pki/front-proxy-ca.crt', 'pki/sa.pub'] as const
const ENDS = SHARED_FILES.map((name) => `/${name}`)
const shared = (file: string): boolean => ENDS.some((end) => file.endsWith(end))

export interface Mentioned {
  readonly certificates: ReadonlySet<CertificateId>
  readonly keys: ReadonlySet<KeyId>
  readonly tokens: ReadonlySet<TokenId>
}

const NOTHING: Mentioned = { certificates: new Set(), keys: new Set(), tokens: new Set() }

function faultIds(faults: readonly Fault[], into: Set<CertificateId>): void {
  for (const fault of faults) {
    if ('certificate' in fault && fault.certificate !== null) into.add(fault.certificate)
    if ('issuer' in fault && typeof fault.issuer === 'number') into.add(fault.issuer)
  }
}

const inShared = new WeakMap<Inventory, Pick<Mentioned, 'certificates' | 'keys'>>()
const sharedIn = (inventory: Inventory) =>
  once(inShared, inventory, () => ({
    certificates: new Set(
      inventory.certificates.flatMap(({ id }) => (inventory.locations[id]?.some((at) => at.field === null && shared(at.file)) ? [id] : [])),
    ),
    keys: new Set(inventory.keys.flatMap(({ id, locations }) => (locations.some(({ file }) => shared(file)) ? [id] : []))),
  }))

/** Of which certificates the sentence of a finding speaks. */
function findingIds(finding: Finding, into: Set<CertificateId>): void {
  if (finding.kind === 'read') return
  for (const id of finding.certificates.slice(0, NAMED)) into.add(id)
  if (finding.kind === 'verdict') faultIds([finding.fault], into)
}

/** In: an overview. Out: the certificates and keys its sentences speak of; what it draws it has in itself. */
export function mentionedInOverview({ findings }: Overview, inventory: Inventory): Mentioned {
  const { certificates, keys } = sharedIn(inventory)
  const named = new Set(certificates)
  for (const { finding } of findings) findingIds(finding, named)
  return { certificates: named, keys, tokens: new Set() }
}

/**
 * In: an audit, and the one told before, whose calls need no second look. Out: the certificates and keys without which its diagram,
 * headline, time bar and findings cannot be told.
 */
export function mentionedBy({ calls, findings, inventory }: Judged, last: Judged | null): Mentioned {
  if (calls === last?.calls && findings === last.findings) return NOTHING
  const { certificates, keys } = inventory
  const signers = new Set<CertificateId>()
  const others = new Set<CertificateId>()
  const spkis = new Set<string>()
  const keyFiles = new Set<string>()
  const end = (presented: Presented | null, half: Half) => {
    for (const id of presented?.signedBy ?? []) signers.add(id)
    const [leaf, ...issuers] = half.path
    for (const id of issuers) signers.add(id)
    faultIds(half.faults, others)
    // Which certificate of a path ends first is told by its dates: the leaf's are needed where an issuer ends at the same moment.
    if (leaf !== undefined && (certificates[leaf]?.isCA || issuers.some((id) => certificates[id]?.notAfter === half.until)))
      others.add(leaf)
  }
  for (const [i, call] of calls.entries()) {
    if (call === last?.calls[i]) continue
    const { number, client, server, callerAcceptsServer, providerAcceptsClient, identityAuthorised } = call
    end(client, providerAcceptsClient)
    end(server, callerAcceptsServer)
    faultIds(identityAuthorised.faults, others)
    if (number !== 12) continue
    for (const spki of [...(client?.keys ?? []), ...(server?.keys ?? [])]) spkis.add(spki)
    if (providerAcceptsClient.trusts?.file) keyFiles.add(providerAcceptsClient.trusts.file)
  }
  for (const finding of findings) findingIds(finding, others)
  const common = sharedIn(inventory)
  const own = new Set(common.keys)
  for (const id of [...signers, ...common.certificates]) others.add(id)
  // All certificates that carry a signer's key are that authority.
  const signing = new Set([...signers].map((id) => certificates[id]?.publicKey.spki))
  if (signing.size > 0) for (const { id, publicKey } of certificates) if (signing.has(publicKey.spki)) others.add(id)
  if (spkis.size + keyFiles.size > 0)
    for (const { id, spki, locations } of keys)
      if (spki !== null && (spkis.has(spki) || locations.some(({ file }) => keyFiles.has(file)))) own.add(id)
  return { certificates: others, keys: own, tokens: new Set() }
}

function searched(search: PathSearch | null, into: Set<CertificateId>): void {
  for (const { links, fault } of search?.attempts ?? []) {
    for (const { certificate, issuer } of links) {
      into.add(certificate)
      if (issuer !== null) into.add(issuer)
    }
    if (fault !== null) faultIds([fault], into)
  }
}
/** In: a call and the proof behind it. Out: what both speak of, and what stands in the bundles the call is checked against. */
export function mentionedIn(call: Call, explanation: Explanation, { certificates, locations, keys }: Inventory): Mentioned {
  const ids = new Set<CertificateId>()
  const files = new Set<string>()
  for (const end of [call.client, call.server]) {
    for (const id of [end?.certificate, ...(end?.chain ?? []), ...(end?.signedBy ?? [])]) if (id != null) ids.add(id)
  }
  for (const half of [call.callerAcceptsServer, call.providerAcceptsClient, call.identityAuthorised]) {
    for (const id of half.path) ids.add(id)
    faultIds(half.faults, ids)
    const file = half.trusts?.file?.split('#')[0]
    if (file) files.add(file)
  }
  searched(explanation.callerAcceptsServer, ids)
  searched(explanation.providerAcceptsClient, ids)
  for (const { id } of certificates) if (locations[id]?.some(({ file }) => files.has(file))) ids.add(id)
  const own = keys.filter(({ locations: places }) => places.some(({ file }) => files.has(file)))
  return {
    certificates: ids,
    keys: new Set(own.map(({ id }) => id)),
    tokens: new Set(call.client?.token == null ? [] : [call.client.token]),
  }
}
