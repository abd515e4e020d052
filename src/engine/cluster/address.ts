/** Hosts and ports of URLs and endpoints, compared as Go's net package compares them. */
import type { IpBytes } from '../x509/certificate.ts'
import { ipText, parseIp as parseAddress } from '../x509/ip.ts'

export interface Endpoint {
  readonly scheme: string
  /** Without brackets, an IPv6 address in its canonical text. */
  readonly host: string
  readonly port: number | null
}

/** `https://[::1]:2379`, `10.0.0.1:6443`, `unix:///x.sock`; null where no host can be read. */
export function parseEndpoint(text: string): Endpoint | null {
  const match = /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?(?:[^@/]*@)?(\[[^\]]*\]|[^:/?#]*)(?::(\d+))?(?:[/?#].*)?$/.exec(text.trim())
  if (match === null) return null
  const scheme = (match[1] ?? '').toLowerCase()
  if (scheme === 'unix' || scheme === 'unixs') return { scheme, host: '', port: null }
  const host = canonicalHost((match[2] ?? '').replace(/^\[|\]$/g, ''))
  // A variable of a shell or a container (`$(POD_IP)`, `${NODE_IP}`) is no host anybody could dial.
  if (host === '' || host.includes('$')) return null
  return { scheme, host, port: match[3] === undefined ? null : Number(match[3]) }
}

/** The port that is dialled: without one that of the scheme. */
export const portOf = ({ scheme, port }: Endpoint): number => port ?? (scheme === 'http' ? 80 : 443)

/** Host and port as they are dialled. */
export const dialledAt = (endpoint: Endpoint): string => `${endpoint.host}:${portOf(endpoint)}`

/** An IP address as 4 or 16 bytes (IPv4-mapped IPv6 as 4, as Go's `To4`), null for a name. */
export function parseIp(text: string): IpBytes | null {
  const bytes = parseAddress(text)?.bytes
  if (bytes === undefined) return null
  const mapped = bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255
  return mapped ? bytes.slice(12) : bytes
}

/** One spelling for each host: canonical text for an IP address, lower case without the final dot for a name. */
export function canonicalHost(host: string): string {
  const ip = parseIp(host)
  return ip === null ? host.toLowerCase().replace(/\.$/, '') : ipText(ip)
}

export const isIp = (host: string): boolean => parseIp(host) !== null

export function isLoopback(host: string): boolean {
  const ip = parseIp(host)
  if (ip === null) return host === 'localhost'
  return ip.length === 4 ? ip[0] === 127 : ip.slice(0, 15).every((byte) => byte === 0) && ip[15] === 1
}

/** `0.0.0.0` and `::`: every address, so none in particular. */
export const isUnspecified = (host: string): boolean => parseIp(host)?.every((byte) => byte === 0) ?? false

/** The first usable address of a service range (network address plus one), as kube-apiserver takes it for `kubernetes.default`. */
export function firstServiceAddress(range: string): string | null {
  const [address = '', bits = ''] = range.trim().split('/')
  const bytes = parseIp(address)
  const length = Number(bits)
  if (bytes === null || bits === '' || !(length >= 0 && length <= bytes.length * 8)) return null
  const network = bytes.map((byte, i) => {
    const keep = Math.min(8, Math.max(0, length - 8 * i))
    return byte & ((0xff00 >> keep) & 0xff)
  })
  for (let i = network.length - 1; i >= 0; i--) {
    const value = (network[i] ?? 0) + 1
    network[i] = value & 255
    if (value < 256) break
  }
  return ipText(network)
}
