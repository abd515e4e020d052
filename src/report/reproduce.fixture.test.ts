/** The printed commands, run: openssl must agree with us wherever the report does not say that it differs. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { judge, read } from '../engine/audit.ts'
import { reproductions } from './reproduce.ts'

const CLUSTERS = fileURLToPath(new URL('../../../shared/fixtures/clusters/', import.meta.url))
const openssl = spawnSync('openssl', ['version']).status === 0
const names = existsSync(CLUSTERS) ? readdirSync(CLUSTERS).filter((f) => f.endsWith('.tar.gz')) : []
const wanted =
  /healthy|^expired|hostname|missing-san|wrong-signer|missing-client-eku|key-mismatch|sa-pub|not-yet|tls-server-name|pathlen|intermediate/

test.skipIf(!openssl || names.length === 0)('openssl agrees with every reproducible half', { timeout: 300_000 }, async () => {
  const disagree: string[] = []
  let compared = 0
  for (const name of names.filter((n) => wanted.test(n))) {
    const { at } = JSON.parse(readFileSync(join(CLUSTERS, name.replace('.tar.gz', '.expected.json')), 'utf8')) as { at: string }
    const audit = judge(await read([{ path: name, bytes: new Uint8Array(readFileSync(join(CLUSTERS, name))) }]), {
      at: Date.parse(at) / 1000,
    })
    const directory = mkdtempSync(join(tmpdir(), 'pkiscope-openssl-'))
    execFileSync('tar', ['xzf', join(CLUSTERS, name), '-C', directory])
    for (const r of reproductions(audit)) {
      if (r.differs) continue
      const { status, stdout } = spawnSync('sh', ['-e', '-c', r.lines.join('\n')], { cwd: directory, encoding: 'utf8' })
      const digests = stdout.match(/[0-9a-f]{64}/g) ?? []
      const same = r.half === 'keys' ? status === 0 && digests.length === 2 && digests[0] === digests[1] : status === 0
      const ours = r.go === 'OK' || r.go === 'equal'
      compared++
      if (same !== ours)
        disagree.push(
          `${name} ${audit.calls[r.call]?.edge} ${r.half}: Go ${r.go}; openssl ${same ? 'agrees' : 'refuses'}\n  ${r.lines.join('\n  ')}`,
        )
    }
    rmSync(directory, { recursive: true })
  }
  expect(disagree.join('\n')).toBe('')
  expect(compared).toBeGreaterThan(200)
})
