/** Second half: would the provider accept the client? Path to its client CA bundle, clientAuth, and what else it asks of the certificate. */
import { once } from '../encoding/maps.ts'
import type { PlannedCall, Presents } from '../cluster/plan.ts'
import type { SettingUse } from '../cluster/cluster.ts'
import type { Certificate } from '../x509/certificate.ts'
import { anchorsOf, type Bench, chainFault, checkPath, handshakeKeyFault, hopeless, servingFault, unlessGone } from './anchors.ts'
import { credentialOf } from './client-credential.ts'
import { broken, type Ends, loadFaultHalf, simple, unproven } from './half.ts'
import { allowedFault, sourceAddressFault } from './peer-rules.ts'
import { unusableHalf, useOfTrust } from './server-auth.ts'
import { judgeToken } from './service-account.ts'
import type { Fault, Half } from './verdict.ts'

const useOfPresents = (presents: Presents): SettingUse | null =>
  presents.kind === 'pair' ? presents.certificate.use : presents.kind === 'missing' ? (presents.uses[0] ?? null) : presents.use

/** Providers that take the user from the subject: an empty common name is no user. */
const BY_SUBJECT = new Set(['kube-apiserver', 'kubelet', 'extension-apiserver'])

export function judgeClient(bench: Bench, call: PlannedCall): Half {
  const { client, serverTrusts: trusts } = call
  const ends: Ends = { presents: useOfPresents(client), trusts: useOfTrust(trusts) }
  if (call.transport === 'absent') return simple('absent', ends)
  if (call.transport === 'plaintext') return simple('plaintext', ends)
  if (call.unusable !== null) return unusableHalf(call, ends)
  if (call.token !== null) return judgeToken(bench, call.token)
  if (client.kind === 'token') return literalToken(bench, call, ends)
  if (trusts.kind === 'none') return simple('not-applicable', ends)
  // A server that cannot load its own pair, or sign with it, accepts nobody.
  const serving = call.server.kind === 'pair' ? bench.loaders.pair(call.server) : null
  const unservable = serving === null ? null : servingFault(bench, serving)
  if (unservable !== null) return loadFaultHalf(unservable, ends)
  if (trusts.kind === 'skip') return simple('unverified', ends)
  if (trusts.kind === 'no-client-authority')
    return broken([{ id: 'edge/no-client-certificate', use: trusts.use }], 'no credentials presented: request is anonymous', ends)
  const anchors = anchorsOf(bench, trusts)
  if (anchors.kind === 'fault') return loadFaultHalf(anchors.fault, ends)
  if (client.kind === 'nothing') return broken([{ id: 'edge/no-client-certificate', use: client.use }], anonymous(call), ends)
  if (client.kind === 'missing')
    return anchors.kind === 'known'
      ? (hopeless(bench, anchors, ends) ?? unproven(client.uses, ends))
      : unproven([...client.uses, ...(anchors.kind === 'missing' ? anchors.uses : [])], ends)
  const { pair, fallback } = credentialOf(bench, client)
  if (pair.fault !== null) return loadFaultHalf(pair.fault, { ...ends, presents: pair.use })
  const own: Ends = pair.use === ends.presents ? ends : { ...ends, presents: pair.use }
  if (pair.certificate === null)
    return anchors.kind === 'known'
      ? (hopeless(bench, anchors, own) ?? unproven(pair.missing.slice(0, 1), own))
      : unproven([...pair.missing.slice(0, 1), ...(anchors.kind === 'missing' ? anchors.uses : [])], own)
  const unreadable = handshakeKeyFault(bench, pair.certificate, pair.use, 'client') ?? chainFault(pair, 'client')
  if (unreadable !== null) return loadFaultHalf(unreadable, own)
  const leaf = bench.certificates[pair.certificate]
  const half = checkPath(bench, pair.certificate, pair.chain, anchors, 'clientAuth', null, own, () => prefixOf(call, leaf))
  if (fallback !== null && half.status === 'broken') return { ...half, faults: [...half.faults, fallback] }
  if (half.status === 'broken' || leaf === undefined) return half
  const refusal = furtherRules(bench, call, leaf)
  return refusal === null ? unlessGone(half, [...pair.gone, ...(serving?.gone ?? [])], own) : broken([refusal.fault], refusal.log, own)
}

function furtherRules(bench: Bench, { rules, to }: PlannedCall, leaf: Certificate): { fault: Fault; log: string } | null {
  if (BY_SUBJECT.has(to.component) && leaf.subject.commonName === '' && to.component !== 'extension-apiserver')
    return { fault: { id: 'edge/no-client-certificate', use: null }, log: 'no credentials presented: request is anonymous' }
  if (
    rules?.allowedNames !== undefined &&
    rules.allowedNames.names.length > 0 &&
    !rules.allowedNames.names.includes(leaf.subject.commonName)
  )
    return {
      fault: {
        id: 'edge/name-not-allowed',
        allowed: rules.allowedNames.names,
        presented: leaf.subject.commonName,
        use: rules.allowedNames.use,
      },
      log: `x509: subject with cn=${leaf.subject.commonName} is not in the allowed list`,
    }
  if (rules?.clientAllowed !== undefined) {
    const fault = allowedFault(bench, rules.clientAllowed, leaf.id)
    if (fault !== null) return { fault, log: 'client certificate authentication failed' }
  }
  if (rules?.sourceAddress !== undefined) {
    const fault = sourceAddressFault(bench, rules.sourceAddress, leaf.id)
    const dns = leaf.names?.dns ?? []
    if (fault !== null)
      return { fault, log: `tls: "${rules.sourceAddress}" does not match any of DNSNames [${dns.map((name) => `"${name}"`).join(' ')}]` }
  }
  return null
}

const anonymous = ({ to }: PlannedCall): string =>
  BY_SUBJECT.has(to.component) ? 'no credentials presented: request is anonymous' : "tls: client didn't provide a certificate"

/** What each provider writes before Go's words: the API server's authenticator names serial and key identifiers (request/x509.go, endpoints/filters/authentication.go, kubelet/server). */
function prefixOf({ to }: PlannedCall, leaf: Certificate | undefined): string {
  if (to.component === 'etcd' || to.component === 'external-etcd' || to.component === 'server') return 'tls: failed to verify certificate: '
  const refusing =
    to.component === 'kubelet' ? 'Unable to authenticate the request due to an error: ' : 'Unable to authenticate the request: '
  if (to.component === 'extension-apiserver' || leaf === undefined) return refusing
  return `${refusing}verifying certificate ${once(toldOf, leaf, () => tell(leaf))} failed: `
}

/** By the certificate: every moment after its end says the same of it. */
const toldOf = new WeakMap<Certificate, string>()
function hex(id: string | null): string {
  const digits = id?.toUpperCase() ?? ''
  let text = digits.slice(0, 2)
  for (let at = 2; at < digits.length; at += 2) text += `:${digits.slice(at, at + 2)}`
  return text
}
const tell = ({ serial, subjectKeyId, authorityKeyId }: Certificate): string =>
  `SN=${BigInt(serial.startsWith('-') ? 0 : `0x${serial}`)}, SKID=${hex(subjectKeyId)}, AKID=${hex(authorityKeyId)}`

/** A bearer token: whether the API server honours it is edge 12's question, but an expired one never passes. */
function literalToken(bench: Bench, { client, serverTrusts }: PlannedCall, ends: Ends): Half {
  if (client.kind !== 'token' || serverTrusts.kind === 'none') return simple('token', ends)
  const expires = client.token === null ? null : (bench.tokens[client.token]?.expires ?? null)
  // jwt.DefaultLeeway
  if (expires !== null) bench.searches.span.cut(expires + 61, bench.at)
  if (expires !== null && bench.at > expires + 60)
    return broken([{ id: 'edge/token-expired', expires }], 'service account token has expired', ends)
  return simple('token', ends)
}
