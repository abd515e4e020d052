/**
 * Compressed data in the zlib format (RFC 1950), deflated (RFC 1951): the same octets everywhere, as no browser's own are. What repeats is
 * looked for at the one place it was last seen and then passed over: a report says the same so often that this packs nearly as well as a
 * search for the longest match, in a third of its time.
 */
import { Bits } from './bits.ts'
import { codesOf, lengthsOf } from './huffman.ts'

/** Octets a match may reach back, and may have. */
const WINDOW = 1 << 15
const SHORTEST = 4
const LONGEST = 258
/** Literals and matches of one block, which has codes of its own. */
const BLOCK = 1 << 15
/** Places remembered, as a power of two: of a small text there are fewer. */
const hashBits = (length: number): number => Math.min(15, Math.max(8, 32 - Math.clz32(length) - 1))

/** Ranges of lengths or distances (3.2.5): that of each value; of each its first value, and how many bits say which it is. */
interface Ranges {
  readonly of: Uint8Array
  readonly first: Uint16Array
  readonly bits: Uint8Array
}
function ranges(least: number, most: number, bits: readonly number[]): Ranges {
  const of = new Uint8Array(most + 1)
  const first: number[] = []
  let value = least
  for (const [range, width] of bits.entries()) {
    first.push(value)
    of.fill(range, value, (value += 1 << width))
  }
  return { of, first: Uint16Array.from(first), bits: Uint8Array.from(bits) }
}
const doubling = (count: number, each: number) => Array.from({ length: count }, (_, range) => Math.max(0, Math.floor(range / each) - 1))
const DISTANCES = ranges(1, WINDOW, doubling(30, 2))
const LENGTHS = ranges(3, LONGEST, [...doubling(28, 4), 0])
// The longest has a range of its own, out of the one before.
LENGTHS.of[LONGEST] = 28
LENGTHS.first[28] = LONGEST

/** Symbols of the first alphabet: octets, the end of a block, ranges of lengths. */
const END = 256
const FIRST_LENGTH = 257
/** In which order the lengths of the codes for lengths of codes stand (3.2.7). */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

export function zlib(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Bits(data.length >> 2)
  out.write(0x0178, 16) // deflate with a window of 32 KiB, packed fast
  const shift = 32 - hashBits(data.length)
  const seen = new Int32Array(2 ** (32 - shift)).fill(-WINDOW - 1)
  /** A literal as it is, a match as its length above its distance. */
  const tokens = new Int32Array(Math.min(BLOCK, data.length))
  let count = 0
  for (let at = 0; at < data.length; ) {
    let length = 0
    let before = 0
    if (at + SHORTEST <= data.length) {
      const hash = (Math.imul(data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16) | (data[at + 3]! << 24), 0x9e3779b1) >>> shift) | 0
      before = seen[hash]!
      seen[hash] = at
      if (at - before <= WINDOW) {
        const most = Math.min(LONGEST, data.length - at)
        while (length < most && data[before + length] === data[at + length]) length++
      }
    }
    if (length < SHORTEST) tokens[count++] = data[at++]!
    else {
      tokens[count++] = (length << 16) | (at - before)
      at += length
    }
    if (count === tokens.length || at >= data.length) {
      block(out, tokens.subarray(0, count), at >= data.length)
      count = 0
    }
  }
  if (data.length === 0) block(out, tokens.subarray(0, 0), true)
  return out.end(adler32(data))
}

/** A block with codes of its own (3.2.7). */
function block(out: Bits, tokens: Int32Array, last: boolean): void {
  const symbols = new Uint32Array(286)
  const distances = new Uint32Array(30)
  symbols[END] = 1
  for (const token of tokens) {
    if (token < 256) symbols[token]!++
    else {
      symbols[FIRST_LENGTH + LENGTHS.of[token >> 16]!]!++
      distances[DISTANCES.of[token & 0xffff]!]!++
    }
  }
  const symbolLengths = lengthsOf(symbols, 15)
  const distanceLengths = lengthsOf(distances, 15)
  out.write(last ? 1 : 0, 1)
  out.write(2, 2)
  writeLengths(out, symbolLengths, distanceLengths)
  const symbolCodes = codesOf(symbolLengths)
  const distanceCodes = codesOf(distanceLengths)
  for (const token of tokens) {
    if (token < 256) {
      out.write(symbolCodes[token]!, symbolLengths[token]!)
      continue
    }
    const length = token >> 16
    const lengthRange = LENGTHS.of[length]!
    out.write(symbolCodes[FIRST_LENGTH + lengthRange]!, symbolLengths[FIRST_LENGTH + lengthRange]!)
    out.write(length - LENGTHS.first[lengthRange]!, LENGTHS.bits[lengthRange]!)
    const distance = token & 0xffff
    const range = DISTANCES.of[distance]!
    out.write(distanceCodes[range]!, distanceLengths[range]!)
    out.write(distance - DISTANCES.first[range]!, DISTANCES.bits[range]!)
  }
  out.write(symbolCodes[END]!, symbolLengths[END]!)
}

/** The lengths of both alphabets' codes as one list, in which zeros in a row are told by their number. */
function writeLengths(out: Bits, symbols: Uint8Array, distances: Uint8Array): void {
  const some = Math.max(FIRST_LENGTH, symbols.findLastIndex((length) => length > 0) + 1)
  const far = Math.max(1, distances.findLastIndex((length) => length > 0) + 1)
  const all = [...symbols.subarray(0, some), ...distances.subarray(0, far)]
  const written: [symbol: number, value: number, bits: number][] = []
  for (let at = 0; at < all.length; ) {
    let run = 1
    while (all[at + run] === all[at]) run++
    if (all[at] === 0 && run > 10) written.push([18, (run = Math.min(run, 138)) - 11, 7])
    else if (all[at] === 0 && run > 2) written.push([17, run - 3, 3])
    else if (run > 3) written.push([all[at]!, 0, 0], [16, (run = Math.min(run, 7)) - 4, 2])
    else written.push([all[at]!, 0, (run = 1) - 1])
    at += run
  }
  const frequencies = new Uint32Array(19)
  for (const [symbol] of written) frequencies[symbol]!++
  const lengths = lengthsOf(frequencies, 7)
  const codes = codesOf(lengths)
  const ordered = ORDER.map((symbol) => lengths[symbol]!)
  const told = Math.max(4, ordered.findLastIndex((length) => length > 0) + 1)
  out.write(some - 257, 5)
  out.write(far - 1, 5)
  out.write(told - 4, 4)
  for (const length of ordered.slice(0, told)) out.write(length, 3)
  for (const [symbol, value, bits] of written) {
    out.write(codes[symbol]!, lengths[symbol]!)
    out.write(value, bits)
  }
}

/** The checksum of RFC 1950 section 8. */
function adler32(data: Uint8Array): number {
  let a = 1
  let b = 0
  for (let at = 0; at < data.length; ) {
    // As many as cannot exceed 2^31 before the remainder is taken.
    for (const end = Math.min(at + 3800, data.length); at < end; at++) {
      a += data[at]!
      b += a
    }
    a %= 65_521
    b %= 65_521
  }
  return ((b << 16) | a) >>> 0
}
