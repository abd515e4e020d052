// The input a case number stands for: made again from nothing but the seed, the target and the number.
import { mutate, random } from './mutate.mjs'

const bytesOf = (seed) => (seed instanceof Uint8Array ? seed : seed.bytes)

/** In: a target, the run's seed, the case's number. Out: the seed it came from and the bytes. */
export function caseOf({ seeds }, seed, number) {
  const next = random((seed * 0x9e3779b1 + number) | 0)
  const from = seeds[Math.floor(next() * seeds.length)]
  const others = [from, seeds[Math.floor(next() * seeds.length)]].map(bytesOf)
  return { from, bytes: mutate(bytesOf(from), others, next) }
}
