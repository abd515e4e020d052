/** Sorted sets of subtrees, looked up by bisection: Go 1.26's nameConstraintsSet (crypto/x509/constraints.go). */
import type { IpBytes, IpNetwork } from '../x509/certificate.ts'
import { toIpv4 } from './names.ts'

type Compare<A, B> = (a: A, b: B) => number

/** Sorts, then drops what lies within its predecessor. */
function sortAndPrune<T>(list: readonly T[], compare: Compare<T, T>, contains: (outer: T, inner: T) => boolean): T[] {
  const kept: T[] = []
  for (const subtree of list.toSorted(compare)) {
    const last = kept.at(-1)
    if (last === undefined || !contains(last, subtree)) kept.push(subtree)
  }
  return kept
}

/** The only subtree the value can lie in is the equal one or, failing that, the one that sorts just before it. */
function bisect<T extends object | string, V>(
  set: readonly T[],
  value: V,
  compare: Compare<T, V>,
  contains: (subtree: T, value: V) => boolean,
): T | null {
  let low = 0
  let high = set.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(set[middle] as T, value) < 0) low = middle + 1
    else high = middle
  }
  const at = set[low]
  if (at !== undefined && compare(at, value) === 0) return at
  const before = set[Math.max(low - 1, 0)]
  return before !== undefined && contains(before, value) ? before : null
}

/** ASCII letters only. */
export const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())

/** Subtrees of domain names: dNSName constraints, the hosts of URI constraints, the domains of mailbox constraints. */
export class DomainSubtrees {
  readonly #everything: boolean
  readonly #set: readonly string[]
  /** For excluded subtrees: `.example.com` -> `bad.example.com`, which the wildcard `*.example.com` would reach. */
  readonly #reachedByWildcard: ReadonlyMap<string, string>

  constructor(list: readonly string[], permitted: boolean) {
    this.#everything = list.includes('')
    this.#set = this.#everything ? [] : sortAndPrune(list, compareDomains, isSuffix)
    const reached = this.#set.filter((subtree) => subtree.includes('.')).map(lower)
    this.#reachedByWildcard = new Map(permitted ? [] : reached.map((subtree) => [afterFirstLabel(subtree), subtree]))
  }

  /** The subtree the name lies in, '' where every name does; null where in none. */
  find(domain: string): string | null {
    if (this.#everything) return ''
    const found = bisect(this.#set, domain, compareDomains, isSuffix)
    if (found !== null || !domain.startsWith('*') || !domain.includes('.')) return found
    return this.#reachedByWildcard.get(afterFirstLabel(lower(domain))) ?? null
  }
}
const afterFirstLabel = (name: string): string => name.slice(name.indexOf('.'))

/** Letters in lower case; the period before every other character, so that `a.a.com` sorts under `a.com` and not behind `a-a.com`. */
const weight = (text: string, at: number): number => {
  const code = text.charCodeAt(at)
  if (code === 0x2e) return 0
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : code
}

/** From the last character to the first, as domain names nest. */
function compareDomains(a: string, b: string): number {
  let i = a.length - 1
  let j = b.length - 1
  for (; i >= 0 && j >= 0; i--, j--) {
    const difference = weight(a, i) - weight(b, j)
    if (difference !== 0) return difference
  }
  return i - j
}

/** Is the name within the subtree? By whole labels; a subtree with a leading period holds names below it only (erratum 5997). */
function isSuffix(subtree: string, name: string): boolean {
  const extra = name.length - subtree.length
  if (extra < 0 || lower(name.slice(extra)) !== lower(subtree)) return false
  return subtree.startsWith('.') || extra === 0 || name.charAt(extra - 1) === '.'
}

/** Subtrees of addresses of one family, as address and mask. */
export class NetworkSubtrees {
  readonly #set: readonly IpNetwork[]

  constructor(list: readonly IpNetwork[]) {
    this.#set = sortAndPrune(list, (a, b) => compareOctets(a.address, b.address) || compareOctets(a.mask, b.mask), isWithin)
  }

  find(address: IpBytes): IpNetwork | null {
    return bisect(this.#set, address, (network, target) => compareOctets(network.address, target), contains)
  }
}

function compareOctets(a: IpBytes, b: IpBytes): number {
  const at = a.findIndex((octet, i) => octet !== b[i])
  return at === -1 ? a.length - b.length : (a[at] as number) - (b[at] ?? -1)
}

/** net.IPNet.Contains: an address written as ::ffff:a.b.c.d is the IPv4 address, on either side. */
function contains({ address, mask }: IpNetwork, target: IpBytes): boolean {
  const network = toIpv4(address) ?? address
  const ip = toIpv4(target) ?? target
  const bits = mask.slice(-network.length)
  return (
    ip.length === network.length && network.every((octet, i) => (octet & (bits[i] as number)) === ((ip[i] as number) & (bits[i] as number)))
  )
}

const isWithin = (outer: IpNetwork, inner: IpNetwork): boolean =>
  contains(outer, inner.address) &&
  contains(
    outer,
    inner.address.map((octet, i) => octet | (~(inner.mask[i] as number) & 0xff)),
  )
