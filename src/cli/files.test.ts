import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { InputFile } from '../engine/encoding/input.ts'
import { filesOf, namesOf } from './files.ts'

const folder = mkdtempSync(join(tmpdir(), 'pkiscope-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function collect(paths: readonly string[]): Promise<{ files: InputFile[]; complaints: string[] }> {
  const complaints: string[] = []
  const files: InputFile[] = []
  for await (const file of filesOf(paths, (message) => complaints.push(message))) files.push(file)
  return { files, complaints }
}

test('a folder: every file under its name, links as links, modes kept', async () => {
  const pki = join(folder, 'pki')
  mkdirSync(join(pki, 'etcd'), { recursive: true })
  writeFileSync(join(pki, 'etcd/ca.crt'), 'ca')
  writeFileSync(join(pki, 'ca.key'), 'key', { mode: 0o600 })
  chmodSync(join(pki, 'ca.key'), 0o640)
  symlinkSync('ca.key', join(pki, 'current.pem'))
  symlinkSync('..', join(pki, 'loop'))
  const { files, complaints } = await collect([pki])
  expect(complaints).toEqual([])
  expect(files.map((file) => file.path)).toEqual(['pki', 'pki/ca.key', 'pki/current.pem', 'pki/etcd', 'pki/etcd/ca.crt', 'pki/loop'])
  expect(files.find((file) => file.path === 'pki/ca.key')).toMatchObject({ mode: 0o640 })
  expect(files.find((file) => file.path === 'pki/current.pem')).toMatchObject({ linkTarget: 'ca.key' })
  expect(files.filter((file) => file.directory).map((file) => file.path)).toEqual(['pki', 'pki/etcd'])
  expect(new TextDecoder().decode(files.find((file) => file.path === 'pki/etcd/ca.crt')?.bytes)).toBe('ca')
})

test('a link named by the user is followed', async () => {
  writeFileSync(join(folder, 'real.crt'), 'x')
  symlinkSync('real.crt', join(folder, 'link.crt'))
  const { files } = await collect([join(folder, 'link.crt')])
  expect(files).toHaveLength(1)
  expect(files[0]).toMatchObject({ path: 'link.crt' })
  expect(files[0]?.linkTarget).toBeUndefined()
})

test('what is not there is said, and the rest read', async () => {
  const { files, complaints } = await collect([join(folder, 'nowhere'), join(folder, 'real.crt')])
  expect(files.map((file) => file.path)).toEqual(['real.crt'])
  expect(complaints).toEqual([expect.stringContaining('no such file')])
})

test('two of one name also take their parents’ names', () => {
  expect(namesOf(['/a/pki', '/b/etc'])).toEqual(['pki', 'etc'])
  expect(namesOf(['/a/pki', '/b/pki', '/b/etc'])).toEqual(['a/pki', 'b/pki', 'etc'])
  expect(namesOf(['/x/a/pki', '/y/a/pki'])).toEqual(['x/a/pki', 'y/a/pki'])
  expect(namesOf(['/', '/etc'])).toEqual(['', 'etc'])
})
