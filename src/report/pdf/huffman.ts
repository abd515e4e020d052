/** Huffman codes for deflate (RFC 1951 section 3.2.2): lengths from frequencies, codes from lengths. */

/**
 * In: how often each symbol occurs, and the longest code allowed. Out: the length of each symbol's code, 0 where it does not occur.
 * Lengths of least total come from Moffat and Katajainen, In-Place Calculation of Minimum-Redundancy Codes (1995).
 */
export function lengthsOf(frequencies: Uint32Array, longest: number): Uint8Array {
  const lengths = new Uint8Array(frequencies.length)
  const symbols: number[] = []
  for (const [symbol, frequency] of frequencies.entries()) if (frequency > 0) symbols.push(symbol)
  // Of equals the smaller symbol first, whatever sorts.
  symbols.sort((a, b) => frequencies[a]! - frequencies[b]! || a - b)
  if (symbols.length < 2) {
    for (const symbol of symbols) lengths[symbol] = 1
    return lengths
  }
  const counts = limited(depths(symbols.map((symbol) => frequencies[symbol]!)), longest)
  // The rarest symbols have the longest codes.
  let at = 0
  for (let length = longest; length > 0; length--) for (let n = counts[length]!; n > 0; n--) lengths[symbols[at++]!] = length
  return lengths
}

/** In: two weights or more, ascending. Out: in the same places how deep each stands in the tree. The list is the tree meanwhile. */
function depths(a: number[]): number[] {
  const n = a.length
  a[0]! += a[1]!
  let root = 0
  let leaf = 2
  for (let next = 1; next < n - 1; next++) {
    const take = (): number => {
      if (leaf < n && (root >= next || a[leaf]! <= a[root]!)) return a[leaf++]!
      const weight = a[root]!
      a[root++] = next
      return weight
    }
    a[next] = take()
    a[next]! += take()
  }
  a[n - 2] = 0
  for (let next = n - 3; next >= 0; next--) a[next] = a[a[next]!]! + 1
  let available = 1
  let used = 0
  let depth = 0
  root = n - 2
  let next = n - 1
  while (available > 0) {
    while (root >= 0 && a[root] === depth) {
      used++
      root--
    }
    while (available > used) {
      a[next--] = depth
      available--
    }
    available = 2 * used
    depth++
    used = 0
  }
  return a
}

/** How many codes have each length, those that would be longer made `longest` and others longer until all fit (Kraft's inequality). */
function limited(all: readonly number[], longest: number): number[] {
  const counts = Array.from({ length: longest + 1 }, () => 0)
  for (const depth of all) counts[Math.min(depth, longest)]!++
  let space = counts.reduce((sum, count, length) => sum + count * 2 ** (longest - length), 0)
  for (; space > 2 ** longest; space--) {
    counts[longest]!--
    let length = longest - 1
    while (counts[length] === 0) length--
    counts[length]!--
    counts[length + 1]! += 2
  }
  return counts
}

/** The canonical codes of these lengths, the first bit of each the lowest, as deflate writes them. */
export function codesOf(lengths: Uint8Array): Uint16Array {
  const next = new Uint16Array(17)
  for (const length of lengths) if (length > 0) next[length + 1]!++
  for (let length = 1; length < 17; length++) next[length] = (next[length]! + next[length - 1]!) << 1
  const codes = new Uint16Array(lengths.length)
  for (const [symbol, length] of lengths.entries()) if (length > 0) codes[symbol] = reversed(next[length]!++, length)
  return codes
}
function reversed(code: number, length: number): number {
  let result = 0
  for (let bit = 0; bit < length; bit++) result |= ((code >> bit) & 1) << (length - 1 - bit)
  return result
}
