/** Distinguished names: read as Go's parseName (RFC 5280 section 4.1.2.4), written as RFC 4514. */
import { fitted, once } from '../encoding/maps.ts'
import { readString } from './asn1-string.ts'
import type { Name, NameAttribute } from './certificate.ts'
import { type DerReader, hex, latin1, Malformed, SEQUENCE, SET } from './der.ts'
import { ATTRIBUTE_KEYWORDS } from './oids.ts'

const COMMON_NAME = '2.5.4.3'
const ORGANIZATION = '2.5.4.10'

/** Names already read, by their DER: one read shares one, so that ten thousand certificates of one CA hold one issuer. */
export class NameInterner {
  readonly #byDer = new Map<string, Name>()
  /** Those read lately, each in the one place its last octets lead to: found again without a string being made of them. */
  readonly #recent: (Name | undefined)[] = Array.from({ length: 64 })

  /** The name whose DER is `bytes[start, end)`; made where it is new. */
  get(bytes: Uint8Array, start: number, end: number, make: (der: string) => Name): Name {
    const place = ((bytes[end - 1] as number) * 31 + (bytes[end - 2] as number) * 7 + end - start) & 63
    const recent = this.#recent[place]
    if (recent !== undefined && isText(recent.der, bytes, start, end)) return recent
    const der = latin1(bytes, start, end)
    return (this.#recent[place] = once(this.#byDer, der, () => make(der)))
  }
}

function isText(der: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (der.length !== end - start) return false
  for (let i = 0; i < der.length; i++) if (der.charCodeAt(i) !== bytes[start + i]) return false
  return true
}

/** Reads the Name that comes next. Throws `Malformed` with Go's message; `what` names it where it is no SEQUENCE at all. */
export function readName(der: DerReader, what: string, interned: NameInterner): Name {
  if (!der.read(SEQUENCE)) throw new Malformed(what, der.at)
  const content = der.content()
  return interned.get(der.bytes, der.start, der.contentEnd, (octets) => nameOf(octets, readAttributes(content)))
}

const nameOf = (der: string, attributes: readonly NameAttribute[]): Name => ({
  der,
  text: nameText(attributes),
  commonName: attributes.findLast((attribute) => attribute.oid === COMMON_NAME)?.value ?? '',
  organizations: attributes.filter((attribute) => attribute.oid === ORGANIZATION).map((attribute) => attribute.value),
  attributes,
})

function readAttributes(names: DerReader): NameAttribute[] {
  const attributes: NameAttribute[] = []
  for (let rdn = 0; !names.empty; rdn++) {
    const set = names.enter(SET)
    if (set === null) throw new Malformed('x509: invalid RDNSequence', names.at)
    while (!set.empty) {
      const attribute = set.enter(SEQUENCE)
      if (attribute === null) throw new Malformed('x509: invalid RDNSequence: invalid attribute', set.at)
      const oid = attribute.readOid()
      if (oid === null) throw new Malformed('x509: invalid RDNSequence: invalid attribute type', attribute.at)
      if (!attribute.readAny()) throw new Malformed('x509: invalid RDNSequence: invalid attribute value', attribute.at)
      const { tag, contentStart, contentEnd } = attribute
      const value = readString(tag, attribute.bytes, contentStart, contentEnd)
      if ('error' in value) throw new Malformed(`x509: invalid RDNSequence: invalid attribute value: ${value.error}`, attribute.start)
      attributes.push({ oid, value: value.text, tag: tag & 0x1f, rdn })
    }
  }
  return fitted(attributes)
}

/**
 * Characters that would hide or reorder what stands beside them: controls, bidirectional marks, invisible and line separators.
 * Names come from whoever made the certificate, and are shown to people who decide by them.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** The text with every unsafe character written as the `\xx` pairs of its UTF-8 octets, as RFC 4514 section 2.4 allows. */
export function visible(text: string): string {
  return text.replace(UNSAFE, (character) => hex(new TextEncoder().encode(character)).replace(/../g, '\\$&'))
}

/** RFC 4514 section 2: the last RelativeDistinguishedName first, `+` between attributes of one. */
export function nameText(attributes: readonly NameAttribute[]): string {
  let text = ''
  for (let i = attributes.length - 1; i >= 0; ) {
    const { rdn } = attributes[i] as NameAttribute
    let first = i
    while (first > 0 && attributes[first - 1]?.rdn === rdn) first--
    const relative = attributes.slice(first, i + 1).map(attributeText)
    text += (text === '' ? '' : ',') + relative.join('+')
    i = first - 1
  }
  return text
}

/** Nothing in it that RFC 4514 escapes or that hides: nearly every value. */
const PLAIN = /^[\w:./@*-]*$/

function attributeText({ oid, value }: NameAttribute): string {
  const escaped = PLAIN.test(value) ? value : visible(value.replace(/^[ #]| $|["+,;<>\\]/g, '\\$&'))
  return `${ATTRIBUTE_KEYWORDS[oid] ?? oid}=${escaped}`
}
