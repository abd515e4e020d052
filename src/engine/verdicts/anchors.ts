/** One side's certificate against the other side's bundle: whole, or as much as the drop allows. */
import type { SettingUse } from '../cluster/cluster.ts'
import type { Presents, TokenCheck, Trust } from '../cluster/plan.ts'
import type { TokenFacts } from '../inventory/inventory.ts'
import type { Signatures } from '../path/signatures.ts'
import type { Certificate, CertificateId } from '../x509/certificate.ts'
import { broken, type Ends, fromSearch, loadFaultHalf, unproven } from './half.ts'
import type { LoadedPair, Loaders, LoadFault } from './loaders.ts'
import type { Searches, Usage } from './search.ts'
import type { Fault, Half, Presented } from './verdict.ts'

/** What the judges of both directions work with. */
export interface Bench {
  readonly certificates: readonly Certificate[]
  readonly signatures: Signatures
  readonly loaders: Loaders
  readonly searches: Searches
  /** What each pair, token or gap of the plan is shown as. */
  readonly presented: Map<LoadedPair | Presents | TokenCheck, Presented>
  readonly tokens: readonly TokenFacts[]
  readonly at: number
  /** Are these RSA keys? Decides whose words the log bears. */
  readonly rsa: (keys: readonly string[]) => boolean
}

/** A trust setting as far as the drop knows it. */
export type Anchors =
  | { readonly kind: 'known'; readonly certificates: readonly CertificateId[]; readonly key: string; readonly use: SettingUse }
  | { readonly kind: 'system-roots'; readonly use: SettingUse | null }
  | { readonly kind: 'missing'; readonly uses: readonly SettingUse[] }
  | { readonly kind: 'fault'; readonly fault: LoadFault; readonly use: SettingUse }

export function anchorsOf(bench: Bench, trust: Extract<Trust, { kind: 'bundle' | 'system-roots' | 'missing' }>): Anchors {
  if (trust.kind === 'system-roots') return { kind: 'system-roots', use: trust.use }
  if (trust.kind === 'missing') return { kind: 'missing', uses: [trust.use] }
  const { certificates, key, fault, missing, use } = bench.loaders.bundle(trust.loader, trust.reference)
  if (fault !== null) return { kind: 'fault', fault, use }
  if (missing.length > 0) return { kind: 'missing', uses: missing }
  // client-go takes an empty authority for none at all (rootCertPool returns nil).
  if (trust.loader === 'append-certs' && certificates.length === 0) return { kind: 'system-roots', use }
  return { kind: 'known', certificates, key, use }
}

/** Nothing a presented certificate could be would be accepted: every anchor is outside its validity. */
export function hopeless(bench: Bench, anchors: Extract<Anchors, { kind: 'known' }>, ends: Ends): Half | null {
  const all = anchors.certificates.map((id) => bench.certificates[id]).filter((certificate) => certificate !== undefined)
  const faults = all.flatMap((certificate): Fault[] => {
    const on = { certificate: certificate.id, role: 'trust-anchor' as const }
    if (bench.at > certificate.notAfter) return [{ id: 'path/expired', ...on, notAfter: certificate.notAfter }]
    if (bench.at < certificate.notBefore) return [{ id: 'path/not-yet-valid', ...on, notBefore: certificate.notBefore }]
    return []
  })
  for (const { notBefore, notAfter } of all) {
    bench.searches.span.cut(notBefore, bench.at)
    bench.searches.span.cut(notAfter + 1, bench.at)
  }
  const [first, ...rest] = faults
  if (first === undefined || faults.length < all.length) return null
  return broken([first, ...rest], null, ends)
}

/** The leaf against a bundle that is not in the drop: what is wrong with it under any bundle (a pinned leaf is checked, its issuer is not). */
export function leafAlone(
  bench: Bench,
  leaf: CertificateId,
  usage: Usage,
  name: string | null,
  missing: readonly SettingUse[],
  ends: Ends,
): Half {
  const search = bench.searches.search(leaf, [], { certificates: [leaf], key: `${leaf}` }, usage, name, bench.at)
  const half = fromSearch(search, ends)
  return half.status === 'broken' ? half : unproven(missing, ends)
}

/** The whole check: leaf and chain against the anchors. `prefix` is what the component writes before Go's error. */
export function checkPath(
  bench: Bench,
  leaf: CertificateId,
  chain: readonly CertificateId[],
  anchors: Anchors,
  usage: Usage,
  name: string | null,
  ends: Ends,
  prefix: () => string,
): Half {
  switch (anchors.kind) {
    case 'fault':
      return loadFaultHalf(anchors.fault, ends)
    case 'missing':
      return leafAlone(bench, leaf, usage, name, anchors.uses, ends)
    case 'system-roots': {
      // The system's roots are not in the drop. A certificate whose issuer is in the drop comes from a private CA: they do not hold it.
      const issued = bench.signatures.signers(leaf).length > 0
      if (issued) return fromSearch(bench.searches.search(leaf, chain, { certificates: [], key: '' }, usage, name, bench.at), ends, prefix)
      return leafAlone(bench, leaf, usage, name, anchors.use === null ? [] : [anchors.use], ends)
    }
    case 'known':
      return fromSearch(bench.searches.search(leaf, chain, anchors, usage, name, bench.at), ends, prefix)
    default:
      return anchors satisfies never
  }
}

/** What the other end cannot read of what is sent: a broken certificate after the leaf. */
export function chainFault(pair: LoadedPair, who: 'server' | 'client'): LoadFault | null {
  if (pair.chainError === null) return null
  const error =
    who === 'server'
      ? `tls: failed to parse certificate from server: ${pair.chainError}`
      : `tls: failed to parse client certificate: ${pair.chainError}`
  return { id: 'edge/file-unusable', use: pair.use, why: 'malformed', error }
}

/** A half that is fine as far as the drop goes, while a file the process cannot start without is gone: unproven. */
export function unlessGone(half: Half, gone: readonly SettingUse[], ends: Ends): Half {
  return gone.length === 0 || half.status !== 'trusted' ? half : unproven(gone, ends)
}

/** Curves crypto/tls has signature schemes for, by their bits. */
const TLS_CURVES: ReadonlySet<number> = new Set([256, 384, 521])
/** RSASSA-PSS with SHA-256 needs a modulus of 66 bytes, and TLS 1.3 knows no shorter scheme (crypto/tls signatureSchemesForCertificate). */
const PSS_BYTES = 66

/** A key its holder cannot sign a handshake with, or the other end cannot read: crypto/rsa signs with no less than 1024 bits, crypto/tls reads no more than 8192. */
export function handshakeKeyFault(bench: Bench, leaf: CertificateId, use: SettingUse, who: 'server' | 'client'): LoadFault | null {
  const key = bench.certificates[leaf]?.publicKey
  const fault = (why: 'key-too-small' | 'unsupported-key', error: string): LoadFault => ({ id: 'edge/file-unusable', use, why, error })
  if (key?.algorithm === 'ECDSA' && !TLS_CURVES.has(key.bits))
    return fault('unsupported-key', `tls: unsupported certificate curve (P-${key.bits})`)
  if (key?.algorithm !== 'RSA') return null
  if (Math.ceil(key.bits / 8) < PSS_BYTES)
    return fault('key-too-small', 'tls: certificate RSA key size too small for supported signature algorithms')
  if (key.bits < 1024)
    return fault(
      'key-too-small',
      `tls: failed to sign handshake: crypto/rsa: ${key.bits}-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)`,
    )
  if (key.bits > 8192) return fault('unsupported-key', `tls: ${who} sent certificate containing RSA key larger than 8192 bits`)
  return null
}

/** What ends every handshake with this server, whoever calls: its key, or a broken certificate after its own. */
export function servingFault(bench: Bench, pair: LoadedPair): LoadFault | null {
  if (pair.fault !== null) return pair.fault
  return pair.certificate === null ? null : (handshakeKeyFault(bench, pair.certificate, pair.use, 'server') ?? chainFault(pair, 'server'))
}
