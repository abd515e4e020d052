/** The printed commands, run: openssl must answer what the report says it answers, and where Go answers otherwise the report must have said so. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { judge, read } from '../engine/audit.ts'
import { reproductions } from './reproduce.ts'

/** Those beside the project where they are, else those kept in it. */
const BESIDE = fileURLToPath(new URL('../../../shared/fixtures/clusters/', import.meta.url))
const KEPT = fileURLToPath(new URL('../engine/verdicts/fixtures/clusters/', import.meta.url))
const CLUSTERS = existsSync(BESIDE) ? BESIDE : KEPT
const openssl = spawnSync('openssl', ['version'], { encoding: 'utf8' }).stdout?.startsWith('OpenSSL 3') ?? false
/** Every kind of difference, and a spread of the rest. */
const WANTED =
  /expires-now|any-eku|aki-mismatch|bom|sha1|rsa-768|negative-serial|kubeconfig-json|sa-key-ed|key-mismatch|pem-|subject-|v1-|without|combo|identity|wrong-o/
const names = readdirSync(CLUSTERS).filter((f, i) => f.endsWith('.tar.gz') && (CLUSTERS === KEPT || WANTED.test(f) || i % 10 === 1))

test.skipIf(!openssl)('openssl answers what the report foresees', { timeout: 300_000 }, async () => {
  const wrong: string[] = []
  let foreseen = 0
  let unforeseen = 0
  const differences = new Set<string>()
  for (const name of names) {
    const { at } = JSON.parse(readFileSync(join(CLUSTERS, name.replace('.tar.gz', '.expected.json')), 'utf8')) as { at: string }
    const audit = judge(await read([{ path: name, bytes: new Uint8Array(readFileSync(join(CLUSTERS, name))) }]), {
      at: Date.parse(at) / 1000,
    })
    const directory = mkdtempSync(join(tmpdir(), 'pkiscope-openssl-'))
    execFileSync('tar', ['xzf', join(CLUSTERS, name), '-C', directory])
    const all = reproductions(audit)
    // Control planes repeat one another: what differs, and a share of the rest.
    for (const r of all.filter(({ differs }, i) => differs !== null || i < 25)) {
      const { status, stdout } = spawnSync('sh', ['-e', '-c', r.lines.join('\n')], { cwd: directory, encoding: 'utf8' })
      const digests = stdout.match(/[0-9a-f]{64}/g) ?? []
      const answer = r.half === 'keys' ? status === 0 && digests.length === 2 && digests[0] === digests[1] : status === 0
      if (r.differs) differences.add(r.differs)
      if (r.openssl === null) {
        unforeseen++
        continue
      }
      foreseen++
      const told = (r.go === 'OK') === r.openssl ? r.differs === null : r.differs !== null
      if (answer !== r.openssl || !told)
        wrong.push(
          `${name} ${audit.calls[r.call]?.edge} ${r.half}: Go ${r.go}; openssl ${status}; foreseen ${r.openssl}\n  ${r.lines.join('\n  ')}`,
        )
    }
    rmSync(directory, { recursive: true })
  }
  console.log(
    `openssl: ${foreseen - wrong.length} of ${foreseen} answers as foreseen, ${unforeseen} not foreseen; differences: ${[...differences].join(', ')}`,
  )
  expect(wrong.join('\n')).toBe('')
  expect(foreseen).toBeGreaterThan(200)
  expect(unforeseen).toBeLessThan(foreseen / 100)
})
