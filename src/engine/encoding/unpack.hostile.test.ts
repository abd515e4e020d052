/** Archives made to cost more than they weigh: what is kept of them, what is said, and that what stands beside them is read. */
import { deflateRawSync, gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { tarGz } from '../../../scripts/tar.mjs'
import { ZipWriter } from '../testing/zip.ts'
import { BUDGET } from './budget.ts'
import type { InputFile } from './input.ts'
import { isUnpackFault, unpack, type UnpackedFile, type UnpackFault } from './unpack.ts'

const MiB = 1024 * 1024
const bytesOf = (buffer: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(buffer)
const tgz = (files: Readonly<Record<string, string | Buffer>>): Buffer => tarGz(files) as Buffer

async function unpacked(
  files: readonly InputFile[],
): Promise<{ readonly files: readonly UnpackedFile[]; readonly faults: readonly UnpackFault[] }> {
  const all: (UnpackedFile | UnpackFault)[] = []
  for await (const batch of unpack(files)) all.push(...batch)
  return {
    files: all.filter((item): item is UnpackedFile => !isUnpackFault(item) && !item.directory),
    faults: all.filter(isUnpackFault),
  }
}
const short = ({ fault, file, limit }: UnpackFault): string => `${fault} ${file} ${limit}`

describe('bombs', () => {
  const zeros = Buffer.alloc(3 * MiB)
  /** Sixty kilobytes that hold sixty megabytes: small enough for the ratio to say nothing about one of them. */
  const small = gzipSync(Buffer.alloc(60 * MiB), { level: 9 })
  const good = { path: 'good.tgz', bytes: bytesOf(tgz({ 'etc/kubernetes/pki/ca.crt': 'here' })) }

  test('a thousand small ones in one archive are one large one', async () => {
    const bomb = tgz(Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`n${n}.gz`, small])))
    const { files, faults } = await unpacked([{ path: 'bomb.tgz', bytes: bytesOf(bomb) }, good])
    expect(faults.map(({ fault }) => fault)).toContain('ratio')
    expect(files.find(({ path }) => path === 'good/etc/kubernetes/pki/ca.crt')?.bytes.length).toBe(4)
  })
  test('a gzipped file larger than a file may be is not held', async () => {
    const { files, faults } = await unpacked([{ path: 'a.json.gz', bytes: bytesOf(small) }, good])
    expect(faults.map(short)).toEqual([`too-large a.json ${BUDGET.fileBytes}`])
    expect(files.map(({ path, passedOver }) => [path, passedOver])).toContainEqual(['a.json', 'too-large'])
  })
  test('what inflates and turns out damaged has been inflated all the same', async () => {
    const zip = new ZipWriter()
    const body = deflateRawSync(zeros)
    for (let n = 0; n < 400; n++) zip.add(`f${n}`, body, { packedAlready: true, crc: 1, size: zeros.length })
    const { files, faults } = await unpacked([{ path: 'bomb.zip', bytes: zip.end() }, good])
    expect(faults.at(-1)).toMatchObject({ fault: 'ratio', file: 'bomb.zip' })
    expect(faults.length).toBeLessThan(300)
    expect(files.at(-1)?.path).toBe('good/etc/kubernetes/pki/ca.crt')
  })
})

test('what a zip cannot give is unreadable, and said once', async () => {
  const zip = new ZipWriter()
  zip.add('ca.crt', 'some content', { crc: 1 })
  const { files, faults } = await unpacked([{ path: 'a.zip', bytes: zip.end() }])
  expect(files.map(({ path, passedOver }) => [path, passedOver])).toEqual([['ca.crt', 'unreadable']])
  expect(faults.map(({ fault }) => fault)).toEqual(['zip-malformed'])
})

test('more archives than a fleet has: the rest are listed, unopened, and it is said where that began', async () => {
  const inner = gzipSync(Buffer.from('x'), { level: 1 })
  const zip = new ZipWriter()
  for (let n = 0; n < BUDGET.archives + 5; n++) zip.add(`${n}.gz`, inner, { method: 0 })
  const { files, faults } = await unpacked([{ path: 'a.zip', bytes: zip.end() }])
  expect(faults.map(short)).toEqual([`too-many-entries ${BUDGET.archives - 1}.gz ${BUDGET.archives}`])
  expect(files).toHaveLength(BUDGET.archives + 5)
  expect(files.filter(({ passedOver }) => passedOver === 'unreadable')).toHaveLength(6)
})

test('a path that stands there a hundred times is said once', async () => {
  const zip = new ZipWriter()
  for (let n = 0; n < 100; n++) zip.add('etc/kubernetes/pki/ca.crt', `${n}`)
  const { faults } = await unpacked([{ path: 'a.zip', bytes: zip.end() }])
  expect(faults.map(({ fault, file }) => [fault, file])).toEqual([['duplicate-path', 'etc/kubernetes/pki/ca.crt']])
})

test('a sparse file is said not to be read, and what stands behind it is', async () => {
  const plain = gunzipSync(tgz({ 'a.crt': 'one', 'b.crt': 'two' }))
  // GNU's own type, with the checksum that goes with it: 'S' is 35 more than '0'.
  plain.write('S', 156)
  plain.write((Number.parseInt(plain.toString('latin1', 148, 154), 8) + 35).toString(8).padStart(6, '0'), 148)
  const { files, faults } = await unpacked([{ path: 'a.tar', bytes: bytesOf(plain) }])
  expect(faults).toMatchObject([{ fault: 'tar-malformed', file: 'a.crt', presented: expect.stringContaining('sparse') }])
  expect(files.map(({ path }) => path)).toEqual(['b.crt'])
})
