/** A large gzip file is read while it is inflated: what comes out is what came out of it when it was read before. */
import { randomBytes } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { tarGz } from '../../../scripts/tar.mjs'
import type { InputFile } from './input.ts'
import { unpack, type UnpackedFile, type UnpackFault } from './unpack.ts'

type Octets = Uint8Array<ArrayBuffer>
const archive = new Uint8Array(
  tarGz({ 'a/ca.crt': 'one', 'a/noise': randomBytes(700_000), 'b/ca.crt': 'two', 'inner.tgz': tarGz({ 'c/ca.crt': 'three' }) }) as Buffer,
)
const all = async (file: InputFile): Promise<(UnpackedFile | UnpackFault)[]> => {
  const items: (UnpackedFile | UnpackFault)[] = []
  for await (const batch of unpack([file])) items.push(...batch)
  return items
}
/** In parts of odd sizes, each only when it is asked for; at `fails` octets it can no longer be read. */
const streamed = (packed: Octets, fails = Infinity): InputFile => ({
  path: 'cp1.tgz',
  bytes: packed.subarray(0, 512),
  size: packed.length,
  stream: async function* () {
    for (let at = 0, size = 1; at < packed.length; at += size, size = (size * 7 + 3) % 90_001) {
      if (at > fails) throw new DOMException('', 'NotReadableError')
      yield packed.slice(at, at + size)
    }
  },
})
const paths = (items: readonly (UnpackedFile | UnpackFault)[]) => items.map((item) => ('fault' in item ? item.fault : item.path))

const members = (): Octets => {
  const tar = gunzipSync(archive)
  return new Uint8Array(Buffer.concat([gzipSync(tar.subarray(0, 300_000)), gzipSync(tar.subarray(300_000))]))
}
test.each([
  ['as it was packed', () => archive],
  ['of two members', members],
  ['damaged in the middle', () => archive.map((octet, at) => (at === 400_000 ? octet ^ 0xff : octet))],
  ['cut off', () => archive.slice(0, 500_000)],
])('%s', async (_, make) => {
  const packed = make()
  expect(await all(streamed(packed))).toEqual(await all({ path: 'cp1.tgz', bytes: packed }))
})

test('one that can no longer be read ends there, and what came before it is kept', async () => {
  const whole = paths(await all(streamed(archive)))
  const items = paths(await all(streamed(archive, 600_000)))
  expect(whole).toEqual(['a', 'a/ca.crt', 'a/noise', 'b', 'b/ca.crt', 'inner/c', 'inner/c/ca.crt'])
  expect(items.at(-1)).toBe('gzip-malformed')
  expect(items.length).toBeGreaterThan(1)
  expect(whole.slice(0, items.length - 1)).toEqual(items.slice(0, -1))
})
