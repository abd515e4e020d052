import { describe, expect, test } from 'vitest'
import { ZipWriter } from '../testing/zip.ts'
import { Allowance } from './allowance.ts'
import { readZip, type ZipEntry } from './zip.ts'

const MiB = 1024 * 1024

function entriesOf(archive: Uint8Array<ArrayBuffer>): { readonly end: string; readonly entries: readonly ZipEntry[] } {
  const generator = readZip(archive, () => true, new Allowance())
  const entries: ZipEntry[] = []
  for (;;) {
    const next = generator.next()
    if (next.done === true) return { end: next.value, entries }
    entries.push(next.value)
  }
}
const short = ({ path, bytes, problem, linkTarget }: ZipEntry): string =>
  `${path} ${problem ?? linkTarget ?? new TextDecoder().decode(bytes.subarray(0, 20))}`
const shortOf = (archive: Uint8Array<ArrayBuffer>): readonly string[] => entriesOf(archive).entries.map(short)

test('deflated, stored and empty files, folders, links and modes', () => {
  const zip = new ZipWriter()
  zip.add('etc/', '')
  zip.add('etc/a.crt', 'deflated '.repeat(100))
  zip.add('etc\\b.crt', 'stored', { method: 0, mode: 0o100600 })
  zip.add('etc/empty', '')
  zip.add('etc/link', 'a.crt', { mode: 0o120777 })
  const { end, entries } = entriesOf(zip.end())
  expect(end).toBe('read')
  expect(entries.map(short)).toEqual(['etc/ ', 'etc/a.crt deflated deflated de', 'etc/b.crt stored', 'etc/empty ', 'etc/link a.crt'])
  expect(entries.map(({ mode, directory }) => [mode, directory])).toEqual([
    [0o644, true],
    [0o644, false],
    [0o600, false],
    [0o644, false],
    [0o777, false],
  ])
})

test('zip64 numbers', () => {
  const zip = new ZipWriter()
  zip.add('long', 'its numbers stand in the extra field', { long: true })
  expect(shortOf(zip.end())).toEqual(['long its numbers stand in'])
})

describe('what is not as it says is damaged, and what stands after it is read', () => {
  test.each([
    ['longer than it says', { size: 3 }, 'damaged'],
    ['shorter than it says', { size: 4 * MiB }, 'damaged'],
    ['stored, and longer than it says', { method: 0, size: 3 }, 'damaged'],
    ['another checksum', { crc: 1 }, 'damaged'],
    ['a body beyond the end', { packed: 99_999_999 }, 'damaged'],
    ['encrypted', { flags: 1 }, 'encrypted'],
    ['bzip2', { method: 12 }, 'method'],
    ['a link of three megabytes', { mode: 0o120777, size: 3 * MiB }, 'damaged'],
  ])('%s', (_what, lies, problem) => {
    const zip = new ZipWriter()
    zip.add('bad', 'some content', lies)
    zip.add('good', 'is read')
    expect(shortOf(zip.end())).toEqual([`bad ${problem}`, 'good is read'])
  })
})

test('256 MiB behind an entry of a thousand octets is not inflated', () => {
  const zip = new ZipWriter()
  zip.add('bomb', new Uint8Array(256 * MiB), { size: 1000 })
  zip.add('good', 'is read')
  const began = process.memoryUsage().arrayBuffers
  expect(shortOf(zip.end())).toEqual(['bomb damaged', 'good is read'])
  expect(process.memoryUsage().arrayBuffers - began).toBeLessThan(64 * MiB)
})

test('entries that share one body are a bomb: the first is read, and all that have their own', () => {
  const zip = new ZipWriter()
  const at = zip.add('kernel', new Uint8Array(4 * MiB))
  const packed = 4096
  for (let n = 0; n < 20_000; n++) zip.add(`copy-${n}`, '', { at, packed, size: 4 * MiB })
  zip.add('good', 'is read')
  const { entries } = entriesOf(zip.end())
  expect(entries.filter(({ problem }) => problem === 'overlapping')).toHaveLength(20_000)
  expect(entries.filter(({ problem }) => problem === null).map(({ path }) => path)).toEqual(['kernel', 'good'])
})

describe('the record at the end', () => {
  const filled = (): ZipWriter => {
    const zip = new ZipWriter()
    for (const name of ['a', 'b', 'c']) zip.add(name, name)
    return zip
  }
  test.each([
    ['says fewer entries than there are', filled().end({ count: 1 }), 'count', 3],
    ['says more', filled().end({ count: 9000 }), 'count', 3],
    ['stands in its own comment too', filled().end({ comment: `PK\x05\x06${'\0'.repeat(40)}` }), 'read', 3],
    ['is followed by junk', new Uint8Array([...filled().end(), ...new Uint8Array(300).fill(65)]), 'read', 3],
    ['is missing', filled().end().subarray(0, -30), 'no-directory', 0],
    ['is of an empty archive', new ZipWriter().end(), 'read', 0],
  ])('%s', (_what, archive, end, count) => {
    const { end: said, entries } = entriesOf(archive)
    expect([said, entries.length]).toEqual([end, count])
  })
})
