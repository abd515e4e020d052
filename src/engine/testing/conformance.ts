/**
 * Judges the cases of path-validation and parsing suites (see `scripts/conformance.mjs`) with the same code that judges a cluster, and says
 * where the verdict, the error or the certificate held guilty differ from Go's.
 */
import { logAt } from '../path/log.ts'
import { newInterner, decodeCertificate } from '../x509/decode.ts'
import type { Certificate, CertificateId } from '../x509/certificate.ts'
import { verifySignature } from '../x509/signature.ts'
import { searchPaths } from '../path/build.ts'
import type { PathSearch, Usage } from '../path/fault.ts'
import { verifySignatures } from '../path/verify-signatures.ts'

/** One chain, as the suites write it. Certificates are PEM. */
export interface ChainCase {
  readonly id: string
  readonly suite: string
  readonly features: readonly string[]
  readonly kind: 'SERVER' | 'CLIENT'
  readonly leaf: string
  readonly intermediates: readonly string[]
  readonly trustAnchors: readonly string[]
  readonly time: string
  readonly name: { readonly kind: string; readonly value: string } | null
  readonly ekus: readonly string[]
  readonly go: { readonly ok: boolean; readonly code: string; readonly at: string; readonly reason: string } | null
  readonly goVariants?: Readonly<Record<'noname' | 'client', { readonly ok: boolean }>>
  readonly culprit?: string
}
export interface ChainVerdict {
  readonly id: string
  readonly ok: boolean
  /** The same chain without a name, and as a client certificate. */
  readonly noname: boolean
  readonly client: boolean
  readonly code: string
  readonly fault: string | null
  readonly log: string
  /** `leaf`, `intermediate:N`, `anchor:N`, `missing-issuer` or null. */
  readonly certificate: string | null
  readonly ms: number
}
export interface ParsingCase {
  readonly id: string
  readonly source: string
  readonly b64: string
  readonly go: { readonly ok: boolean; readonly reason: string }
}
export interface ParsingVerdict {
  readonly id: string
  readonly ok: boolean
  readonly reason: string
  readonly ms: number
}

/** Out of scope: no component of Kubernetes reads revocation lists or bounds the depth of a chain. */
export const inScope = ({ go, features }: ChainCase): boolean =>
  go !== null && !features.includes('has-crl') && !features.includes('max-chain-depth')

/** Go's ExtKeyUsage by the names the suites use; one that Kubernetes never asks for is answered as not known. */
const usagesOf = ({ kind, ekus }: ChainCase): readonly Usage[] | 'any' => {
  if (ekus.length === 0) return [kind === 'SERVER' ? 'serverAuth' : 'clientAuth']
  return ekus.includes('anyExtendedKeyUsage') ? 'any' : (ekus as readonly Usage[])
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
const pemBytes = (pem: string): Uint8Array<ArrayBuffer> => bytesOf(pem.replace(/-----[^-]*-----/g, '').replace(/\s+/g, ''))

/** Certificates of one case, each distinct one once. */
function newStore() {
  const certificates: Certificate[] = []
  const known = new Map<string, CertificateId | string>()
  const interner = newInterner()
  return {
    certificates,
    /** Its id, or Go's message. */
    add(pem: string): CertificateId | string {
      const before = known.get(pem)
      if (before !== undefined) return before
      const decoded = decodeCertificate(pemBytes(pem), certificates.length, interner)
      const added = decoded.ok ? decoded.certificate.id : decoded.error
      if (decoded.ok) certificates.push(decoded.certificate)
      known.set(pem, added)
      return added
    },
  }
}

/** Go verifies host names and addresses only. */
const hostOf = ({ name }: ChainCase): string | null => (name?.kind === 'DNS' || name?.kind === 'IP' ? name.value : null)

/** `clock` in milliseconds: the engine has none. */
export async function judgeChain(chain: ChainCase, clock: () => number): Promise<ChainVerdict> {
  const begin = clock()
  const store = newStore()
  const leaf = store.add(chain.leaf)
  const intermediates = chain.intermediates.map((pem) => store.add(pem))
  const anchors = chain.trustAnchors.map((pem) => store.add(pem))
  if (typeof leaf === 'string') {
    const refused = { ok: false, noname: false, client: false, code: 'Parse', fault: 'read/der-malformed', log: leaf, certificate: 'leaf' }
    return { id: chain.id, ...refused, ms: clock() - begin }
  }
  const signatures = await verifySignatures(store.certificates, verifySignature)
  const readable = (added: CertificateId | string): added is CertificateId => typeof added === 'number'
  const search = (usage: readonly Usage[] | 'any', name: string | null, attempts: boolean): PathSearch =>
    searchPaths({
      certificates: store.certificates,
      signatures,
      leaf,
      intermediates: intermediates.filter(readable),
      anchors: anchors.filter(readable),
      usage,
      name,
      at: Date.parse(chain.time) / 1000,
      attempts,
    })
  const usages = usagesOf(chain)
  const { ok, code, faults, log, culprit } = search(usages, hostOf(chain), true)
  const noname = search(usages, null, false).ok
  const client = search(['clientAuth'], null, false).ok
  return {
    id: chain.id,
    ok,
    noname,
    client,
    code,
    fault: faults[0]?.id ?? null,
    log: logAt(log, Date.parse(chain.time) / 1000),
    certificate: guilty(culprit, faults[0]?.id ?? '', leaf, intermediates, anchors),
    ms: clock() - begin,
  }
}

/** Where no issuer fits and a certificate of the pools cannot be read, that one is what is wrong. */
function guilty(
  culprit: PathSearch['culprit'],
  fault: string,
  leaf: CertificateId,
  intermediates: readonly (CertificateId | string)[],
  anchors: readonly (CertificateId | string)[],
): string | null {
  if (fault === 'path/issuer-unknown' || fault === 'path/signature-invalid') {
    const anchor = anchors.findIndex((added) => typeof added === 'string')
    if (anchor !== -1) return `anchor:${anchor}`
    const intermediate = intermediates.findIndex((added) => typeof added === 'string')
    if (intermediate !== -1) return `intermediate:${intermediate}`
  }
  if (culprit === null || culprit === 'missing-issuer') return culprit
  if (culprit === leaf) return 'leaf'
  return anchors.includes(culprit) ? `anchor:${anchors.indexOf(culprit)}` : `intermediate:${intermediates.indexOf(culprit)}`
}

export function judgeParsing({ id, b64 }: ParsingCase, clock: () => number): ParsingVerdict {
  const begin = clock()
  const decoded = decodeCertificate(bytesOf(b64), 0)
  return { id, ok: decoded.ok, reason: decoded.ok ? '' : decoded.error, ms: clock() - begin }
}

/** What differs from Go, in words short enough for one line; empty where all agrees. `culprit` only where the case names one. */
export function differences(
  chain: ChainCase,
  verdict: ChainVerdict,
): readonly ('accepts' | 'refuses' | 'noname' | 'client' | 'code' | 'log' | 'culprit')[] {
  const { go, goVariants, culprit } = chain
  if (go === null) return []
  const differs: ('accepts' | 'refuses' | 'noname' | 'client' | 'code' | 'log' | 'culprit')[] = []
  if (verdict.ok !== go.ok) differs.push(verdict.ok ? 'accepts' : 'refuses')
  if (goVariants !== undefined && goVariants.noname.ok !== verdict.noname) differs.push('noname')
  if (goVariants !== undefined && goVariants.client.ok !== verdict.client) differs.push('client')
  if (!go.ok && verdict.code !== go.code) differs.push('code')
  if (!go.ok && verdict.log !== goLog(go.reason)) differs.push('log')
  if (!go.ok && culprit !== undefined && verdict.certificate?.split(':')[0] !== culprit) differs.push('culprit')
  return differs
}
/** The suites put the step before the error, and what the pools could not read behind it. */
export const goLog = (reason: string): string => reason.replace(/^\[[a-z-]+\] /, '').replace(/ \{pool: .*\}$/s, '')
