/** Writes DER: to put a public key into the one form in which keys are compared. */
import { BIT_STRING, INTEGER, NULL, OBJECT_IDENTIFIER, SEQUENCE } from './der.ts'

export type Der = Uint8Array<ArrayBuffer>

/** One element: identifier octet, minimal length, the parts as its content. */
export function element(tag: number, ...parts: readonly Uint8Array[]): Der {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const header = [tag]
  if (length < 0x80) header.push(length)
  else {
    const octets: number[] = []
    for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
    header.push(0x80 | octets.length, ...octets)
  }
  const out = new Uint8Array(header.length + length)
  out.set(header)
  let at = header.length
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

export const sequence = (...parts: readonly Uint8Array[]): Der => element(SEQUENCE, ...parts)
export const nullElement = (): Der => element(NULL)
/** A BIT STRING of whole octets. */
export const bitString = (octets: Uint8Array): Der => element(BIT_STRING, Uint8Array.of(0), octets)

/** The value of a lower-case hexadecimal digit. */
const nibble = (code: number): number => (code < 58 ? code - 48 : code - 87)

/** A non-negative INTEGER. */
export function integer(value: bigint): Der {
  const digits = value.toString(16)
  const padded = digits.length % 2 === 1 ? `0${digits}` : digits
  const octets = new Uint8Array(padded.length / 2)
  for (let i = 0; i < octets.length; i++) octets[i] = (nibble(padded.charCodeAt(2 * i)) << 4) | nibble(padded.charCodeAt(2 * i + 1))
  return (octets[0] as number) >= 0x80 ? element(INTEGER, Uint8Array.of(0), octets) : element(INTEGER, octets)
}

/** The few that are written, each once. */
const oids = new Map<string, Der>()

/** An OBJECT IDENTIFIER from its dotted text. */
export function oid(text: string): Der {
  let known = oids.get(text)
  if (known === undefined) oids.set(text, (known = writeOid(text)))
  return known
}

function writeOid(text: string): Der {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number)
  const octets = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc % 128]
    for (let high = Math.floor(arc / 128); high > 0; high = Math.floor(high / 128)) groups.unshift(0x80 | (high % 128))
    return groups
  })
  return element(OBJECT_IDENTIFIER, Uint8Array.from(octets))
}
