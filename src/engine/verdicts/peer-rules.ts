/** etcd's rules for peers beyond the path: allowed names, and the address a peer comes from. */
import { parseIp } from '../cluster/address.ts'
import { ipText } from '../x509/ip.ts'
import type { AllowedName } from '../cluster/plan.ts'
import type { CertificateId } from '../x509/certificate.ts'
import type { Bench } from './anchors.ts'
import type { VerdictFault } from './verdict.ts'

/** `--peer-cert-allowed-cn`, `--peer-cert-allowed-hostname` (client/pkg/transport/listener.go baseConfig). */
export function allowedFault(bench: Bench, allowed: AllowedName, leaf: CertificateId): VerdictFault | null {
  const certificate = bench.certificates[leaf]
  if (certificate === undefined) return null
  const fault: VerdictFault = {
    id: 'edge/name-not-allowed',
    allowed: [allowed.value],
    presented: certificate.subject.commonName,
    use: allowed.use,
  }
  if (allowed.kind === 'common-name') return certificate.subject.commonName === allowed.value ? null : fault
  return coversHost(bench, allowed.value, leaf) ? null : fault
}

/**
 * listener_tls.go checkCertSAN: with IP names the address must be among them, else one of the DNS names must resolve to it.
 * What a name resolves to is not in the drop, so a certificate with DNS names only for this member counts as not covering it
 * unless it has no names at all, which etcd lets pass.
 */
export function sourceAddressFault(bench: Bench, address: string, leaf: CertificateId): VerdictFault | null {
  const names = bench.certificates[leaf]?.names
  if (names === null || names === undefined || (names.dns.length === 0 && names.ip.length === 0)) return null
  const wanted = parseIp(address)
  if (wanted !== null && names.ip.some((ip) => sameIp(ip, wanted))) return null
  return { id: 'edge/peer-address-not-covered', address, presented: [...names.ip.map(ipText), ...names.dns] }
}

const sameIp = (a: readonly number[], b: readonly number[]): boolean => ipText(a) === ipText(b)

/** Certificate.VerifyHostname for one name: exact address, exact name, or a wildcard for the first label. */
function coversHost(bench: Bench, host: string, leaf: CertificateId): boolean {
  const names = bench.certificates[leaf]?.names
  if (names === null || names === undefined) return false
  const ip = parseIp(host)
  if (ip !== null) return names.ip.some((own) => sameIp(own, ip))
  const wanted = host.toLowerCase().replace(/\.$/, '')
  return names.dns.some(
    (name) =>
      name.toLowerCase() === wanted ||
      (name.startsWith('*.') && wanted.includes('.') && wanted.replace(/^[^.]+/, '*') === name.toLowerCase()),
  )
}
