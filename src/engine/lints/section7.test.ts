/** Every rule of section 7 of the fact sheet and what answers it: rules of ours, or a fault of a verdict, which no rule reports again. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { LINTS } from './index.ts'

type Answer = { readonly lints?: readonly string[]; readonly faults?: readonly string[] }
const lints = (...ids: string[]): Answer => ({ lints: ids })
const faults = (...ids: string[]): Answer => ({ faults: ids })

const SECTION_7: Readonly<Record<string, Answer>> = {
  Q01: faults('path/expired', 'path/not-yet-valid'),
  Q02: lints('advice/expiring'),
  Q03: lints('advice/ca-expiring'),
  Q04: lints('rfc5280/outlives-issuer'),
  Q05: lints('advice/long-validity'),
  Q06: lints('advice/long-ca-validity'),
  Q07: lints('advice/weak-key', 'advice/rsa-2048-after-2030'),
  Q08: lints('advice/rsa-exponent'),
  Q09: faults('path/algorithm-insecure'),
  Q10: lints('advice/uncommon-algorithm'),
  Q11: faults('edge/key-mismatch'),
  Q12: lints('kubernetes/etcd-ca-shared'),
  Q13: lints('kubernetes/front-proxy-ca-shared'),
  Q14: lints('kubernetes/ca-name-collision'),
  Q15: lints('kubernetes/ca-key-present'),
  Q16: lints('advice/key-reuse'),
  Q17: lints('rfc5280/leaf-is-ca'),
  Q18: { faults: ['path/not-a-ca'], lints: ['rfc5280/version-1'] },
  Q19: faults('path/length-exceeded', 'path/name-constrained', 'path/critical-extension-unknown'),
  Q20: faults('path/usage-not-allowed'),
  Q21: lints('kubernetes/usage-too-wide'),
  Q22: faults('path/name-not-covered'),
  // A name that some caller dials; one that nobody dials breaks nothing.
  Q23: faults('path/name-not-covered', 'edge/peer-address-not-covered'),
  Q24: faults('path/name-not-covered'),
  Q25: lints('kubernetes/wildcard-name'),
  Q26: lints('advice/unexplained-address'),
  // Negative: Go refuses the certificate, so the file cannot be loaded.
  Q27: { lints: ['rfc5280/serial-zero', 'rfc5280/serial-too-long', 'rfc5280/serial-duplicate'], faults: ['edge/file-unusable'] },
  Q28: lints('rfc5280/version-1'),
  Q29: lints('rfc5280/key-identifier-absent', 'rfc5280/key-identifier-differs'),
  Q30: lints('kubernetes/system-masters'),
  Q31: lints('kubernetes/kubelet-client-privileged'),
  Q32: lints('kubernetes/etcd-client-organisation'),
  Q33: faults('edge/identity-wrong'),
  Q34: { faults: ['edge/identity-wrong'], lints: ['kubernetes/leaf-shared-between-nodes'] },
  Q35: lints('kubernetes/super-admin-present'),
  Q36: lints('kubernetes/admin-masters'),
  Q37: faults('path/issuer-unknown', 'path/signature-invalid'),
  Q38: faults('path/name-not-covered'),
  Q39: lints('kubernetes/insecure-skip-tls-verify', 'kubernetes/plaintext-server'),
  Q40: lints('kubernetes/kubelet-conf-embedded'),
  Q41: lints('kubernetes/bootstrap-kubeconfig-left'),
  Q42: lints('kubernetes/static-credentials'),
  Q43: lints('kubernetes/kubelet-not-verified'),
  Q44: lints('kubernetes/kubelet-self-signed'),
  Q45: lints('kubernetes/etcd-plaintext', 'kubernetes/etcd-auto-tls', 'kubernetes/etcd-no-client-auth'),
  Q46: lints('kubernetes/requestheader-any-name'),
  Q47: faults('edge/signing-key-not-accepted'),
  Q48: lints('kubernetes/service-account-tls-key'),
  Q49: lints('cis/file-mode', 'cis/file-owner'),
  Q50: { faults: ['path/issuer-unknown', 'path/signature-invalid'], lints: ['kubernetes/signing-ca-not-trusted'] },
  Q51: faults('edge/root-ca-not-in-bundle', 'path/issuer-unknown', 'path/signature-invalid'),
  Q52: lints('cis/key-readable'),
  Q53: lints('advice/odd-pem'),
  Q54: lints('advice/bundle-leftover'),
  Q55: lints('rfc5280/issued-before-issuer'),
  Q56: lints('kubernetes/tls-floor'),
  Q57: lints('kubernetes/always-allow'),
  Q58: lints('kubernetes/ca-differs-between-nodes', 'kubernetes/leaf-shared-between-nodes'),
}
/** Rules that section 7 does not have: of RFC 5280, and breakages that section 6 saw in the field. */
const BEYOND = [
  'kubernetes/discovery-hash',
  'kubernetes/etcd-server-usage',
  'kubernetes/metrics-self-made',
  'rfc5280/aki-critical',
  'rfc5280/ca-basic-constraints-not-critical',
  'rfc5280/ca-key-usage-absent',
  'rfc5280/empty-subject-names-not-critical',
  'rfc5280/leaf-may-sign-certificates',
  'rfc5280/name-constraints-not-critical',
]

/** The source of the floors that make verdicts: a fault is made where its id is written. */
const MADE = ['../path/', '../verdicts/']
  .flatMap((folder) =>
    readdirSync(new URL(folder, import.meta.url))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(new URL(folder + name, import.meta.url), 'utf8')),
  )
  .join('\n')

test('Q01 to Q58 are all answered', () => {
  expect(Object.keys(SECTION_7)).toEqual(Array.from({ length: 58 }, (_, i) => `Q${String(i + 1).padStart(2, '0')}`))
})

test.each(Object.entries(SECTION_7))('%s: what answers it exists', (_, answer) => {
  const known: readonly string[] = LINTS.map((l) => l.id)
  for (const id of answer.lints ?? []) expect(known).toContain(id)
  for (const id of answer.faults ?? []) expect(MADE).toContain(`id: '${id}'`)
  expect([...(answer.lints ?? []), ...(answer.faults ?? [])].length).toBeGreaterThan(0)
})

test('every rule answers one of them or has a reason of its own', () => {
  const answered = new Set([...Object.values(SECTION_7).flatMap((a) => a.lints ?? []), ...BEYOND])
  expect(LINTS.map((l) => l.id).filter((id) => !answered.has(id))).toEqual([])
})
