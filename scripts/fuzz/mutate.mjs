// One seed to one hostile relative, the same for the same numbers.

/** Numbers in [0, 1) that depend on nothing but the state they start from. */
export function random(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const MOST_BYTES = 1 << 20
/** What parsers stumble over: lengths at their limits, ends of lines and documents, names JavaScript treats specially, nesting. */
const TRAPS = [
  '\0',
  '\r\n',
  '\n---\n',
  '...\n',
  '-----BEGIN CERTIFICATE-----\n',
  '\n-----END CERTIFICATE-----\n',
  '\ufeff',
  '\u202e',
  '../',
  '/',
  '&a ',
  '*a ',
  '<<: *a\n',
  '__proto__',
  'constructor',
  'prototype',
  '{',
  '[',
  '"',
  ': ',
  '!!binary ',
  '!!set ',
  '? ',
  '=',
  'NaN',
  '1e999',
  '9999999999999999999',
  '$(',
  '${',
  '\\\n',
  '%%',
  'a'.repeat(300),
  '['.repeat(300),
  '- '.repeat(300),
].map((text) => new TextEncoder().encode(text))
const OCTETS = [
  [0x30, 0x80],
  [0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
  [0x1f, 0x8b],
  [0x02, 0x00],
  [0x06, 0x01, 0x80],
  [0xff],
  [0x00, 0x00],
  [0x7f],
  [0x80],
].map((octets) => Uint8Array.from(octets))

function spliced(bytes, at, removed, inserted) {
  const whole = new Uint8Array(bytes.length - removed + inserted.length)
  whole.set(bytes.subarray(0, at))
  whole.set(inserted, at)
  whole.set(bytes.subarray(at + removed), at + inserted.length)
  return whole
}

/** `others` are seeds of the same kind, to cross with. */
export function mutate(seed, others, next) {
  const below = (limit) => Math.floor(next() * limit)
  const pick = (list) => list[below(list.length)]
  let bytes = seed.slice()
  for (let turns = 1 + below(6); turns > 0; turns--) {
    const at = below(bytes.length + 1)
    const length = Math.min(bytes.length - at, below(2) === 0 ? below(8) : below(400))
    switch (below(8)) {
      case 0:
        for (let n = 1 + below(8); n > 0 && bytes.length > 0; n--) bytes[below(bytes.length)] ^= 1 << below(8)
        break
      case 1:
        bytes = spliced(bytes, at, length, new Uint8Array(0))
        break
      case 2:
        bytes = spliced(bytes, at, 0, bytes.slice(at, at + length))
        break
      case 3:
        bytes = spliced(bytes, at, 0, pick(TRAPS))
        break
      case 4:
        bytes = spliced(bytes, at, Math.min(bytes.length - at, 4), pick(OCTETS))
        break
      case 5: {
        const other = pick(others)
        const from = below(other.length + 1)
        bytes = spliced(bytes, at, length, other.slice(from, from + below(2000)))
        break
      }
      case 6:
        bytes = bytes.slice(0, at)
        break
      default: {
        const piece = bytes.slice(at, at + Math.max(1, length))
        const times = Math.min(below(3000), Math.floor(MOST_BYTES / (piece.length + 1)))
        const many = new Uint8Array(piece.length * times)
        for (let n = 0; n < times; n++) many.set(piece, n * piece.length)
        bytes = spliced(bytes, at, 0, many)
      }
    }
    if (bytes.length > MOST_BYTES) bytes = bytes.slice(0, MOST_BYTES)
  }
  return bytes
}
