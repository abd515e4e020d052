/** Every export of whole clusters: no secret in any, nothing that redaction replaces in a redacted one, and PDFs that hold. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { type Audit, judge, read } from '../engine/audit.ts'
import { secrets } from '../engine/testing/secrets.ts'
import { EXPORTS } from './exports.ts'
import type { ExportOptions } from './options.ts'
import { redact } from './redact.ts'
import { reopen } from './reopen.ts'

/** Those beside the project where they are, else those kept in it. */
const BESIDE = fileURLToPath(new URL('../../../shared/fixtures/clusters/', import.meta.url))
const KEPT = fileURLToPath(new URL('../engine/verdicts/fixtures/clusters/', import.meta.url))
const CLUSTERS = existsSync(BESIDE) ? BESIDE : KEPT
const CHOSEN = ['kubeadm1202-sa-differs-ha3', 'combo-02', 'multi-valued-ou-admin']
const NAMES = CHOSEN.filter((name) => existsSync(join(CLUSTERS, `${name}.tar.gz`)))
const has = (tool: string) => spawnSync(tool, ['-v']).error === undefined

/** Everything a PDF says: its objects, its streams inflated, its text as a reader sees it. Font programs are binary: words turn up in them by chance. */
function insideOf(pdf: Uint8Array, path: string): string {
  const raw = Buffer.from(pdf).toString('latin1')
  const parts = [raw]
  for (const found of raw.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)) {
    try {
      const inflated = inflateSync(Buffer.from(found[1] ?? '', 'latin1'))
      if (!/glyf|CFF /.test(inflated.subarray(0, 400).toString('latin1'))) parts.push(inflated.toString('utf8'))
    } catch {
      // Not deflated.
    }
  }
  if (has('pdftotext')) {
    writeFileSync(path, pdf)
    parts.push(execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 }))
  }
  return parts.join('\n')
}

async function* everything(audit: Audit, options: ExportOptions, path: string): AsyncGenerator<readonly [string, string, Buffer]> {
  for (const row of EXPORTS) {
    const pieces: Buffer[] = []
    for await (const piece of row.make(audit, options)) pieces.push(Buffer.from(piece))
    const bytes = Buffer.concat(pieces)
    yield [row.id, row.id === 'pdf' ? insideOf(bytes, path) : bytes.toString('utf8'), bytes]
  }
}

async function drop(name: string): Promise<{ readonly audit: Audit; readonly directory: string; readonly path: string }> {
  const archive = join(CLUSTERS, `${name}.tar.gz`)
  const { at } = JSON.parse(readFileSync(join(CLUSTERS, `${name}.expected.json`), 'utf8')) as { at: string }
  const audit = judge(await read([{ path: 'drop.tar.gz', bytes: new Uint8Array(readFileSync(archive)) }]), { at: Date.parse(at) / 1000 })
  const directory = mkdtempSync(join(tmpdir(), 'pkiscope-exports-'))
  execFileSync('tar', ['xzf', archive, '-C', directory])
  return { audit, directory, path: join(directory, 'report.pdf') }
}

/** What must not be found, each as a word of its own. */
function replaced(audit: Audit): string[] {
  const found = new Set<string>()
  const { certificates, hostnames, settings, kubeconfigs } = audit.inventory
  for (const { nodes } of audit.clusters) nodes.forEach((node) => found.add(node))
  for (const { name } of hostnames) found.add(name)
  for (const { serial, names, subject } of certificates) {
    if (serial.length > 5) [serial, serial.toUpperCase(), BigInt(`0x${serial}`).toString()].forEach((text) => found.add(text))
    for (const host of names?.dns ?? [])
      if (/\./.test(host) && !/^kubernetes\.|\.svc$|\.local$/.test(host)) found.add(host.replace('*.', ''))
    const node = /^system:node:(.+)$/.exec(subject.commonName)?.[1]
    if (node) found.add(node)
  }
  for (const [address] of JSON.stringify([
    certificates.map(({ names }) => names?.ip.map((ip) => ip.join('.'))),
    settings,
    kubeconfigs,
  ]).matchAll(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)/g))
    if (!/^(127\.|0\.0\.0\.0|255\.)/.test(address)) found.add(address)
  return [...found]
}

function sound(pdf: Uint8Array, path: string): void {
  if (!has('qpdf')) return
  writeFileSync(path, pdf)
  expect(spawnSync('qpdf', ['--check', path]).status).toBe(0)
}

test.each(NAMES)('%s: no secret in any export, and the PDF opens again', { timeout: 120_000 }, async (name) => {
  const { audit, directory, path } = await drop(name)
  const canaries = secrets(directory)
  expect(canaries.length).toBeGreaterThan(5)
  for await (const [what, text, bytes] of everything(audit, { language: 'en' }, path)) {
    for (const canary of canaries) expect(text.includes(canary), what).toBe(false)
    if (what !== 'pdf') continue
    sound(bytes, path)
    const again = reopen(new Uint8Array(bytes))
    expect(again.ok && again.value.audit.calls).toEqual(audit.calls)
    expect(again.ok && again.value.audit.inventory.certificates).toEqual(audit.inventory.certificates)
    expect(again.ok && again.value.audit.controls).toEqual(audit.controls)
  }
})

test.each(NAMES)('%s: a redacted export names no node, host, address or serial', { timeout: 120_000 }, async (name) => {
  const { audit, path } = await drop(name)
  const { audit: plain, fingerprints } = redact(audit)
  const words = replaced(audit).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  expect(words.length).toBeGreaterThan(20)
  const pattern = new RegExp(`(?<![A-Za-z0-9])(${words.join('|')})(?![A-Za-z0-9])`, 'g')
  for await (const [what, text, bytes] of everything(plain, { language: 'zh-CN', redacted: true, fingerprints }, path)) {
    const leaks = [...text.matchAll(pattern)].slice(0, 5).map((m) => text.slice(Math.max(0, m.index - 60), m.index + 60))
    expect(leaks, what).toEqual([])
    if (what === 'pdf') sound(bytes, path)
  }
})
