import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { AT, plainAudit, plainCall, plainFile, plainHalf, plainInventory, plainPresented, plainUse } from '../engine/testing/plain.ts'
import { sampleAudit } from '../engine/testing/sample-audit.ts'
import type { Certificate } from '../engine/x509/certificate.ts'
import { decodeCertificate } from '../engine/x509/decode.ts'
import { EXPORTS } from './exports.ts'
import { decodeBase64 } from '../engine/encoding/base64.ts'
import { auditJsonText } from './json.ts'
import { looksOurs, reopen } from './reopen.ts'
import { reportPdf } from './report.ts'

/** Self-signed, made for this test: CN=pkiscope test. */
const PEM = new URL('./fixtures/self-signed.pem', import.meta.url)
const bytes = (text: string) => new TextEncoder().encode(text)

async function realAudit() {
  const pem = await readFile(PEM, 'utf8')
  const decoded = decodeCertificate(decodeBase64(pem.replace(/-----[^-]+-----|\s/g, '')) ?? new Uint8Array(), 0)
  if (!decoded.ok) throw new Error('fixture')
  return plainAudit({
    inventory: plainInventory({
      certificates: [decoded.certificate as Certificate],
      files: [plainFile('ca.crt', { sha256: 'd'.repeat(64), readAs: ['pem'] })],
    }),
    calls: [
      plainCall('admin->kube-apiserver', {
        client: plainPresented(0, { use: plainUse('admin', 'client-certificate', 'ca.crt') }),
        providerAcceptsClient: plainHalf({ path: [0], until: AT }),
      }),
    ],
  })
}

test('every export makes something, in one go and without waiting for anything outside', async () => {
  for (const row of EXPORTS) {
    let size = 0
    for await (const piece of row.make(sampleAudit(), {})) size += piece.length
    expect(size, row.id).toBeGreaterThan(200)
  }
})

test('our own JSON and the PDF that carries it reopen to the same audit', async () => {
  expect(existsSync(PEM)).toBe(true)
  const audit = await realAudit()
  for (const file of [bytes(auditJsonText(audit)), await reportPdf(audit)]) {
    expect(looksOurs(file)).toBe(true)
    const result = reopen(file)
    expect(result.ok && result.value.audit.calls).toEqual(audit.calls)
    expect(result.ok && result.value.audit.inventory.certificates[0]).toEqual(audit.inventory.certificates[0])
    expect(result.ok && auditJsonText(result.value.audit)).toBe(auditJsonText(audit))
  }
})

test('what is not ours, or was changed, is refused without an exception', async () => {
  const json = auditJsonText(await realAudit())
  expect(reopen(bytes('{"format":"other"}'))).toEqual({ ok: false, why: 'not-ours' })
  expect(reopen(bytes('%PDF-1.7\nnothing'))).toEqual({ ok: false, why: 'not-ours' })
  expect(reopen(bytes(auditJsonText(await realAudit(), { final: true })))).toEqual({ ok: false, why: 'no-state' })
  const sha = /"sha256":"([0-9a-f]{64})","der"/.exec(json)?.[1] ?? ''
  expect(reopen(bytes(json.replaceAll(sha, '0'.repeat(64))))).toEqual({ ok: false, why: 'damaged' })
  expect(reopen(bytes(json.replace(/"files":\[(?=\s*\{)/, '"files":7,"x":[')))).toEqual({ ok: false, why: 'damaged' })
})
