/** Who signed what, for the eye: the keys that sign, each with its letter, hue and tag. Identity is the key, never the name. */
import type { Judged } from '../../engine/audit.ts'
import { once, push } from '../../engine/encoding/maps.ts'
import type { Call, Half, Presented } from '../../engine/verdicts/verdict.ts'
import type { CertificateId } from '../../engine/x509/certificate.ts'
import type { AuthorityHue } from './palette.ts'
import { keyTag } from './key-tag.ts'

export type AuthorityRole = 'cluster' | 'etcd' | 'front-proxy' | 'service-account' | 'other'
export interface Authority {
  /** The key: `PublicKey.spki`. */
  readonly key: string
  readonly letter: string
  readonly hue: AuthorityHue
  readonly role: AuthorityRole
  /** commonName (or subject) of its certificate, file name of a bare key. */
  readonly name: string
  readonly tag: string
  /** The CA certificates that carry this key. */
  readonly certificates: readonly CertificateId[]
  /** Bears the name of a CA with another key. */
  readonly twin: boolean
}
export interface Authorities {
  /** In legend order: K, E, F, S each followed by its twins, then the rest. */
  readonly list: readonly Authority[]
  readonly byKey: ReadonlyMap<string, Authority>
}

/** The key that signed what this end presents, null where no certificate of the drop did (or nothing is presented). */
export function signerKey(audit: Judged, presented: Presented | null, half: Half): string | null {
  const { certificates } = audit.inventory
  const [leaf, issuer] = half.path
  if (presented?.certificate !== null && leaf === presented?.certificate && issuer !== undefined)
    return certificates[issuer]?.publicKey.spki ?? null
  const [signer] = presented?.signedBy ?? []
  return signer === undefined ? null : (certificates[signer]?.publicKey.spki ?? null)
}

/** The keys a provider verifies tokens with: those it presents, else those in the file its setting names, else the signer's where it accepted it. */
export function verifyingKeys(audit: Judged, call: Call): readonly string[] {
  if (call.server && call.server.keys.length > 0) return call.server.keys
  const file = call.providerAcceptsClient.trusts?.file
  const named = file ? (keysByFile(audit.inventory.keys).get(file) ?? []) : []
  return named.length > 0 ? named : call.status === 'trusted' ? (call.client?.keys ?? []) : []
}

type Keys = Judged['inventory']['keys']
/** A fleet has a key for each node, and each call of a service account asks. */
const keysByFile = (keys: Keys): ReadonlyMap<string, readonly string[]> =>
  once(byFile, keys, () => {
    const files = new Map<string, string[]>()
    // Not all of them may have arrived yet: `forEach` passes over what has not.
    keys.forEach(({ spki, locations }) => {
      if (spki !== null) for (const file of new Set(locations.map((at) => at.file))) push(files, file, spki)
    })
    return files
  })
const byFile = new WeakMap<Keys, ReadonlyMap<string, readonly string[]>>()

const ROLE_OF = (call: Call, end: 'client' | 'server'): AuthorityRole => {
  if (call.edge === 'kube-apiserver->extension-apiserver') return end === 'client' ? 'front-proxy' : 'other'
  if (call.number === null) return 'other'
  return call.number <= 3 ? 'etcd' : 'cluster'
}
const LETTERS: readonly (readonly [AuthorityRole, 'K' | 'E' | 'F'])[] = [
  ['cluster', 'K'],
  ['etcd', 'E'],
  ['front-proxy', 'F'],
]
/** A signer that is trusted outweighs any number of uses of one that is not: the trusted one keeps the letter, the other is its twin. */
const TRUSTED_WEIGHT = 1_000_000

/** In: one audit, and the calls of one cluster. Only keys that sign something presented in these calls get a letter. */
export function authorities(audit: Judged, calls: readonly Call[]): Authorities {
  const { certificates, keys } = audit.inventory
  const votes = new Map<string, Map<AuthorityRole, number>>()
  const vote = (key: string | null, role: AuthorityRole, weight: number) => {
    if (key === null) return
    const roles = votes.get(key) ?? new Map<AuthorityRole, number>()
    roles.set(role, (roles.get(role) ?? 0) + weight)
    votes.set(key, roles)
  }
  const tokenKeys = new Map<string, number>()
  for (const call of calls) {
    if (call.number === 12) {
      for (const key of call.client?.keys ?? []) tokenKeys.set(key, (tokenKeys.get(key) ?? 0) + 1)
      for (const key of verifyingKeys(audit, call)) tokenKeys.set(key, (tokenKeys.get(key) ?? 0) + TRUSTED_WEIGHT)
      continue
    }
    vote(
      signerKey(audit, call.client, call.providerAcceptsClient),
      ROLE_OF(call, 'client'),
      call.providerAcceptsClient.path.length > 1 ? TRUSTED_WEIGHT : 1,
    )
    vote(
      signerKey(audit, call.server, call.callerAcceptsServer),
      ROLE_OF(call, 'server'),
      call.callerAcceptsServer.path.length > 1 ? TRUSTED_WEIGHT : 1,
    )
  }
  const bySpki = new Map<string, CertificateId[]>()
  // Not all of them may have arrived yet: `forEach` passes over what has not.
  certificates.forEach(({ id, publicKey }) => {
    if (votes.has(publicKey.spki)) push(bySpki, publicKey.spki, id)
  })
  const nameOf = (key: string): string => {
    const subject = certificates[bySpki.get(key)?.[0] ?? -1]?.subject
    return subject ? subject.commonName || subject.text : ''
  }
  const subjectOf = (key: string): string => certificates[bySpki.get(key)?.[0] ?? -1]?.subject.der ?? key

  const list: Authority[] = []
  const taken = new Set<string>()
  const add = (key: string, letter: string, hue: AuthorityHue, role: AuthorityRole, twin: boolean) => {
    taken.add(key)
    list.push({ key, letter, hue, role, name: nameOf(key), tag: keyTag(key), certificates: bySpki.get(key) ?? [], twin })
  }
  const ordered = [...votes.keys()].sort((a, b) => (keyTag(a) < keyTag(b) ? -1 : 1))
  for (const [role, letter] of LETTERS) {
    let best: string | null = null
    for (const key of ordered) {
      const weight = votes.get(key)?.get(role) ?? 0
      if (weight > 0 && !taken.has(key) && weight > (best === null ? 0 : (votes.get(best)?.get(role) ?? 0))) best = key
    }
    // One CA for several roles keeps its first letter; a weaker signer of the role is then no role's own.
    const shared = [...taken].some((key) => (votes.get(key)?.get(role) ?? 0) >= TRUSTED_WEIGHT)
    if (best !== null && !shared) add(best, letter, letter, role, false)
  }
  for (const main of [...list]) {
    const twins = ordered.filter((key) => !taken.has(key) && subjectOf(key) === subjectOf(main.key))
    for (const key of twins) {
      taken.add(key)
      const twin: Authority = {
        ...main,
        key,
        letter: `${main.letter}′`,
        hue: 'twin',
        tag: keyTag(key),
        certificates: bySpki.get(key) ?? [],
        twin: true,
      }
      list.splice(list.indexOf(main) + 1, 0, twin)
    }
  }
  const signing = [...tokenKeys.entries()].sort((a, b) => b[1] - a[1] || (keyTag(a[0]) < keyTag(b[0]) ? -1 : 1))
  for (const [i, [key]] of signing.entries()) {
    const file =
      keys
        .filter((k) => k.spki === key)[0]
        ?.locations[0]?.file.split('/')
        .pop() ?? 'sa.key'
    const twin = i > 0
    list.push({
      key,
      letter: twin ? 'S′' : 'S',
      hue: twin ? 'twin' : 'S',
      role: 'service-account',
      name: file,
      tag: keyTag(key),
      certificates: [],
      twin,
    })
    taken.add(key)
  }
  let hue: AuthorityHue = list.some((a) => a.hue === 'twin') ? 'neutral' : 'twin'
  let next = 0
  for (const key of ordered.filter((k) => !taken.has(k))) {
    add(key, next < 26 ? String.fromCharCode(65 + skip(next)) : '*', hue, 'other', false)
    next++
    hue = 'neutral'
  }
  return { list, byKey: new Map(list.map((a) => [a.key, a])) }
}

/** A, B, C, … without the letters that have a meaning of their own (E, F, K, S, T). */
function skip(n: number): number {
  const free = [...'ABCDGHIJLMNOPQRUVWXYZ']
  return (free[n % free.length] ?? 'A').charCodeAt(0) - 65
}
