/** Hosts and ports of URLs and endpoints, compared as Go's net package compares them. */

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

/** An IP address as 4 or 16 bytes (IPv4-mapped IPv6 as 4, as Go's `To4`), null for a name. */
export function parseIp(text: string): readonly number[] | null {
  const v4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  if (v4 !== null) {
    const parts = v4.slice(1)
    // Go's netip refuses leading zeros: they meant octal once.
    if (parts.some((part) => Number(part) > 255 || (part.length > 1 && part.startsWith('0')))) return null
    return parts.map(Number)
  }
  if (!text.includes(':')) return null
  const zone = text.indexOf('%')
  const bytes = parseIp6(zone < 0 ? text : text.slice(0, zone))
  if (bytes === null) return null
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255
  return mapped ? bytes.slice(12) : bytes
}

function parseIp6(text: string): number[] | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const groups = (half: string): number[] | null => {
    if (half === '') return []
    const bytes: number[] = []
    const parts = half.split(':')
    for (const [index, part] of parts.entries()) {
      if (part.includes('.')) {
        const tail = index === parts.length - 1 ? parseIp(part) : null
        if (tail === null || tail.length !== 4) return null
        bytes.push(...tail)
      } else {
        if (!/^[0-9A-Fa-f]{1,4}$/.test(part)) return null
        const value = Number.parseInt(part, 16)
        bytes.push(value >> 8, value & 255)
      }
    }
    return bytes
  }
  const head = groups(halves[0] ?? '')
  const tail = halves.length === 2 ? groups(halves[1] ?? '') : []
  if (head === null || tail === null) return null
  const gap = 16 - head.length - tail.length
  if (halves.length === 1 ? gap !== 0 : gap < 2) return null
  return [...head, ...Array.from({ length: gap }, () => 0), ...tail]
}

/** The text Go prints for an address (RFC 5952 for IPv6). */
export function formatIp(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join('.')
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0))
  let best = -1
  let bestLength = 1
  for (let i = 0; i < 8; i++) {
    let end = i
    while (end < 8 && groups[end] === 0) end++
    if (end - i > bestLength) {
      best = i
      bestLength = end - i
    }
  }
  const hex = groups.map((group) => group.toString(16))
  if (best < 0) return hex.join(':')
  return `${hex.slice(0, best).join(':')}::${hex.slice(best + bestLength).join(':')}`
}

/** One spelling for each host: canonical text for an IP address, lower case without the final dot for a name. */
export function canonicalHost(host: string): string {
  const ip = parseIp(host)
  return ip === null ? host.toLowerCase().replace(/\.$/, '') : formatIp(ip)
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
  return formatIp(network)
}
