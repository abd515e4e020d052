/**
 * A strict reader of DER (X.690 section 10), with the reach and the refusals of Go's golang.org/x/crypto/cryptobyte:
 * one octet tags only, definite minimal lengths of at most four octets, nothing outside the enclosing element.
 * It never recurses: nesting is entered by the caller, as deep as the structure being read is, never as deep as the input.
 */

import { sameOctets } from '../encoding/same-octets.ts'
import { LONGEST_SHORT, shortText } from '../encoding/short-text.ts'

export const BOOLEAN = 0x01
export const INTEGER = 0x02
export const BIT_STRING = 0x03
export const OCTET_STRING = 0x04
export const NULL = 0x05
export const OBJECT_IDENTIFIER = 0x06
export const UTF8_STRING = 0x0c
export const NUMERIC_STRING = 0x12
export const PRINTABLE_STRING = 0x13
export const T61_STRING = 0x14
export const IA5_STRING = 0x16
export const UTC_TIME = 0x17
export const GENERALIZED_TIME = 0x18
export const BMP_STRING = 0x1e
export const SEQUENCE = 0x30
export const SET = 0x31
/** Context-specific class, primitive. */
export const contextual = (number: number): number => 0x80 | number
/** Context-specific class, constructed. */
export const explicit = (number: number): number => 0xa0 | number

/** Thrown inside floor 2 only; the exported decoders turn it into their answer. The message is Go's, where Go has one. */
export class Malformed extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

/** A cursor over `bytes[at, end)`. A failed read leaves the cursor where it was and says `false` or `null`. */
export class DerReader {
  readonly bytes: Uint8Array<ArrayBuffer>
  at: number
  end: number
  /** The element read last: where it starts, where its content starts and stops, and its identifier octet. */
  start = 0
  contentStart = 0
  contentEnd = 0
  tag = 0

  constructor(bytes: Uint8Array<ArrayBuffer>, at = 0, end = bytes.length) {
    this.bytes = bytes
    this.at = at
    this.end = end
  }

  get empty(): boolean {
    return this.at >= this.end
  }

  /** Identifier octet of what comes next, -1 at the end. */
  peek(): number {
    return this.at < this.end ? (this.bytes[this.at] as number) : -1
  }

  /** cryptobyte's readASN1: any element. */
  readAny(): boolean {
    const { bytes, at, end } = this
    if (end - at < 2) return false
    const tag = bytes[at] as number
    if ((tag & 0x1f) === 0x1f) return false
    let length = bytes[at + 1] as number
    let content = at + 2
    if (length >= 0x80) {
      const octets = length & 0x7f
      if (octets === 0 || octets > 4 || end - content < octets) return false
      length = 0
      for (let i = 0; i < octets; i++) length = length * 256 + (bytes[content + i] as number)
      if (length < 128 || bytes[content] === 0) return false
      content += octets
    }
    if (length > end - content) return false
    this.tag = tag
    this.start = at
    this.contentStart = content
    this.contentEnd = content + length
    this.at = this.contentEnd
    return true
  }

  /** An element of this tag. */
  read(tag: number): boolean {
    return this.peek() === tag && this.readAny()
  }

  /** An element of this tag, to be read into. */
  enter(tag: number): DerReader | null {
    return this.read(tag) ? new DerReader(this.bytes, this.contentStart, this.contentEnd) : null
  }

  /**
   * Steps into an explicit tag as encoding/asn1 does, which believes the element inside and not the length outside:
   * keys are read with that package, certificates are not. True where the tag was there.
   */
  unwrap(tag: number): boolean {
    if (this.peek() !== tag || this.end - this.at < 2) return false
    const length = this.bytes[this.at + 1] as number
    this.at += 2 + (length < 0x80 ? 0 : length & 0x7f)
    return true
  }

  /** Another part of the same octets. */
  within(start: number, end: number): DerReader {
    return new DerReader(this.bytes, start, end)
  }

  /** The element read last, to be read into. */
  content(): DerReader {
    return new DerReader(this.bytes, this.contentStart, this.contentEnd)
  }

  readBoolean(): boolean | null {
    if (!this.read(BOOLEAN) || this.contentEnd - this.contentStart !== 1) return null
    const value = this.bytes[this.contentStart]
    return value === 0 ? false : value === 0xff ? true : null
  }

  /** An INTEGER of any size, minimally encoded; its octets are the content read last. */
  readInteger(tag: number = INTEGER): boolean {
    if (!this.read(tag)) return false
    const length = this.contentEnd - this.contentStart
    if (length === 0) return false
    if (length === 1) return true
    const first = this.bytes[this.contentStart] as number
    const sign = (this.bytes[this.contentStart + 1] as number) & 0x80
    return !((first === 0 && sign === 0) || (first === 0xff && sign !== 0))
  }

  /** An INTEGER that fits a signed 64-bit one (Go's int64). */
  readInt64(tag: number = INTEGER): bigint | null {
    if (!this.readInteger(tag) || this.contentEnd - this.contentStart > 8) return null
    return BigInt.asIntN(64, signExtended(this.bytes, this.contentStart, this.contentEnd))
  }

  /** Dotted text of an OBJECT IDENTIFIER whose arcs fit 31 bits, as encoding/asn1 and cryptobyte want it. */
  readOid(): string | null {
    if (!this.read(OBJECT_IDENTIFIER)) return null
    return oidText(this.bytes, this.contentStart, this.contentEnd)
  }

  /** A BIT STRING with zero padding bits: the content read last starts at its first data octet; answers the number of unused bits, -1 if malformed. */
  readBitString(): number {
    if (!this.read(BIT_STRING) || this.contentStart === this.contentEnd) return -1
    const unused = this.bytes[this.contentStart] as number
    this.contentStart++
    if (unused > 7) return -1
    if (this.contentStart === this.contentEnd) return unused === 0 ? 0 : -1
    return ((this.bytes[this.contentEnd - 1] as number) & ((1 << unused) - 1)) === 0 ? unused : -1
  }
}

function signExtended(bytes: Uint8Array, start: number, end: number): bigint {
  let value = (bytes[start] as number) & 0x80 ? -1n : 0n
  for (let i = start; i < end; i++) value = (value << 8n) | BigInt(bytes[i] as number)
  return value
}

/** OIDs below 2.5.29 and 2.5.4 are most of all OIDs read: made once. */
const CERTIFICATE_EXTENSIONS = Array.from({ length: 128 }, (_, arc) => `2.5.29.${arc}`)
const ATTRIBUTE_TYPES = Array.from({ length: 128 }, (_, arc) => `2.5.4.${arc}`)

/** Identifiers read lately, each in the one place its octets lead to: a certificate has a dozen, and a fleet the same dozen. */
const RECENT: ({ readonly octets: Uint8Array; readonly text: string } | undefined)[] = Array.from({ length: 256 })
const LONGEST_RECENT = 16

function oidText(bytes: Uint8Array, start: number, end: number): string | null {
  if (end - start === 3 && bytes[start] === 0x55) {
    const last = bytes[start + 2] as number
    if (bytes[start + 1] === 0x1d && last < 128) return CERTIFICATE_EXTENSIONS[last] as string
    if (bytes[start + 1] === 0x04 && last < 128) return ATTRIBUTE_TYPES[last] as string
  }
  if (end - start > LONGEST_RECENT) return arcsText(bytes, start, end)
  let place = 0
  for (let i = start; i < end; i++) place = (place * 31 + (bytes[i] as number)) & 255
  const recent = RECENT[place]
  if (recent !== undefined && sameOctets(recent.octets, 0, recent.octets.length, bytes, start, end)) return recent.text
  const text = arcsText(bytes, start, end)
  if (text !== null) RECENT[place] = { octets: bytes.slice(start, end), text }
  return text
}

/** cryptobyte's ReadASN1ObjectIdentifier: null for an empty one, an arc with leading 0x80, or one of more than 31 bits. */
function arcsText(bytes: Uint8Array, start: number, end: number): string | null {
  if (start >= end) return null
  let text = ''
  for (let at = start; at < end; ) {
    let arc = 0
    for (let i = 0; ; i++) {
      if (at >= end || i === 5 || arc >= 1 << 24) return null
      const octet = bytes[at++] as number
      if (i === 0 && octet === 0x80) return null
      arc = arc * 128 + (octet & 0x7f)
      if (octet < 0x80) break
    }
    if (text !== '') text += `.${arc}`
    else text = arc < 80 ? `${Math.floor(arc / 40)}.${arc % 40}` : `2.${arc - 80}`
  }
  return text
}

/** Longer identifiers keep their octets as their text: arithmetic on arcs of any size would take time without bound. */
const MAX_OID_OCTETS = 256

/** crypto/x509's OID (policies): arcs of any size; null where X.690 section 8.19 does not allow it. */
export function bigOidText(bytes: Uint8Array, start: number, end: number): string | null {
  if (start >= end || (bytes[end - 1] as number) & 0x80) return null
  for (let at = start; at < end; at++) {
    if (bytes[at] === 0x80 && (at === start || (bytes[at - 1] as number) < 0x80)) return null
  }
  if (end - start > MAX_OID_OCTETS) return `#${hex(bytes, start, end)}`
  const parts: bigint[] = []
  let arc = 0n
  for (let at = start; at < end; at++) {
    const octet = bytes[at] as number
    arc = (arc << 7n) | BigInt(octet & 0x7f)
    if (octet >= 0x80) continue
    if (parts.length > 0) parts.push(arc)
    else parts.push(arc < 80n ? arc / 40n : 2n, arc < 80n ? arc % 40n : arc - 80n)
    arc = 0n
  }
  return parts.join('.')
}

/** Octets as a string of one Latin-1 character each: the form in which DER is compared and used as a key. */
export function latin1(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return end - start <= LONGEST_SHORT ? shortText(bytes, start, end) : longText(bytes, start, end)
}

function longText(bytes: Uint8Array, start: number, end: number): string {
  if (end - start <= 4096) return String.fromCharCode.apply(null, bytes.subarray(start, end) as unknown as number[])
  const parts: string[] = []
  for (let at = start; at < end; at += 4096) {
    parts.push(String.fromCharCode.apply(null, bytes.subarray(at, Math.min(end, at + 4096)) as unknown as number[]))
  }
  return parts.join('')
}

/** The octets of a `latin1` string. */
export function fromLatin1(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

type ToHex = () => string
const nativeHex = (Uint8Array.prototype as unknown as { toHex?: ToHex }).toHex

/** Lower-case hexadecimal. */
export function hex(bytes: Uint8Array, start = 0, end = bytes.length): string {
  if (nativeHex !== undefined) return nativeHex.call(bytes.subarray(start, end))
  const digits = new Uint8Array((end - start) * 2)
  for (let i = start, o = 0; i < end; i++) {
    const octet = bytes[i] as number
    const high = octet >> 4
    const low = octet & 15
    digits[o++] = high < 10 ? 48 + high : 87 + high
    digits[o++] = low < 10 ? 48 + low : 87 + low
  }
  return longText(digits, 0, digits.length)
}

/** The octets as an unsigned integer, most significant first. */
export function unsigned(bytes: Uint8Array, start = 0, end = bytes.length): bigint {
  return start >= end ? 0n : BigInt(`0x${hex(bytes, start, end)}`)
}
