/** What every rule may look at, with the lookups they share made once. */
import { once, push } from '../encoding/maps.ts'
import type { ClusterFacts } from '../cluster/cluster.ts'
import type { FileFacts, Inventory, Location } from '../inventory/inventory.ts'
import type { Signatures } from '../path/signatures.ts'
import type { Call, Half, Presented, VerdictFault } from '../verdicts/verdict.ts'
import type { Certificate, CertificateId } from '../x509/certificate.ts'
import { type Configuration, configurationsOf } from './configuration.ts'

export interface LintInput {
  readonly inventory: Inventory
  readonly signatures: Signatures
  readonly clusters: readonly ClusterFacts[]
  readonly calls: readonly Call[]
  /** Unix seconds judged. */
  readonly at: number
}
/** A call as most rules see it: what no moment changes. Of two credentials of a client the moment may choose, so that only its token and keys are here. */
export type PlainCall = Pick<Call, 'edge' | 'number' | 'cluster' | 'from' | 'to' | 'serverName' | 'server'> & {
  readonly client: Pick<Presented, 'token' | 'keys'> | null
  readonly callerAcceptsServer: Pick<Half, 'trusts'>
  readonly providerAcceptsClient: Pick<Half, 'trusts'>
}
/** A call with the credential its client presents at the moment judged. */
export type PresentingCall = PlainCall & Pick<Call, 'client'>
/** Where a certificate is presented: the call and the end. */
export interface Presentation {
  readonly call: number
  readonly end: 'client' | 'server'
}
export interface LintContext extends Omit<LintInput, 'calls'> {
  readonly plain: readonly PlainCall[]
  readonly calls: readonly PresentingCall[]
  /** Calls of a kind the cluster does not have. */
  readonly absent: ReadonlySet<PlainCall>
  /** Calls whose client presents a bearer token. */
  readonly byToken: ReadonlySet<PlainCall>
  /** Keys that do not belong to their certificates, as the calls stumble over them. */
  readonly mismatches: readonly KeyMismatch[]
  /** Certificates of the cluster: not those found only in backups or in the system's own bundle of public CAs. */
  readonly live: readonly Certificate[]
  readonly leaves: readonly Certificate[]
  /** Files that are labelled backups of others. */
  readonly backups: ReadonlySet<string>
  readonly authorities: readonly Certificate[]
  readonly presented: ReadonlyMap<CertificateId, readonly Presentation[]>
  /** CA certificates of the drop whose key verifies it, itself excluded. */
  readonly issuers: (certificate: Certificate) => readonly Certificate[]
  /** Where a certificate stands, backups left out. */
  readonly places: (id: CertificateId) => readonly Location[]
  /** Certificates one file (or a field of it) holds. */
  readonly inFile: (file: string, field?: string | null) => readonly CertificateId[]
  /** Calls by their number. */
  readonly numbered: ReadonlyMap<number, readonly PlainCall[]>
  readonly configurations: readonly Configuration[]
  /** Files by node, null for those of none. */
  readonly filesOf: ReadonlyMap<string | null, readonly FileFacts[]>
  readonly nodeOf: (file: string) => string | null
  /** The cluster a finding is about; null where several could be meant. */
  readonly clusterOf: (about: About) => ClusterFacts | null
}
type KeyMismatch = Extract<VerdictFault, { id: 'edge/key-mismatch' }>
export interface About {
  readonly certificates?: readonly CertificateId[]
  readonly locations?: readonly Location[]
  readonly calls?: readonly number[]
}

/** Debian, Fedora and Alpine keep the public CAs there; nothing in them was made by this cluster's owner. */
const SYSTEM_BUNDLE =
  /(^|\/)(etc\/ssl\/certs|etc\/pki\/(tls|ca-trust)|etc\/ca-certificates|usr\/(local\/)?share\/ca-certificates|var\/lib\/ca-certificates)\//

/** What the moment cannot change. */
type Ground = Pick<
  LintContext,
  | 'inventory'
  | 'signatures'
  | 'clusters'
  | 'live'
  | 'leaves'
  | 'backups'
  | 'authorities'
  | 'issuers'
  | 'places'
  | 'inFile'
  | 'configurations'
  | 'filesOf'
  | 'nodeOf'
> & { readonly ownerOf: (file: string) => Owner | undefined }
interface Owner {
  readonly node: string
  readonly cluster: ClusterFacts
}
/** What the judged calls say whatever the moment. */
type Plan = Pick<LintContext, 'plain' | 'absent' | 'byToken' | 'mismatches' | 'numbered'>
/** Cluster by the certificates it presents and trusts. */
export type Clusters = ReadonlyMap<CertificateId, string>
export type Presentations = LintContext['presented']
interface Made {
  readonly ground: Ground
  readonly plan: Plan
  calls: readonly Call[]
  presented: Presentations
  /** null: nobody has asked. */
  clusters: Clusters | null
}
/** By the clusters of one evidence. */
const made = new WeakMap<readonly ClusterFacts[], Made>()

/** A context that remembers what it was made from, so that `remember` can tell what has changed. */
export interface Prepared extends LintContext {
  readonly [SOURCES]: { readonly clusters: Clusters }
}
export const SOURCES = Symbol('sources')

/** Prepares the lookups. In: what was read and judged. At another moment only those are made again whose calls present something else. */
export function contextOf({ inventory, signatures, clusters, calls, at }: LintInput): LintContext {
  let known = made.get(clusters)
  if (known === undefined || known.ground.inventory !== inventory) {
    const ground = groundOf(inventory, signatures, clusters)
    known = { ground, plan: planOf(calls), calls, presented: presentedBy(calls), clusters: null }
    made.set(clusters, known)
  } else if (!presentTheSame(known.calls, calls)) {
    const others = !presentTheSame(known.calls, calls, (end) => end?.certificate ?? null)
    known.calls = calls
    if (others) {
      known.presented = presentedBy(calls)
      if (known.clusters !== null) {
        const byCertificate = clustersOf(known.ground, calls)
        if (!sameEntries(known.clusters, byCertificate)) known.clusters = byCertificate
      }
    }
  }
  return contextFrom(known, at)
}

function contextFrom(known: Made, at: number): Prepared {
  const { ground, plan, calls, presented } = known
  const { clusters, places, ownerOf } = ground
  const single = clusters.length === 1 ? (clusters[0] ?? null) : null
  const byId = new Map(clusters.map((cluster) => [cluster.id, cluster]))
  const context: Prepared = {
    ...ground,
    ...plan,
    calls,
    presented,
    at,
    [SOURCES]: {
      get clusters() {
        return (known.clusters ??= clustersOf(ground, calls))
      },
    },
    clusterOf(about) {
      if (single) return single
      for (const index of about.calls ?? []) {
        const call = plan.plain[index]
        if (call) return byId.get(call.cluster) ?? null
      }
      for (const id of about.certificates ?? []) {
        const cluster = this[SOURCES].clusters.get(id)
        if (cluster !== undefined) return byId.get(cluster) ?? null
      }
      for (const l of about.locations ?? []) {
        const found = ownerOf(l.file)
        if (found) return found.cluster
      }
      for (const id of about.certificates ?? []) {
        for (const l of places(id)) {
          const found = ownerOf(l.file)
          if (found) return found.cluster
        }
      }
      return null
    },
  }
  return context
}

function groundOf(inventory: Inventory, signatures: Signatures, clusters: readonly ClusterFacts[]): Ground {
  const backups = new Set(clusters.flatMap((c) => c.backups))
  const current = (l: Location) => !backups.has(l.file) && !SYSTEM_BUNDLE.test(l.file)
  const placed = inventory.locations.map((all) => (all.every(current) ? all : all.filter(current)))
  const places = (id: CertificateId): readonly Location[] => placed[id] ?? []
  const live = inventory.certificates.filter((c) => places(c.id).length > 0)
  const ownerOf = ownersOf(clusters)
  const nodeOf = (file: string) => ownerOf(file)?.node ?? null
  const single = clusters.length === 1 ? (clusters[0] ?? null) : null
  const filesOf = new Map<string | null, FileFacts[]>()
  for (const file of inventory.files) push(filesOf, nodeOf(file.path), file)
  const issuers: (readonly Certificate[] | undefined)[] = []
  return {
    inventory,
    signatures,
    clusters,
    live,
    leaves: live.filter((c) => !c.isCA),
    backups,
    authorities: live.filter((c) => c.isCA),
    issuers: ({ id }) => (issuers[id] ??= signatures.signers(id).flatMap((by) => (by === id ? [] : (inventory.certificates[by] ?? [])))),
    places,
    inFile: byFileOf(inventory),
    configurations: configurationsOf(inventory, backups, nodeOf, (file) => ownerOf(file)?.cluster ?? single),
    filesOf,
    nodeOf,
    ownerOf,
  }
}

/** What one file holds: certificates and the fields they stand in. */
interface Held {
  readonly ids: CertificateId[]
  readonly fields: (string | null)[]
  /** Made where somebody asks for a field of a file with many. */
  byField: Map<string | null, CertificateId[]> | null
}
/** As many are faster looked through than put into a map. */
const FEW = 8

function byFileOf({ certificates, locations }: Inventory): LintContext['inFile'] {
  const byFile = new Map<string, Held>()
  for (const { id } of certificates)
    for (const { file, field } of locations[id] ?? []) {
      const held = once(byFile, file, (): Held => ({ ids: [], fields: [], byField: null }))
      held.ids.push(id)
      held.fields.push(field)
    }
  return (file, field) => {
    const held = byFile.get(file)
    if (held === undefined) return []
    const { ids, fields } = held
    if (!field) return ids
    if (ids.length <= FEW) return ids.filter((_, i) => fields[i] === field)
    if (held.byField === null) {
      held.byField = new Map()
      for (const [i, id] of ids.entries()) push(held.byField, fields[i] ?? null, id)
    }
    return held.byField.get(field) ?? []
  }
}

/** A file is of the node whose name is a part of its path; of the only node there is, whatever its path. */
function ownersOf(clusters: readonly ClusterFacts[]): (file: string) => Owner | undefined {
  const nodes = new Map(clusters.flatMap((c) => c.nodes.map((node) => [node, { node, cluster: c }] as const)))
  const [first] = nodes.values()
  const otherwise = nodes.size === 1 ? first : undefined
  // Files come node by node: the part that named the last one mostly names the next as well.
  let prefix = ''
  let last: Owner | undefined
  return (file) => {
    if (last !== undefined && file.startsWith(prefix)) return last
    for (let start = 0; start <= file.length; ) {
      const slash = file.indexOf('/', start)
      const end = slash < 0 ? file.length : slash
      const found = nodes.get(file.slice(start, end))
      if (found !== undefined) {
        if (slash >= 0) [prefix, last] = [file.slice(0, slash + 1), found]
        return found
      }
      start = end + 1
    }
    return otherwise
  }
}

function presentedBy(calls: readonly Call[]): Presentations {
  const presented = new Map<CertificateId, Presentation[]>()
  calls.forEach(({ client, server }, index) => {
    if (client !== null && client.certificate !== null) push(presented, client.certificate, { call: index, end: 'client' })
    if (server !== null && server.certificate !== null) push(presented, server.certificate, { call: index, end: 'server' })
  })
  return presented
}

function planOf(calls: readonly Call[]): Plan {
  const numbered = new Map<number, Call[]>()
  const absent = new Set<PlainCall>()
  const byToken = new Set<PlainCall>()
  const mismatches: KeyMismatch[] = []
  for (const call of calls) {
    if (call.number !== null) push(numbered, call.number, call)
    if (call.status === 'absent') absent.add(call)
    if (call.providerAcceptsClient.status === 'token') byToken.add(call)
    for (const { faults } of [call.callerAcceptsServer, call.providerAcceptsClient])
      for (const fault of faults) if (fault.id === 'edge/key-mismatch') mismatches.push(fault)
  }
  return { plain: calls, numbered, absent, byToken, mismatches }
}

/** What each cluster's calls present and check against. */
function clustersOf({ inFile }: Ground, calls: readonly Call[]): Clusters {
  const found = new Map<CertificateId, string>()
  for (const { client, server, cluster } of calls) {
    for (const end of [client, server]) if (end !== null && end.certificate !== null) found.set(end.certificate, cluster)
  }
  const seen = new Set<Half['trusts']>()
  // Whoever presents a certificate goes before those that only trust it: an old bundle may hold another cluster's CA.
  for (const { cluster, callerAcceptsServer, providerAcceptsClient } of calls) {
    for (const { trusts } of [callerAcceptsServer, providerAcceptsClient])
      if (trusts !== null && trusts.file !== null && !seen.has(trusts)) {
        seen.add(trusts)
        const field = trusts.resolved === 'embedded' ? (trusts.location?.field ?? null) : null
        for (const id of inFile(trusts.file, field)) if (!found.has(id)) found.set(id, cluster)
      }
  }
  return found
}

function presentTheSame(one: readonly Call[], other: readonly Call[], as: (end: Presented | null) => unknown = (end) => end): boolean {
  if (one === other) return true
  if (one.length !== other.length) return false
  for (let i = 0; i < one.length; i++) {
    const [a, b] = [one[i], other[i]]
    if (a === b) continue
    if (a === undefined || b === undefined || as(a.client) !== as(b.client) || as(a.server) !== as(b.server)) return false
  }
  return true
}

function sameEntries<K, V>(one: ReadonlyMap<K, V>, other: ReadonlyMap<K, V>): boolean {
  if (one.size !== other.size) return false
  for (const [key, value] of one) if (other.get(key) !== value) return false
  return true
}
