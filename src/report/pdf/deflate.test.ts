import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { unzlibSync } from 'fflate'
import { expect, it } from 'vitest'
import { zlib } from './deflate.ts'
import { codesOf, lengthsOf } from './huffman.ts'

/** By two readers that are not ours; zlib's also checks the sum at the end. */
function returns(data: Uint8Array): Uint8Array {
  const packed = zlib(data)
  const read = new Uint8Array(inflateSync(packed))
  expect(Buffer.compare(read, data)).toBe(0)
  expect(Buffer.compare(unzlibSync(packed), data)).toBe(0)
  return packed
}
const text = (value: string) => new TextEncoder().encode(value)
const noise = (length: number, seed: number): Uint8Array =>
  Uint8Array.from({ length }, () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0) >>> 24)

it('comes back as it was: nothing, one octet, every octet, long runs, matches at the edge of the window, many blocks', () => {
  for (const data of [text(''), text('a'), text('abcd'), text('aaaaaa'), Uint8Array.from({ length: 256 }, (_, n) => n)]) returns(data)
  for (const length of [257, 258, 259, 260, 261, 516, 100_000]) returns(new Uint8Array(length).fill(7))
  const marker = text('the same words again')
  for (const gap of [32_747, 32_748, 32_749, 32_768]) returns(Uint8Array.from([...marker, ...noise(gap, 3), ...marker]))
  returns(noise(200_000, 1))
  returns(
    text(Array.from({ length: 40_000 }, (_, n) => `{"file":"nodes/worker-${n % 997}/etc/kubernetes/kubelet.conf","line":${n}}`).join('\n')),
  )
})

it('any octets come back, and any that repeat', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), (data) => void returns(data)))
  const words = fc.array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 60 })), { maxLength: 30 })
  fc.assert(
    fc.property(
      words,
      (all) => void returns(Uint8Array.from(all.flatMap(([word, times]) => Array.from({ length: times }, () => [...word]).flat()))),
    ),
  )
})

it('packs what repeats', () => {
  const data = text('nodes/worker-00001/etc/kubernetes/kubelet.conf users[default-auth]\n'.repeat(1000))
  expect(returns(data).length).toBeLessThan(data.length / 100)
})

it('no code is longer than allowed, and together they leave no room and need none', () => {
  const fibonacci = Uint32Array.from(
    { length: 40 },
    (() =>
      (
        (a, b) => () =>
          ([a, b] = [b, a + b])[0]
      )(0, 1))(),
  )
  const some = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 2, maxLength: 286 })
  const check = (frequencies: Uint32Array, longest: number) => {
    const lengths = lengthsOf(frequencies, longest)
    const used = [...lengths].filter((length) => length > 0)
    expect(used.length).toBe(frequencies.filter((n) => n > 0).length)
    if (used.length < 2) return
    expect(Math.max(...used)).toBeLessThanOrEqual(longest)
    expect(used.reduce((sum, length) => sum + 2 ** -length, 0)).toBe(1)
    const codes = codesOf(lengths)
    expect(new Set([...codes].flatMap((code, n) => (lengths[n]! > 0 ? [code + (lengths[n]! << 16)] : []))).size).toBe(used.length)
  }
  for (const longest of [6, 7, 15]) check(fibonacci, longest)
  fc.assert(fc.property(some, (frequencies) => check(Uint32Array.from(frequencies), 15)))
})
