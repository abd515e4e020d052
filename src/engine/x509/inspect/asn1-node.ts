/** One ASN.1 element as the inspector's library read it: a plain tree, so that the library stays behind its one door. */
import { bigOidText, hex, latin1 } from '../der.ts'
import { visible } from '../name.ts'
import { unixSeconds } from '../time.ts'
import { type Field, field } from './field.ts'

export interface Asn1Node {
  /** Identifier octet without the constructed bit's meaning lost: class and number. */
  readonly tagClass: 'universal' | 'application' | 'context' | 'private'
  readonly tag: number
  readonly constructed: boolean
  readonly children: readonly Asn1Node[]
  /** Octets of the content. */
  readonly content: Uint8Array<ArrayBuffer>
  /** Octets of the whole element. */
  readonly raw: Uint8Array<ArrayBuffer>
}

export const isUniversal = (node: Asn1Node | undefined, tag: number): boolean => node?.tagClass === 'universal' && node.tag === tag
export const isContext = (node: Asn1Node | undefined, tag: number): boolean => node?.tagClass === 'context' && node.tag === tag
/** The child with this context tag. */
export const context = (node: Asn1Node, tag: number): Asn1Node | undefined => node.children.find((child) => isContext(child, tag))

/** Dotted text, any size of arc; hexadecimal where it is no identifier. */
export const oidOf = (node: Asn1Node | undefined): string =>
  node === undefined ? '' : (bigOidText(node.content, 0, node.content.length) ?? hex(node.content))

/** A two's complement INTEGER or ENUMERATED. */
export function integerOf(node: Asn1Node): bigint {
  const { content } = node
  if (content.length === 0) return 0n
  // Decimal text of longer ones would take longer than anybody waits; the object is then shown as its shape.
  if (content.length > 8192) throw new Error('integer too large')
  const value = BigInt(`0x${hex(content)}`)
  return (content[0] as number) >= 0x80 ? value - (1n << BigInt(8 * content.length)) : value
}

/** Text of a string of any type: UTF-8 where it is, UCS-2 and UCS-4 where the tag says so, Latin-1 otherwise. */
export function textOf(node: Asn1Node): string {
  const { content } = node
  if (isUniversal(node, 30)) return new TextDecoder('utf-16be').decode(content)
  if (isUniversal(node, 28)) {
    return Array.from({ length: content.length >> 2 }, (_, i) => new DataView(content.buffer, content.byteOffset).getUint32(4 * i))
      .map((point) => (point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point)))
      .join('')
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
  } catch {
    return latin1(content)
  }
}

/** Unix seconds of a UTCTime or GeneralizedTime, as it stands where it is none. */
export function timeOf(node: Asn1Node): string {
  const text = textOf(node)
  const parts = /^(\d{2}|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:Z|([+-])(\d\d)(\d\d))$/.exec(text)
  if (parts === null || parts[1]?.length !== (node.tag === 23 ? 2 : 4)) return text
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map((part) => Number(part ?? 0))
  const offset = (Number(parts[8] ?? 0) * 60 + Number(parts[9] ?? 0)) * (parts[7] === '-' ? -60 : 60)
  const fullYear = node.tag === 23 ? year + (year >= 50 ? 1900 : 2000) : year
  return String(unixSeconds(fullYear, month, day, hour, minute, second) - offset)
}

/** Numbers of the bits that are set in a BIT STRING. */
export function bitsOf(node: Asn1Node): number[] {
  const bits: number[] = []
  const octets = node.content.subarray(1)
  for (let i = 0; i < octets.length * 8 && bits.length < 64; i++) if (((octets[i >> 3] as number) >> (7 - (i & 7))) & 1) bits.push(i)
  return bits
}

/** Octets in pairs with colons, as OpenSSL writes them. */
export const colons = (octets: Uint8Array): string =>
  hex(octets)
    .toUpperCase()
    .replace(/..(?=.)/g, '$&:')

const UNIVERSAL: Readonly<Record<number, string>> = {
  1: 'BOOLEAN',
  2: 'INTEGER',
  3: 'BIT STRING',
  4: 'OCTET STRING',
  5: 'NULL',
  6: 'OBJECT IDENTIFIER',
  10: 'ENUMERATED',
  12: 'UTF8String',
  16: 'SEQUENCE',
  17: 'SET',
  18: 'NumericString',
  19: 'PrintableString',
  20: 'T61String',
  22: 'IA5String',
  23: 'UTCTime',
  24: 'GeneralizedTime',
  26: 'VisibleString',
  28: 'UniversalString',
  30: 'BMPString',
}
const STRINGS = [12, 18, 19, 20, 22, 23, 24, 26, 28, 30]
/** `PrintableString`, as X.680 names the universal types. */
export const universalName = (tag: number): string => UNIVERSAL[tag] ?? `[UNIVERSAL ${tag}]`
function tagName({ tagClass, tag }: Asn1Node): string {
  if (tagClass === 'universal') return universalName(tag)
  return tagClass === 'context' ? `[${tag}]` : `[${tagClass.toUpperCase()} ${tag}]`
}

/** A tree of the notation's own names, for what nothing here knows better. Deep trees end in hexadecimal. */
export function asn1Tree(node: Asn1Node, depth = 0): Field {
  const id = `asn1:${tagName(node)}` as const
  if (node.constructed && depth < 24)
    return field(
      id,
      node.children.map((child) => asn1Tree(child, depth + 1)),
    )
  if (node.tagClass !== 'universal') return field(id, hex(node.content))
  if (node.tag === 6) return field(id, oidOf(node))
  if (node.tag === 1) return field(id, node.content[0] === 0 ? 'FALSE' : 'TRUE')
  if ((node.tag === 2 || node.tag === 10) && node.content.length <= 64) return field(id, integerOf(node).toString())
  return field(id, STRINGS.includes(node.tag) ? visible(textOf(node)) : hex(node.content))
}

/** The same tree without its values: object identifiers, and of everything else how many octets. */
export function asn1Shape(node: Asn1Node, depth = 0): Field {
  const id = `asn1:${tagName(node)}` as const
  if (node.constructed && depth < 24)
    return field(
      id,
      node.children.map((child) => asn1Shape(child, depth + 1)),
    )
  return field(id, node.tagClass === 'universal' && node.tag === 6 ? oidOf(node) : `${node.content.length} octets`)
}
