/**
 * An audit that may be shown to others: names of nodes, hosts and clusters, addresses and serial numbers are replaced, each by the same placeholder everywhere.
 * Every export takes the result like any other audit. DER is dropped, since it holds the names; the fingerprints are kept beside it.
 */
import type { Audit } from '../engine/audit.ts'
import { address } from '../text/format.ts'
import { fingerprintsOf } from './options.ts'

export interface Redacted {
  readonly audit: Audit
  /** SHA-256 of each certificate's DER by id, made before the DER was dropped. */
  readonly fingerprints: readonly string[]
}

/** Names every cluster has: they tell nothing, and the sentences need them. */
const COMMON =
  /^(localhost|kubernetes(\.default(\.svc(\.cluster\.local)?)?)?|.*\.svc|.*\.cluster\.local|etcd|etcd-ca|front-proxy-ca|kubelet|kube-(apiserver|controller-manager|scheduler|proxy|etcd)|cluster|default|local)$/i
/** A host in a URL, in a list of URLs, or before a port. */
const HOST_IN_URL = /\bhttps?:\/\/([^/:\s,"'[\]]+)/gi
const HOST_AND_PORT = /^([A-Za-z0-9][A-Za-z0-9.-]*):\d{1,5}$/
/** As client-go and Go's loggers write a serial number. */
const LOGGED_SERIAL = /\bSN=(-?\d+)/g
const IPV4 = /(?<![\d.])(?!2\.5\.)\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)/g
const IPV6 = /(?<![\w:.])(?=[0-9a-f]*:[0-9a-f:]*:)[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])/gi
/** What a host name or a number in a text is made of. */
const TOKEN = /[A-Za-z0-9][A-Za-z0-9._-]*/g
/** Ids, enumerations and public keys: never a name of this cluster. */
const FIXED = new Set([
  'edge',
  'status',
  'component',
  'kind',
  'lint',
  'benchmark',
  'do',
  'how',
  'why',
  'layout',
  'version',
  'spki',
  'keys',
  'verifiedBy',
  'oid',
  'oids',
  'extKeyUsage',
  'usages',
  'policies',
  'signatureOid',
  'algorithm',
  'signatureAlgorithm',
  'readAs',
  'ignored',
  'sha256',
  'origin',
  'program',
  'format',
  'role',
  'resolved',
])

export function redact(audit: Audit, fingerprints: readonly string[] = fingerprintsOf(audit)): Redacted {
  const names = new Placeholders()
  collect(audit, names)
  const certificates = audit.inventory.certificates.map((x) => {
    const plain = names.walk({
      ...x,
      der: null,
      spki: null,
      issuer: { ...x.issuer, der: '' },
      subject: { ...x.subject, der: '' },
    }) as typeof x
    return {
      ...plain,
      der: new Uint8Array(0),
      publicKey: x.publicKey,
      serial: names.serial(x.serial),
      // Equal names stay equal: the DER is replaced by the text that replaces it.
      issuer: { ...plain.issuer, der: `redacted:${plain.issuer.text}` },
      subject: { ...plain.subject, der: `redacted:${plain.subject.text}` },
      names: x.names && { ...(plain.names ?? x.names), ip: x.names.ip.map((ip) => names.bytes(ip)) },
      nameConstraints: x.nameConstraints && {
        ...x.nameConstraints,
        permitted: subtrees(x.nameConstraints.permitted, names),
        excluded: subtrees(x.nameConstraints.excluded, names),
      },
    }
  })
  const { inventory, ...rest } = audit
  const others = inventory.others.map((other) => ({ ...other, base64: '' }))
  const plain = names.walk({ ...rest, inventory: { ...inventory, certificates: [], others } }) as Audit
  return { audit: { ...plain, inventory: { ...plain.inventory, certificates } }, fingerprints }
}

function subtrees<T extends { ip: readonly { address: readonly number[]; mask: readonly number[] }[]; dns: readonly string[] }>(
  tree: T,
  names: Placeholders,
): T {
  return { ...tree, dns: tree.dns.map((name) => names.text(name)), ip: tree.ip.map((n) => ({ ...n, address: names.bytes(n.address) })) }
}

function collect(audit: Audit, names: Placeholders): void {
  const { inventory } = audit
  const host = (name: string) => {
    const bare = name.replace(/^\*\./, '')
    if (!COMMON.test(bare) && /[a-z]/i.test(bare) && !/^[\d.]+$/.test(bare) && !bare.includes(':')) names.host(bare)
  }
  for (const { serial } of inventory.certificates) names.number(serial)
  for (const cluster of audit.clusters) for (const node of cluster.nodes) names.node(node)
  for (const { id } of audit.clusters) if (!COMMON.test(id)) names.cluster(id)
  for (const { name } of inventory.hostnames) names.node(name)
  for (const s of inventory.settings)
    for (const { name, value } of s.settings)
      if (name === '--hostname-override' || (name === '--name' && s.program === 'etcd')) names.node(value)
      else if (name === '--initial-cluster' || name === 'ETCD_INITIAL_CLUSTER' || name === 'initial-cluster')
        for (const [, member = ''] of value.matchAll(/(?:^|,)\s*([^=,\s]+)=/g)) names.node(member)
  for (const x of inventory.certificates) {
    const node = /^system:node:(.+)$/.exec(x.subject.commonName)?.[1] ?? /^(.+?)(?:-ca)?@\d+$/.exec(x.subject.commonName)?.[1]
    if (node) names.node(node)
  }
  for (const x of inventory.certificates) for (const name of x.names?.dns ?? []) host(name)
  for (const call of audit.calls) if (call.serverName) host(call.serverName)
  const hosts = (text: string) => {
    for (const [, name = ''] of text.matchAll(HOST_IN_URL)) host(name)
    const [, alone] = HOST_AND_PORT.exec(text) ?? []
    if (alone) host(alone)
  }
  for (const k of inventory.kubeconfigs) for (const { server, tlsServerName } of k.clusters) [server, tlsServerName ?? ''].forEach(hosts)
  for (const { settings } of inventory.settings) for (const { value } of settings) hosts(value)
  for (const { facts } of inventory.objects) Object.values(facts).forEach(hosts)
  for (const { issuer } of inventory.tokens) if (issuer) hosts(issuer)
}

class Placeholders {
  readonly #words = new Map<string, string>()
  readonly #addresses = new Map<string, string>()
  readonly #serials = new Map<string, string>()
  #nodes = 0
  #hosts = 0
  #clusters = 0
  /** Collected before the first text is replaced. */
  readonly #odd: string[] = []
  #pattern: RegExp | null = null

  node(name: string): void {
    this.#name(name, () => `node-${++this.#nodes}`)
  }
  host(name: string): void {
    this.#name(name, () => `host-${++this.#hosts}.example`)
  }
  cluster(name: string): void {
    this.#name(name, () => `cluster-${++this.#clusters}`)
  }
  /** Host names are one in any letter case. */
  #name(name: string, placeholder: () => string): void {
    const key = name.toLowerCase()
    if (!key || this.#words.has(key)) return
    this.#words.set(key, placeholder())
    if (!/^[A-Za-z0-9._-]+$/.test(name)) this.#odd.push(name)
  }
  /** A serial number as it may stand in a text: in hex, or in decimal as component logs write it. Short ones are left: they are words of their own. */
  number(serial: string): void {
    const hex = serial.replace('-', '')
    if (hex.length < 6) return
    this.#words.set(hex, this.serial(serial))
    this.#words.set(BigInt(`0x${hex}`).toString(), this.serial(serial))
  }
  serial(serial: string): string {
    let found = this.#serials.get(serial)
    if (!found) this.#serials.set(serial, (found = `serial-${this.#serials.size + 1}`))
    return found
  }
  /** RFC 2544 and RFC 3849 give ranges that belong to nobody. */
  address(text: string): string {
    if (/^(127\.|0\.0\.0\.0$|255\.)/.test(text) || text === '::1' || text === '::') return text
    let found = this.#addresses.get(text)
    if (!found) {
      const n = this.#addresses.size + 1
      found = text.includes(':') ? `2001:db8::${n.toString(16)}` : `198.18.${Math.floor(n / 250) % 256}.${(n % 250) + 1}`
      this.#addresses.set(text, found)
    }
    return found
  }
  bytes(ip: readonly number[]): readonly number[] {
    const text = this.address(address(ip))
    if (!text.includes(':')) return text.split('.').map(Number)
    const tail = Number.parseInt(text.split('::')[1] || '0', 16)
    return text === '::1' || text === '::' ? ip : [0x20, 1, 0xd, 0xb8, ...Array.from({ length: 10 }, () => 0), tail >> 8, tail & 255]
  }
  text(text: string): string {
    const words = this.#odd.length ? text.replace(this.#oddPattern(), (word) => this.#words.get(word.toLowerCase()) ?? word) : text
    return words
      .replace(LOGGED_SERIAL, (_, decimal: string) => `SN=${this.serial(BigInt(decimal).toString(16))}`)
      .replace(TOKEN, (token) => this.#token(token))
      .replace(IPV4, (ip) => this.address(ip))
      .replace(IPV6, (ip) => this.address(ip.toLowerCase()))
  }
  /** The longest known names first: a host name before the node name it begins with. */
  #token(token: string): string {
    const parts = token.split(/([._-])/)
    let out = ''
    for (let from = 0; from < parts.length; ) {
      let to = parts.length
      while (to > from && !this.#words.has(parts.slice(from, to).join('').toLowerCase())) to--
      if (to > from) {
        out += this.#words.get(parts.slice(from, to).join('').toLowerCase()) ?? ''
        from = to
      } else out += parts[from++] ?? ''
    }
    return out
  }
  /** Every string below, but for ids and enumerations. */
  walk(value: unknown, key = ''): unknown {
    // Ids and keys are texts, alone or in a list; objects under the same name are something else.
    if (FIXED.has(key) && (typeof value !== 'object' || (Array.isArray(value) && typeof value[0] !== 'object'))) return value
    if (typeof value === 'string')
      return key === 'serial' && this.#serials.has(value)
        ? this.serial(value)
        : /^(path|edge|read|rfc5280|kubernetes|cis|advice)\/[a-z-]+$/.test(value) && key === 'id'
          ? value
          : this.text(value)
    if (Array.isArray(value)) return value.map((entry) => this.walk(entry, key))
    if (value !== null && typeof value === 'object' && !ArrayBuffer.isView(value)) {
      return Object.fromEntries(
        Object.entries(value).map(([name, entry]) => [
          key === 'facts' || key === 'nodeOf' ? this.text(name) : name,
          this.walk(entry, name),
        ]),
      )
    }
    return value
  }
  /** Names that are no tokens, such as folders with spaces. */
  #oddPattern(): RegExp {
    const escaped = [...this.#odd].sort((a, b) => b.length - a.length).map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    return (this.#pattern ??= new RegExp(escaped.join('|'), 'gi'))
  }
}
