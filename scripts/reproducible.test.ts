/** The single file is the same bytes wherever its sources lie: no path of the machine that builds it gets in. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const SOURCES = ['index.html', 'package.json', 'public', 'scripts', 'src', 'tsconfig.json', 'vite.config.ts']

function built(folder: string): { readonly digest: string; readonly text: string } {
  mkdirSync(folder, { recursive: true })
  for (const path of SOURCES) cpSync(path, join(folder, path), { recursive: true })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  execFileSync('node', ['scripts/single.mjs'], { cwd: folder, stdio: 'pipe', env: { ...process.env, NODE_ENV: 'production' } })
  const text = readFileSync(join(folder, 'release/pkiscope.html'), 'utf8')
  return { digest: createHash('sha256').update(text).digest('hex'), text }
}

test('built in two folders', { timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'pkiscope-reproducible-'))
  try {
    const one = built(join(folder, 'one'))
    const other = built(join(folder, 'another/and/deeper'))
    expect(other.digest).toBe(one.digest)
    expect(one.text).not.toContain(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
