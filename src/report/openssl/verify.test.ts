/** Chains of every odd kind, given to openssl itself: what we say it answers is what it answers. */
import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { decodeBase64 } from '../../engine/encoding/base64.ts'
import { type ChainCase, inScope } from '../../engine/testing/conformance.ts'
import type { Certificate } from '../../engine/x509/certificate.ts'
import { decodeCertificate } from '../../engine/x509/decode.ts'
import { isAddress, opensslVerify } from './verify.ts'

const SUITE = new URL('../../engine/path/fixtures/kubeadm-like.json.gz', import.meta.url)
const openssl = spawnSync('openssl', ['version'], { encoding: 'utf8' }).stdout?.startsWith('OpenSSL 3') ?? false
const CONSTRAINED = ['UnconstrainedName', 'CANotAuthorizedForThisName', 'TooManyConstraints', 'NameConstraintsWithoutSANs']
/** A tenth of the suite takes seconds. */
const EVERY = 10

test.skipIf(!openssl)('openssl verify, foreseen', { timeout: 120_000 }, () => {
  const { cases } = JSON.parse(gunzipSync(readFileSync(SUITE)).toString()) as { cases: ChainCase[] }
  const folder = mkdtempSync(join(tmpdir(), 'pkiscope-verify-'))
  let compared = 0
  let open = 0
  let otherwise = 0
  const wrong: string[] = []
  for (const c of cases.filter((one, i) => inScope(one) && i % EVERY === 0)) {
    const pems = new Map<Certificate, string>()
    const known = new Map<string, Certificate>()
    const decoded = (pem: string): Certificate | null => {
      const der = decodeBase64(pem.replace(/-----[^-]+-----|\s/g, ''))
      const result = der && decodeCertificate(der, known.get(pem)?.id ?? known.size)
      if (!result?.ok) return null
      const certificate = known.get(pem) ?? result.certificate
      known.set(pem, certificate)
      pems.set(certificate, pem)
      return certificate
    }
    const [leaf, untrusted, trusted] = [decoded(c.leaf), c.intermediates.map(decoded), c.trustAnchors.map(decoded)]
    if (!leaf || untrusted.includes(null) || trusted.includes(null) || !trusted.length) continue
    const at = Math.floor(Date.parse(c.time) / 1000)
    const server = c.kind === 'SERVER'
    const name = server ? (c.name?.value ?? null) : null
    const answer = opensslVerify({
      leaf,
      untrusted: untrusted as Certificate[],
      trusted: trusted as Certificate[],
      at,
      server,
      name,
      signed: (child, issuer) => {
        try {
          return new X509Certificate(pems.get(child) ?? '').verify(new X509Certificate(pems.get(issuer) ?? '').publicKey)
        } catch {
          return false
        }
      },
      constrained: CONSTRAINED.includes(c.go?.code ?? ''),
    })
    if (answer === 'either' || answer === 'unforeseen') {
      open++
      continue
    }
    const [leafFile = '', chain = '', anchors = ''] = ['leaf', 'chain', 'anchors'].map((file) => join(folder, `${file}.pem`))
    writeFileSync(leafFile, c.leaf)
    writeFileSync(chain, c.intermediates.join('\n'))
    writeFileSync(anchors, c.trustAnchors.join('\n'))
    const named = name === null ? [] : [isAddress(name) ? '-verify_ip' : '-verify_hostname', name]
    const purpose = server ? 'sslserver' : 'sslclient'
    const more = untrusted.length ? ['-untrusted', chain] : []
    const args = ['verify', '-partial_chain', '-no-CApath', '-no-CAstore', '-attime', `${at}`, '-purpose', purpose, ...named]
    const { status, stderr } = spawnSync('openssl', [...args, '-CAfile', anchors, ...more, leafFile], { encoding: 'utf8' })
    compared++
    if ((status === 0) !== c.go?.ok) otherwise++
    if ((answer === null) !== (status === 0)) wrong.push(`${c.id}: ${answer}; ${stderr.split('\n')[1]}`)
  }
  console.log(
    `openssl verify: ${compared - wrong.length} of ${compared} foreseen, ${open} left open; Go answers ${otherwise} of them otherwise`,
  )
  expect(compared).toBeGreaterThan(100)
  // Malformed identifiers and dates, and version 1 with extensions, are the rest.
  expect(wrong.length, wrong.join('\n')).toBeLessThan(compared * 0.05)
})
