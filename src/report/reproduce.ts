/**
 * The shell commands with which a sceptic repeats our facts: openssl on the same files, at the same moment, for the same purpose and name.
 * What openssl will answer is said beforehand, and where that is not what Go answers, why, with the fact.
 */
import { logAt } from '../engine/path/log.ts'
import type { Audit } from '../engine/audit.ts'
import type { Certificate } from '../engine/x509/certificate.ts'
import type { Call, Fault, Half, Presented } from '../engine/verdicts/verdict.ts'
import { digestOfKey, showCertificate, textOf } from './openssl/commands.ts'
import { differenceOf } from './openssl/difference.ts'
import type { Difference } from '../text/report.ts'
import { type Extracted, extract, quoted } from './openssl/extract.ts'
import { readable } from './openssl/readable.ts'
import { unusableFile } from './openssl/unusable-file.ts'
import { isAddress, opensslVerify, signatureLookup, type VerifyAnswer } from './openssl/verify.ts'

export interface Reproduction {
  /** Index into `Audit.calls` of the first call with these commands. */
  readonly call: number
  readonly half: 'callerAcceptsServer' | 'providerAcceptsClient' | 'identityAuthorised' | 'keys' | 'file'
  /** The last one decides; those before it prepare files and show facts. */
  readonly lines: readonly string[]
  /** What Go answers, for comparison: OK, or the error. */
  readonly go: string
  /** What the last command does: true: it succeeds (of two digests: they are equal); null: not foreseen. */
  readonly openssl: boolean | null
  /** Why openssl's answer is not Go's; null where it is. */
  readonly differs: Difference | null
}

/** In: an audit. Out: one block per half that certificates decided, each set of commands once. */
export function reproductions(audit: Audit): Reproduction[] {
  const blocks = new Map<string, Reproduction>()
  audit.calls.forEach((_, index) => {
    for (const entry of reproductionsOf(audit, index)) {
      const key = entry.lines.join('\n')
      if (!blocks.has(key)) blocks.set(key, entry)
    }
  })
  return [...blocks.values()]
}

/** The blocks of one call. */
export function reproductionsOf(audit: Audit, index: number): Reproduction[] {
  const call = audit.calls[index]
  if (!call) return []
  const found =
    call.number === 12
      ? [keys(audit, call, index)]
      : [half(audit, call, index, 'callerAcceptsServer'), half(audit, call, index, 'providerAcceptsClient'), identity(audit, call, index)]
  return found.filter((entry) => entry !== null)
}

function half(audit: Audit, call: Call, index: number, which: 'callerAcceptsServer' | 'providerAcceptsClient'): Reproduction | null {
  const judged = call[which]
  if (judged.status !== 'trusted' && judged.status !== 'broken') return null
  const [fault] = judged.faults
  if (fault?.id === 'edge/file-unusable') {
    const file = unusableFile(audit, fault)
    return file && { call: index, half: 'file', go: fault.error, ...file }
  }
  const server = which === 'callerAcceptsServer'
  const presented = server ? call.server : call.client
  if (presented?.certificate === null || presented?.certificate === undefined) return null
  const leaf = extract(audit, presented.use ?? judged.presents, server ? 'server.pem' : 'client.pem')
  const bundle = extract(audit, judged.trusts, 'ca.pem')
  if (!leaf || !bundle) return null
  const name = server ? call.serverName : null
  const chain = presented.chain.length > 0 || judged.path.length > 2
  const command = [
    'openssl verify -partial_chain -no-CApath -no-CAstore',
    `-attime ${audit.at}`,
    `-purpose ${server ? 'sslserver' : 'sslclient'}`,
    ...(name ? [isAddress(name) ? `-verify_ip ${name}` : `-verify_hostname ${quoted(name)}`] : []),
    `-CAfile ${bundle.file}`,
    ...(chain ? [`-untrusted ${leaf.file}`] : []),
    leaf.file,
  ].join(' ')
  const answer = answerOf(audit, judged, presented, { leaf, bundle, chain, server, name })
  const ok = judged.status === 'trusted'
  const openssl = answer === 'either' || answer === 'unforeseen' ? null : answer === null
  const differs = openssl === ok ? null : differenceOf(answer, fault)
  return {
    call: index,
    half: which,
    lines: [...leaf.before, ...bundle.before, ...facts(audit, differs, fault, presented, judged), command],
    go: ok ? 'OK' : goWords(audit, judged),
    openssl,
    differs,
  }
}

const goWords = ({ at }: Audit, { log, faults }: Half): string => (log === null ? (faults[0]?.id ?? '') : logAt(log, at))

interface Given {
  readonly leaf: Extracted
  readonly bundle: Extracted
  readonly chain: boolean
  readonly server: boolean
  readonly name: string | null
}
/** What openssl makes of the two files. */
function answerOf(audit: Audit, judged: Half, presented: Presented, given: Given): VerifyAnswer {
  const certificate = (id: number | null) => (id === null ? undefined : audit.inventory.certificates[id])
  const [sent, trusted] = [textOf(audit, given.leaf), textOf(audit, given.bundle)].map((text) => text && readable(text))
  if (!sent || !trusted || sent === 'unknown' || trusted === 'unknown') {
    // Read through a link, say: as good as what Go answers, where that is yes.
    return judged.status === 'trusted' ? null : 'unforeseen'
  }
  if (trusted.length === 0) return 'issuer'
  const all = (ids: readonly number[]) => ids.flatMap((id) => certificate(id) ?? [])
  const leaf = certificate(sent[0] ?? presented.certificate)
  if (!leaf) return 'unforeseen'
  const refuted = new Set(judged.faults.flatMap((f) => (f.id === 'path/signature-invalid' ? [`${f.certificate} ${f.issuer}`] : [])))
  return opensslVerify({
    leaf,
    untrusted: given.chain ? all(sent) : [],
    trusted: all(trusted),
    at: audit.at,
    server: given.server,
    name: given.name,
    signed: signatureLookup(presented, refuted),
    constrained: judged.faults.some((f) => f.id === 'path/name-constrained'),
  })
}

/** Commands that show why the answers differ. */
function facts(audit: Audit, differs: Difference | null, fault: Fault | undefined, presented: Presented, judged: Half): string[] {
  const leaf = presented.certificate as number
  const guilty = fault && 'certificate' in fault && fault.certificate !== null ? fault.certificate : leaf
  const issuer = fault && 'issuer' in fault && typeof fault.issuer === 'number' ? fault.issuer : (judged.path[1] ?? leaf)
  if (fault?.id === 'edge/key-mismatch') return keyPair(audit, fault)
  switch (differs) {
    case null:
      return []
    case 'weak-digest':
      return showCertificate(audit, guilty, "-text | grep -m1 'Signature Algorithm'")
    case 'authority':
      return showCertificate(audit, guilty, '-subject -ext basicConstraints,keyUsage')
    case 'name-encoding':
      return [
        ...showCertificate(audit, guilty, '-issuer -nameopt multiline,show_type'),
        ...showCertificate(audit, issuer, '-subject -nameopt multiline,show_type', 'issuer.pem'),
      ]
    case 'key-identifier':
      return [
        ...showCertificate(audit, leaf, '-subject -ext authorityKeyIdentifier'),
        ...showCertificate(audit, issuer, '-subject -ext subjectKeyIdentifier', 'issuer.pem'),
      ]
    case 'last-second':
      return showCertificate(audit, leaf, '-enddate')
    case 'usage':
    case 'key-usage':
    case 'critical-extension':
    case 'policy':
    case 'path-length':
      return showCertificate(audit, guilty, '-text')
    case 'common-name':
    case 'wildcard':
    case 'several-issuers':
    case 'reading':
    case 'key-type':
    case 'not-asked':
    case 'not-foreseen':
      return showCertificate(audit, leaf, '-subject -ext subjectAltName,extendedKeyUsage')
  }
}

function keyPair(audit: Audit, fault: Extract<Fault, { id: 'edge/key-mismatch' }>): string[] {
  const key = extract(audit, fault.use, 'key.pem')
  const certificate = fault.certificate === null ? [] : showCertificate(audit, fault.certificate, '-pubkey | openssl sha256')
  return key && certificate.length ? [...certificate, digestOfKey(key, 'private')] : []
}

/** Who the certificate says it is: openssl shows it, and is not asked what that name may do. */
function identity(audit: Audit, call: Call, index: number): Reproduction | null {
  const judged = call.identityAuthorised
  if (judged.status !== 'broken' || call.client?.certificate === null || call.client?.certificate === undefined) return null
  const lines = showCertificate(audit, call.client.certificate, '-subject', 'client.pem')
  if (!lines.length) return null
  const go = goWords(audit, judged)
  return { call: index, half: 'identityAuthorised', lines, go, openssl: true, differs: 'not-asked' }
}

/** Edge 12 has no certificates: the public half of the signing key must be among the verifier's keys. */
function keys(audit: Audit, call: Call, index: number): Reproduction | null {
  const judged = call.providerAcceptsClient.presents ? call.providerAcceptsClient : call.callerAcceptsServer
  if (judged.status !== 'trusted' && judged.status !== 'broken') return null
  const ends = [judged.presents, judged.trusts].map((use) => extract(audit, use, 'key.pem'))
  const [signer, verifier] = ends.map((end) => (end ? keysIn(audit, end) : []))
  const [one, other] = ends
  if (!one || !other || one.file === other.file || !signer?.[0] || !verifier?.length) return null
  const own = signer[0]
  const match = verifier.find(({ spki }) => spki === own.spki) ?? verifier[0]
  if (!match) return null
  const equal = match.spki === own.spki
  const ok = judged.status === 'trusted'
  return {
    call: index,
    half: 'keys',
    lines: [digestOfKey(one, own.kind, own.nth), digestOfKey(other, match.kind, match.nth)],
    go: ok ? 'OK' : goWords(audit, judged),
    openssl: equal,
    differs: equal === ok ? null : 'key-type',
  }
}

interface KeyBlock {
  readonly kind: 'certificate' | 'public' | 'private'
  readonly spki: string
  /** Which block of the file it is, from 1. */
  readonly nth: number
}
function keysIn(audit: Audit, source: Extracted): KeyBlock[] {
  const { keys: known, certificates } = audit.inventory
  return (textOf(audit, source)?.blocks ?? []).flatMap((block, i): KeyBlock[] => {
    const key = block.key === null ? undefined : known[block.key]
    const certificate: Certificate | undefined = block.certificate === null ? undefined : certificates[block.certificate]
    if (key && key.spki !== null) return [{ kind: key.kind, spki: key.spki, nth: i + 1 }]
    return certificate ? [{ kind: 'certificate', spki: certificate.publicKey.spki, nth: i + 1 }] : []
  })
}
