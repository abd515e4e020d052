/** Whoever waits sees how much of a drop has been read: each octet once, and all of them in the end. */
import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { inputs } from './opening.ts'
import type { WorkerFile } from './protocol.ts'

/** In parts as a browser hands them out: Node gives those that a blob was made of. */
function fileOf(path: string, bytes: Buffer): WorkerFile {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for (let at = 0; at < bytes.length; at += 1 << 18) parts.push(Uint8Array.from(bytes.subarray(at, at + (1 << 18))))
  return { path, file: new Blob(parts) }
}
/** Large enough to be read in parts. */
const packed = gzipSync(randomBytes(3 << 20))
const lost = { path: 'lost', file: { size: 1 << 20, arrayBuffer: () => Promise.reject(new Error('NotReadableError')) } as unknown as Blob }

/** Every share told; what is read in parts is read so many times. */
async function sharesOf(files: readonly WorkerFile[], times = 1): Promise<readonly number[]> {
  const shares: number[] = []
  for await (const { stream } of inputs(files, [], (share) => shares.push(share)))
    for (let n = 0; stream !== undefined && n < times; n++) {
      const parts: Uint8Array[] = []
      for await (const part of stream()) parts.push(part)
      expect(Buffer.concat(parts).equals(packed)).toBe(true)
    }
  return shares
}
const rising = (shares: readonly number[]) => shares.every((share, i) => share > (shares[i - 1] ?? 0))

test('a large gzip file is told of part by part', async () => {
  const shares = await sharesOf([fileOf('a.tgz', packed)])
  expect(shares.length).toBeGreaterThan(5)
  expect(rising(shares)).toBe(true)
  expect(shares.at(-1)).toBe(1)
})

test('one that is read again from its beginning is not told of twice', async () => {
  expect(await sharesOf([fileOf('a.tgz', packed)], 2)).toEqual(await sharesOf([fileOf('a.tgz', packed)]))
})

test('one that is left before its end, and one that cannot be opened, count as read', async () => {
  const shares = await sharesOf([fileOf('a.tgz', packed), lost, fileOf('empty', Buffer.alloc(0))], 0)
  expect(shares).toHaveLength(2)
  expect(rising(shares)).toBe(true)
  expect(shares.at(-1)).toBe(1)
})

test('others are told of when the next one is asked for, and not while they are opened ahead', async () => {
  const files = ['a', 'b', 'c', 'd'].map((path) => fileOf(path, Buffer.from('data')))
  const shares: number[] = []
  const seen: (readonly [string, number])[] = []
  for await (const { path } of inputs(files, [], (share) => shares.push(share))) seen.push([path, shares.at(-1) ?? 0])
  expect(seen).toEqual([
    ['a', 0],
    ['b', 0.25],
    ['c', 0.5],
    ['d', 0.75],
  ])
  expect(shares.at(-1)).toBe(1)
})
