/** The shell commands with which a sceptic repeats our facts: openssl on the same files, at the same moment, for the same purpose and name. */
import type { Audit } from '../engine/audit.ts'
import type { SettingUse } from '../engine/cluster/cluster.ts'
import type { Call, Fault, Half } from '../engine/verdicts/verdict.ts'
import { fileOf } from '../text/context.ts'

export type HalfName = 'callerAcceptsServer' | 'providerAcceptsClient' | 'keys'
export interface Reproduction {
  /** Index into `Audit.calls` of the first call with these commands. */
  readonly call: number
  readonly half: HalfName
  readonly lines: readonly string[]
  /** What Go answers, for comparison: OK, or the error. */
  readonly go: string
  /** openssl is known to decide this one differently. */
  readonly differs: boolean
}

/** In: an audit. Out: one block per half that certificates decided, each set of commands once. */
export function reproductions(audit: Audit): Reproduction[] {
  const seen = new Set<string>()
  const result: Reproduction[] = []
  const add = (entry: Reproduction | null) => {
    const key = entry?.lines.join('\n')
    if (!entry || !key || seen.has(key)) return
    seen.add(key)
    result.push(entry)
  }
  audit.calls.forEach((call, index) => {
    if (call.number === 12) {
      add(keys(call, index))
      return
    }
    add(halfCommands(audit, call, index, 'callerAcceptsServer'))
    add(halfCommands(audit, call, index, 'providerAcceptsClient'))
  })
  return result
}

/** One word of a POSIX shell. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", "'\\''")}'`
}

interface Extracted {
  readonly file: string
  readonly before: readonly string[]
}
/** A file openssl can read: the file itself, or a field of a kubeconfig decoded into one. */
function extract(use: SettingUse | null, name: string): Extracted | null {
  const whole = fileOf(use)
  if (!whole) return null
  const [file = '', field] = whole.split('#')
  if (!field) return { file: quoted(file), before: [] }
  const key = field.split('.').at(-1) ?? ''
  if (!/^[\w-]+$/.test(key)) return null
  const from = use?.location?.file === file && use.location.line ? use.location.line : 1
  return { file: name, before: [`awk 'NR>=${from} && /${key}"?:/{print $2; exit}' ${quoted(file)} | tr -d '",' | base64 -d > ${name}`] }
}

function halfCommands(
  audit: Audit,
  call: Call,
  index: number,
  which: 'callerAcceptsServer' | 'providerAcceptsClient',
): Reproduction | null {
  const half = call[which]
  const server = which === 'callerAcceptsServer'
  const presented = server ? call.server : call.client
  if ((half.status !== 'trusted' && half.status !== 'broken') || presented?.certificate === null || presented?.certificate === undefined)
    return null
  const leaf = extract(presented.use ?? half.presents, server ? 'server.pem' : 'client.pem')
  const bundle = extract(half.trusts, 'ca.pem')
  if (!leaf || !bundle) return null
  const fault = half.faults[0]
  const mismatch = fault?.id === 'edge/key-mismatch' ? keyPair(leaf, fault.use) : null
  const identity = fault?.id.startsWith('edge/')
    ? [`openssl x509 -in ${leaf.file} -noout -subject -ext subjectAltName,extendedKeyUsage`]
    : []
  const verify = [
    'openssl verify -partial_chain -no-CApath -no-CAstore',
    `-attime ${audit.at}`,
    `-purpose ${server ? 'sslserver' : 'sslclient'}`,
  ]
  if (server && call.serverName)
    verify.push(isAddress(call.serverName) ? `-verify_ip ${call.serverName}` : `-verify_hostname ${quoted(call.serverName)}`)
  verify.push(`-CAfile ${bundle.file}`)
  if (presented.chain.length || half.path.length > 2) verify.push(`-untrusted ${leaf.file}`)
  verify.push(leaf.file)
  const lines = [...leaf.before, ...bundle.before, verify.join(' '), ...(mismatch ?? identity)]
  return {
    call: index,
    half: which,
    lines,
    go: half.status === 'trusted' ? 'OK' : (half.log ?? fault?.id ?? ''),
    differs: differs(audit, half, fault),
  }
}

function keyPair(certificate: Extracted, use: SettingUse): string[] | null {
  const key = extract(use, 'key.pem')
  if (!key || key.file === certificate.file) return null
  return [
    ...key.before,
    `openssl x509 -in ${certificate.file} -noout -pubkey | openssl sha256`,
    `openssl pkey -in ${key.file} -pubout | openssl sha256`,
  ]
}

/** Edge 12 has no certificates: the public half of the signing key must be among the verifier's keys. */
function keys(call: Call, index: number): Reproduction | null {
  const half = call.providerAcceptsClient.presents ? call.providerAcceptsClient : call.callerAcceptsServer
  if (half.status !== 'trusted' && half.status !== 'broken') return null
  const signer = extract(half.presents, 'signer.pem')
  const verifier = extract(half.trusts, 'verifier.pem')
  if (!signer || !verifier || signer.file === verifier.file) return null
  const publicPart = (file: string) =>
    /\.(crt|pem)'?$/.test(file)
      ? `openssl x509 -inform PEM -in ${file} -noout -pubkey`
      : /\.pub'?$/.test(file)
        ? `openssl pkey -pubin -inform PEM -in ${file} -pubout`
        : `openssl pkey -inform PEM -in ${file} -pubout`
  const lines = [
    ...signer.before,
    ...verifier.before,
    `${publicPart(signer.file)} | openssl sha256`,
    `${publicPart(verifier.file)} | openssl sha256`,
  ]
  return { call: index, half: 'keys', lines, go: half.status === 'trusted' ? 'equal' : 'different', differs: false }
}

export const isAddress = (name: string): boolean => /^[\d.]+$/.test(name) || name.includes(':')

/** Faults of a path that openssl does not find, or finds elsewhere. */
const DIFFERENT: ReadonlySet<string> = new Set([
  'path/algorithm-insecure',
  'path/name-encoding-differs',
  'path/not-a-ca',
  'path/critical-extension-unknown',
])

/** The known differences between `openssl verify` and Go's `Certificate.Verify`, from what the path and the fault say. */
function differs(audit: Audit, half: Half, fault: Fault | undefined): boolean {
  const path = half.path.map((id) => audit.inventory.certificates[id])
  // A purpose given by anyExtendedKeyUsage alone is refused by openssl's purpose check.
  const anyUsage = path[0]?.extKeyUsage?.includes('2.5.29.37.0') && path[0].extKeyUsage.length === 1
  const identifiers = path.some((c, i) => {
    const issuer = path[i + 1]
    return c && issuer && c.authorityKeyId !== null && issuer.subjectKeyId !== null && c.authorityKeyId !== issuer.subjectKeyId
  })
  if (anyUsage || identifiers) return true
  if (!fault) return false
  if (fault.id === 'path/name-not-covered') return fault.why === 'legacy-common-name' || fault.why === 'invalid-name'
  // Faults of the call itself (identity, files, keys) are not openssl's to find.
  return DIFFERENT.has(fault.id) || fault.id.startsWith('edge/')
}
