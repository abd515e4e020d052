/** What every rule may look at, with the lookups they share made once. */
import type { ClusterFacts } from '../cluster/cluster.ts'
import type { Inventory, Location } from '../inventory/inventory.ts'
import type { Signatures } from '../path/signatures.ts'
import type { Call } from '../verdicts/verdict.ts'
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
/** Where a certificate is presented: the call and the end. */
export interface Presentation {
  readonly call: number
  readonly end: 'client' | 'server'
}
export interface LintContext extends LintInput {
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
  readonly numbered: ReadonlyMap<number, readonly Call[]>
  readonly configurations: readonly Configuration[]
  readonly nodeOf: (file: string) => string | null
  /** The cluster a finding is about; null where several could be meant. */
  readonly clusterOf: (about: About) => ClusterFacts | null
}
export interface About {
  readonly certificates?: readonly CertificateId[]
  readonly locations?: readonly Location[]
  readonly calls?: readonly number[]
}

/** Debian, Fedora and Alpine keep the public CAs there; nothing in them was made by this cluster's owner. */
const SYSTEM_BUNDLE =
  /(^|\/)(etc\/ssl\/certs|etc\/pki\/(tls|ca-trust)|etc\/ca-certificates|usr\/(local\/)?share\/ca-certificates|var\/lib\/ca-certificates)\//

const made = new WeakMap<readonly Call[], LintContext>()

/** Prepares the lookups. In: what was read and judged. The same calls at another moment share them. */
export function contextOf(input: LintInput): LintContext {
  const known = made.get(input.calls)
  if (known !== undefined && known.inventory === input.inventory && known.clusters === input.clusters)
    return known.at === input.at ? known : { ...known, at: input.at }
  const context = lookups(input)
  made.set(input.calls, context)
  return context
}

function lookups(input: LintInput): LintContext {
  const { inventory, clusters, calls } = input
  const backups = new Set(clusters.flatMap((c) => c.backups))
  const current = (l: Location) => !backups.has(l.file) && !SYSTEM_BUNDLE.test(l.file)
  const places = (id: CertificateId) => (inventory.locations[id] ?? []).filter(current)
  const live = inventory.certificates.filter((c) => places(c.id).length > 0)
  const presented = new Map<CertificateId, Presentation[]>()
  const clusterByCertificate = new Map<CertificateId, string>()
  calls.forEach((call, index) => {
    for (const end of ['client', 'server'] as const) {
      const id = call[end]?.certificate
      if (id === null || id === undefined) continue
      push(presented, id, { call: index, end })
      clusterByCertificate.set(id, call.cluster)
    }
    for (const id of [...call.callerAcceptsServer.path, ...call.providerAcceptsClient.path]) clusterByCertificate.set(id, call.cluster)
  })
  const byFile = new Map<string, CertificateId[]>()
  inventory.certificates.forEach(({ id }) => {
    for (const l of inventory.locations[id] ?? []) {
      for (const key of l.field ? [l.file, `${l.file}#${l.field}`] : [l.file]) push(byFile, key, id)
    }
  })
  const nodes = new Map(clusters.flatMap((c) => c.nodes.map((node) => [node, { node, cluster: c }] as const)))
  const [first] = nodes.values()
  const owners = new Map<string, typeof first | undefined>()
  const owner = (file: string) => {
    if (!owners.has(file)) {
      const part = file.split('/').find((name) => nodes.has(name))
      owners.set(file, part === undefined ? (nodes.size === 1 ? first : undefined) : nodes.get(part))
    }
    return owners.get(file)
  }
  const single = clusters.length === 1 ? (clusters[0] ?? null) : null
  const byId = (id: string | undefined) => clusters.find((c) => c.id === id) ?? null
  const clusterOf = (about: About): ClusterFacts | null => {
    if (single) return single
    for (const index of about.calls ?? []) if (calls[index]) return byId(calls[index].cluster)
    for (const id of about.certificates ?? []) if (clusterByCertificate.has(id)) return byId(clusterByCertificate.get(id))
    for (const l of about.locations ?? []) {
      const found = owner(l.file)
      if (found) return found.cluster
    }
    for (const id of about.certificates ?? []) {
      for (const l of places(id)) {
        const found = owner(l.file)
        if (found) return found.cluster
      }
    }
    return null
  }
  const numbered = new Map<number, Call[]>()
  for (const call of calls) if (call.number !== null) push(numbered, call.number, call)
  const nodeOf = (file: string) => owner(file)?.node ?? null
  return {
    ...input,
    live,
    leaves: live.filter((c) => !c.isCA),
    backups,
    authorities: live.filter((c) => c.isCA),
    presented,
    numbered,
    issuers: (c) => input.signatures.signers(c.id).flatMap((id) => (id === c.id ? [] : (inventory.certificates[id] ?? []))),
    places,
    inFile: (file, field) => byFile.get(field ? `${file}#${field}` : file) ?? [],
    configurations: configurationsOf(
      inventory,
      backups,
      (file) => owner(file)?.node ?? null,
      (file) => owner(file)?.cluster ?? single,
    ),
    nodeOf,
    clusterOf,
  }
}

/** What a result was made from: kept, it is right at every moment at which nothing of that has changed. */
export interface Kept<T> {
  readonly result: T
  /** Null where neither was looked at. */
  readonly at: number | null
  readonly calls: readonly Call[] | null
}

/** Runs `make`, unless what it looked at the last time (the moment, the judged calls) is still the same. */
export function remember<T>(last: Kept<T> | undefined, context: LintContext, make: (context: LintContext) => T): Kept<T> {
  if (last !== undefined && (last.at ?? context.at) === context.at && (last.calls ?? context.calls) === context.calls) return last
  let at: number | null = null
  let calls: readonly Call[] | null = null
  const ofCalls = (key: 'calls' | 'numbered' | 'presented') => ({
    get: () => {
      calls = context.calls
      return context[key]
    },
  })
  const watched = Object.create(context, {
    at: { get: () => (at = context.at) },
    calls: ofCalls('calls'),
    numbered: ofCalls('numbered'),
    presented: ofCalls('presented'),
  }) as LintContext
  return { result: make(watched), at, calls }
}

/** Adds to the list under a key. */
export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
