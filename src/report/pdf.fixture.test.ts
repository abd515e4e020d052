/** Real clusters as PDFs: quick enough, well formed, no canary inside, nothing redacted left, and reopened to the same answer. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { judge, read } from '../engine/audit.ts'
import { secrets } from '../engine/testing/secrets.ts'
import { LANGUAGES } from '../text/index.ts'
import { redact } from './redact.ts'
import { reopen } from './reopen.ts'
import { reportPdf } from './report.ts'

/** Those beside the project where they are, else those kept in it. */
const BESIDE = fileURLToPath(new URL('../../../shared/fixtures/clusters/', import.meta.url))
const KEPT = fileURLToPath(new URL('../engine/verdicts/fixtures/clusters/', import.meta.url))
const CLUSTERS = existsSync(BESIDE) ? BESIDE : KEPT
const CHOSEN = [
  'kubeadm1202-sa-differs-ha3',
  'combo-02',
  'kubeconfig-two-contexts-admin',
  'multi-valued-ou-admin',
  'healthy-no-manifests-rsa',
]
const NAMES = CHOSEN.filter((name) => existsSync(join(CLUSTERS, `${name}.tar.gz`)))
const qpdf = spawnSync('qpdf', ['--version']).status === 0
const inflated = (path: string) =>
  execFileSync('qpdf', ['--qdf', '--object-streams=disable', path, '-'], { encoding: 'latin1', maxBuffer: 1 << 28 })

test.skipIf(!qpdf).each(NAMES)('%s', { timeout: 60_000 }, async (name) => {
  const archive = join(CLUSTERS, `${name}.tar.gz`)
  const { at } = JSON.parse(readFileSync(join(CLUSTERS, `${name}.expected.json`), 'utf8')) as { at: string }
  const audit = judge(await read([{ path: `${name}.tar.gz`, bytes: new Uint8Array(readFileSync(archive)) }]), { at: Date.parse(at) / 1000 })
  const directory = mkdtempSync(join(tmpdir(), 'pkiscope-pdf-'))
  execFileSync('tar', ['xzf', archive, '-C', directory])
  const canaries = secrets(directory)
  expect(canaries.length).toBeGreaterThan(5)
  for (const language of LANGUAGES) {
    const bytes = await reportPdf(audit, { language })
    const path = join(directory, `${language}.pdf`)
    writeFileSync(path, bytes)
    expect(spawnSync('qpdf', ['--check', path]).status).toBe(0)
    const text = inflated(path)
    for (const canary of canaries) expect(text.includes(canary)).toBe(false)
    const again = reopen(bytes)
    expect(again.ok && again.value.audit.calls).toEqual(audit.calls)
    expect(again.ok && again.value.audit.inventory.certificates).toEqual(audit.inventory.certificates)
  }
  const { audit: plain, fingerprints } = redact(audit)
  const path = join(directory, 'redacted.pdf')
  writeFileSync(path, await reportPdf(plain, { redacted: true, fingerprints }))
  // Font programs are binary: three letters turn up in them by chance.
  const printable = inflated(path)
    .split('\n')
    .filter((line) => /^[\x20-\x7e]*$/.test(line))
    .join('\n')
  const text = `${printable}\n${execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' })}`
  const leaks = (pattern: RegExp) => [...text.matchAll(pattern)].slice(0, 5).map((m) => text.slice(Math.max(0, m.index - 60), m.index + 60))
  for (const node of audit.clusters.flatMap((c) => c.nodes))
    expect(leaks(new RegExp(`(?<![A-Za-z0-9])${node}(?![A-Za-z0-9])`, 'g'))).toEqual([])
  for (const { serial } of audit.inventory.certificates)
    if (serial.length > 8) expect(leaks(new RegExp(`${serial}|${BigInt(`0x${serial}`)}`, 'g'))).toEqual([])
  expect(leaks(/192\.0\.2\.\d+/g)).toEqual([])
})
