/** A cluster of any supported distribution, as its installer leaves it: nothing there is broken, and nothing an error. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { type Audit, judge, read } from '../audit.ts'

const FOLDER = new URL('../testing/distributions/', import.meta.url)
const DAY = 86_400

async function audited(path: string, bytes: Uint8Array<ArrayBuffer>, at?: number): Promise<Audit> {
  const evidence = await read([{ path, bytes }])
  return judge(evidence, { at: at ?? Math.max(...evidence.inventory.certificates.map((c) => c.notBefore)) + 10 * DAY })
}
function healthy(audit: Audit): void {
  expect(audit.findings.filter((f) => f.kind === 'lint' && f.severity === 'error')).toEqual([])
  expect(audit.calls.length).toBeGreaterThan(5)
  for (const call of audit.calls)
    for (const half of [call.callerAcceptsServer, call.providerAcceptsClient, call.identityAuthorised])
      expect(half.status, `${call.edge} ${JSON.stringify(half)}`).not.toBe('broken')
  expect(audit.checked.length).toBeGreaterThan(40)
}

test.each(readdirSync(FOLDER).filter((name) => name.endsWith('.tar.gz')))('%s: nothing broken, no error', async (name) => {
  const audit = await audited(name, new Uint8Array(readFileSync(new URL(name, FOLDER))))
  healthy(audit)
  expect(
    audit.findings.filter(
      (f) => f.kind === 'lint' && ['advice/expiring', 'advice/ca-expiring', 'kubernetes/static-credentials'].includes(f.id),
    ),
  ).toEqual([])
})

// What kubeadm makes has been of one shape since 1.29; the version stands in the images alone.
test.each([29, 30, 31, 32, 33, 34, 35, 36])('kubeadm 1.%i: nothing broken, no error', async (minor) => {
  const tar = gunzipSync(readFileSync(new URL('kubeadm.tar.gz', FOLDER))).toString('latin1')
  expect(tar).toContain(':v1.34.3')
  const audit = await audited('drop.tar', new Uint8Array(Buffer.from(tar.replaceAll(':v1.34.3', `:v1.${minor}.3`), 'latin1')))
  expect(audit.clusters[0]?.version).toContain(`1.${minor}.`)
  healthy(audit)
})

/** Genuine trees of kubeadm 1.20.2, and generated ones of one and three control planes. */
const CLUSTERS = new URL('../../../../shared/fixtures/clusters/', import.meta.url)
const GENUINE = existsSync(CLUSTERS) ? readdirSync(CLUSTERS).filter((f) => /^(kubeadm1202-)?healthy-.*tar\.gz$/.test(f)) : []
test.skipIf(!GENUINE.length).each(GENUINE.length ? GENUINE : ['fixtures'])('%s: nothing broken, no error', async (name) => {
  const { at } = JSON.parse(readFileSync(new URL(name.replace('.tar.gz', '.expected.json'), CLUSTERS), 'utf8')) as { at: string }
  healthy(await audited(name, new Uint8Array(readFileSync(new URL(name, CLUSTERS))), Date.parse(at) / 1000))
})
