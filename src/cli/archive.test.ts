import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { InputFile } from '../engine/encoding/input.ts'
import { archiveOf } from './archive.ts'

const bytes = new TextEncoder().encode('content')

async function* files(): AsyncGenerator<InputFile> {
  yield { path: 'pki', bytes: new Uint8Array(0), directory: true, mode: 0o750 }
  yield { path: 'pki/ca.key', bytes, mode: 0o600, uid: 0, gid: 0 }
  yield { path: 'pki/证书.crt', bytes, mode: 0o644 }
  yield { path: `pki/${'long/'.repeat(60)}name.crt`, bytes, mode: 0o644 }
  yield { path: 'pki/current.pem', bytes: new Uint8Array(0), mode: 0o777, linkTarget: `${'far/'.repeat(40)}ca.key` }
}

test('tar reads it: names, links and modes', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'pkiscope-'))
  context.onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'a.tgz'), await archiveOf(files()))
  let listing: string
  try {
    listing = execFileSync('tar', ['--numeric-owner', '--quoting-style=literal', '-tvzf', join(folder, 'a.tgz')], { encoding: 'utf8' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') context.skip('no tar on this machine')
    throw error
  }
  const lines = listing.trim().split('\n')
  expect(lines).toHaveLength(5)
  expect(lines[0]).toMatch(/^drwxr-x--- .* pki\/$/)
  expect(lines[1]).toMatch(/^-rw------- 0\/0 +7 .* pki\/ca\.key$/)
  expect(lines[2]).toContain('pki/证书.crt')
  expect(lines[3]).toContain(`pki/${'long/'.repeat(60)}name.crt`)
  expect(lines[4]).toContain(`pki/current.pem -> ${'far/'.repeat(40)}ca.key`)
})
