/**
 * PEM as programs write it: certificates and keys one after the other, each in lines of base64 that break between quanta, no header, no junk.
 * Read octet by octet without a string being made; anything else is left to `pem.ts`: `null`. What it accepts, that one reads alike.
 */

/** One block; its content is `octets[start, end)` of what was read. */
export interface PlainBlock {
  readonly type: string
  /** 1-based line of the BEGIN line. */
  readonly line: number
  readonly start: number
  readonly end: number
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))
const ARMOR = ascii('-----BEGIN ')
const KINDS = ['CERTIFICATE', 'RSA PRIVATE KEY', 'EC PRIVATE KEY', 'PRIVATE KEY', 'PUBLIC KEY'].map((type) => ({
  type,
  begin: ascii(`-----BEGIN ${type}-----\n`),
  end: ascii(`-----END ${type}-----`),
}))
const LF = 10
const DASH = 45
const PAD = 61
/** Six bits of each letter, negative where it is none. */
const BITS = new Int8Array(256).fill(-1)
for (const [i, octet] of ascii('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/').entries()) BITS[octet] = i

function stands(bytes: Uint8Array, at: number, mark: Uint8Array): boolean {
  if (at + mark.length > bytes.length) return false
  for (let i = 0; i < mark.length; i++) if (bytes[at + i] !== mark[i]) return false
  return true
}

/** Armor in the first column of the first line: such a file is PEM and nothing else. */
export const beginsWithArmor = (bytes: Uint8Array): boolean => stands(bytes, 0, ARMOR)

/** Reads one text after the other into the same `octets`. */
export class PlainPem {
  octets = new Uint8Array(65_536)
  #bytes: Uint8Array = new Uint8Array(0)
  #at = 0
  #line = 1
  #written = 0

  /** Every block of `bytes`, or null where it is not plain. */
  read(bytes: Uint8Array): PlainBlock[] | null {
    if (!beginsWithArmor(bytes)) return null
    if (bytes.length > this.octets.length) this.octets = new Uint8Array(bytes.length)
    this.#bytes = bytes
    this.#at = 0
    this.#line = 1
    this.#written = 0
    const blocks: PlainBlock[] = []
    while (this.#at < bytes.length) {
      if (bytes[this.#at] === LF) {
        this.#at++
        this.#line++
        continue
      }
      const kind = KINDS.find(({ begin }) => stands(bytes, this.#at, begin))
      if (kind === undefined) return null
      const [line, start] = [this.#line++, this.#written]
      this.#at += kind.begin.length
      if (!this.#body() || !stands(bytes, this.#at, kind.end)) return null
      this.#at += kind.end.length
      if (this.#at < bytes.length && bytes[this.#at] !== LF) return null
      blocks.push({ type: kind.type, line, start, end: this.#written })
    }
    return blocks
  }

  /** Forgets the last text, which may have held a private key. */
  wipe(): void {
    this.octets.fill(0, 0, this.#bytes.length)
  }

  /** Base64 up to a line that begins with a dash; false where that is not what stands there. */
  #body(): boolean {
    const [bytes, octets] = [this.#bytes, this.octets]
    let [at, written, line, ended] = [this.#at, this.#written, this.#line, false]
    while (!ended && at + 4 <= bytes.length) {
      const first = bytes[at] as number
      if (first === LF) {
        line++
        ended = bytes[++at] === DASH
        continue
      }
      const third = bytes[at + 2] as number
      const fourth = bytes[at + 3] as number
      const padding = fourth !== PAD ? 0 : third !== PAD ? 1 : 2
      const quantum =
        ((BITS[first] as number) << 18) |
        ((BITS[bytes[at + 1] as number] as number) << 12) |
        (padding > 1 ? 0 : (BITS[third] as number) << 6) |
        (padding > 0 ? 0 : (BITS[fourth] as number))
      if (quantum < 0) return false
      octets[written] = quantum >> 16
      octets[written + 1] = quantum >> 8
      octets[written + 2] = quantum
      written += 3 - padding
      at += 4
      if (padding > 0 && (bytes[at] !== LF || bytes[at + 1] !== DASH)) return false
    }
    this.#at = at
    this.#written = written
    this.#line = line
    return ended
  }
}
