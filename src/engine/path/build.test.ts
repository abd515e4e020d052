import { logAt } from './log.ts'
import { describe, expect, it } from 'vitest'
import { AT, DAY, plainCA, plainCertificate, plainName } from '../testing/plain.ts'
import type { Certificate } from '../x509/certificate.ts'
import { type PathQuery, searchPaths } from './build.ts'
import type { SignatureAnswer, Signatures } from './signatures.ts'

const SERVER = '1.3.6.1.5.5.7.3.1'

/** Signed by whoever has the key `signedBy` names; `answers` says otherwise for one pair. */
function signed(
  certificates: readonly Certificate[],
  by: Readonly<Record<number, number>>,
  answers: Readonly<Record<string, SignatureAnswer>> = {},
) {
  const spki = (id: number | undefined) => certificates.find((certificate) => certificate.id === id)?.publicKey.spki
  const check = (child: number, issuer: number): SignatureAnswer =>
    answers[`${child} ${issuer}`] ?? (spki(by[child]) === spki(issuer) ? 'valid' : 'invalid')
  const signatures: Signatures = {
    check,
    signers: (child) => certificates.filter(({ id }) => check(child, id) === 'valid').map(({ id }) => id),
  }
  return signatures
}

const server = (change: Partial<Certificate> = {}) =>
  plainCertificate({ id: 0, extKeyUsage: [SERVER], names: { dns: ['kubernetes'], ip: [[10, 96, 0, 1]], email: [], uri: [] }, ...change })
const ca = (id: number, change: Partial<Certificate> = {}) =>
  plainCA({ id, publicKey: { algorithm: 'RSA', bits: 2048, curve: null, exponent: '65537', spki: `key-${id}` }, ...change })

function search(certificates: readonly Certificate[], signatures: Signatures, change: Partial<PathQuery> = {}) {
  return searchPaths({
    certificates,
    signatures,
    leaf: 0,
    intermediates: [],
    anchors: [1],
    usage: 'serverAuth',
    name: 'kubernetes',
    at: AT,
    attempts: true,
    ...change,
  })
}

describe('one chain', () => {
  it('accepts a healthy server, by name and by address, until its first end', () => {
    const certificates = [server(), ca(1)]
    const found = search(certificates, signed(certificates, { 0: 1 }), { name: '[::ffff:10.96.0.1]' })
    expect(found).toMatchObject({ ok: true, paths: [[0, 1]], faults: [], code: '', culprit: null, until: AT + 335 * DAY })
    expect(found.attempts[0]?.links.map(({ certificate, role, issuer }) => [certificate, role, issuer])).toEqual([
      [0, 'end-entity', 1],
      [1, 'trust-anchor', 1],
    ])
  })

  it('both ends of the validity period belong to it', () => {
    const certificates = [server({ notAfter: AT, notBefore: AT }), ca(1)]
    expect(search(certificates, signed(certificates, { 0: 1 })).ok).toBe(true)
    expect(search(certificates, signed(certificates, { 0: 1 }), { at: AT + 1 }).faults[0]?.id).toBe('path/expired')
    expect(search(certificates, signed(certificates, { 0: 1 }), { at: AT - 1 }).faults[0]?.id).toBe('path/not-yet-valid')
  })

  it('holds the expired anchor guilty, in Go’s words', () => {
    const certificates = [server(), ca(1, { notAfter: AT - 1 })]
    const found = search(certificates, signed(certificates, { 0: 1 }))
    expect(found).toMatchObject({
      ok: false,
      code: 'Expired',
      culprit: 1,
      faults: [{ id: 'path/expired', role: 'trust-anchor', certificate: 1 }],
    })
    expect(logAt(found.log, AT)).toBe(
      'x509: certificate has expired or is not yet valid: current time 2026-07-01T12:00:00Z is after 2026-07-01T11:59:59Z',
    )
  })

  it('keeps what is wrong with the end entity and with its path; Go’s first error is the code', () => {
    const certificates = [server({ names: null, subject: plainName('kubernetes') }), ca(1)]
    const found = search(certificates, signed(certificates, {}))
    expect(found.faults.map(({ id }) => id)).toEqual(['path/name-not-covered', 'path/signature-invalid'])
    expect(found).toMatchObject({ code: 'Hostname', log: 'x509: certificate relies on legacy Common Name field, use SANs instead' })
  })

  it('a CA that lists usages allows only those', () => {
    const certificates = [server(), ca(1, { extKeyUsage: ['1.3.6.1.5.5.7.3.3'] })]
    const found = search(certificates, signed(certificates, { 0: 1 }))
    expect(found).toMatchObject({
      code: 'IncompatibleUsage',
      culprit: 1,
      faults: [{ id: 'path/usage-not-allowed', expected: 'serverAuth', role: 'trust-anchor' }],
    })
    expect(search(certificates, signed(certificates, { 0: 1 }), { usage: 'any' }).ok).toBe(true)
  })

  it.each([
    ['no basicConstraints', { basicConstraintsValid: false, isCA: false }, 'basic-constraints'],
    ['CA:FALSE', { isCA: false }, 'basic-constraints'],
    ['no keyCertSign', { keyUsage: 1 }, 'key-usage'],
  ] as const)('refuses an issuer with %s', (_, change, why) => {
    const certificates = [server(), ca(1, change)]
    const found = search(certificates, signed(certificates, { 0: 1 }))
    expect(found).toMatchObject({ code: 'UnknownAuthority', culprit: 1, faults: [{ id: 'path/not-a-ca', why, certificate: 1 }] })
    expect(found.log).toContain('parent certificate cannot sign this kind of certificate')
  })

  it('a version 1 certificate may be an anchor and not an intermediate', () => {
    const old = { version: 1, basicConstraintsValid: false, isCA: false, keyUsage: 0 } as const
    const certificates = [server(), ca(1, old)]
    expect(search(certificates, signed(certificates, { 0: 1 })).ok).toBe(true)
    const root = ca(2, { subject: plainName('root') })
    const three = [server(), ca(1, { ...old, issuer: root.subject }), root]
    const found = search(three, signed(three, { 0: 1, 1: 2 }), { intermediates: [1], anchors: [2] })
    expect(found).toMatchObject({
      code: 'NotAuthorizedToSign',
      culprit: 1,
      faults: [{ id: 'path/not-a-ca', why: 'version', role: 'intermediate' }],
    })
  })

  it('counts every intermediate against the path length, self-issued ones too', () => {
    const certificates = [server(), ca(1), ca(2, { maxPathLen: 0 })]
    const found = search(certificates, signed(certificates, { 0: 1, 1: 2 }), { intermediates: [1], anchors: [2] })
    expect(found.code).toBe('TooManyIntermediates')
    expect(found.faults).toContainEqual({
      id: 'path/length-exceeded',
      certificate: 2,
      role: 'trust-anchor',
      maxPathLen: 0,
      intermediates: 1,
    })
  })
})

describe('candidates', () => {
  it('the namesake with another key is shown as refused beside the right one', () => {
    const certificates = [server(), ca(1), ca(2, { subjectKeyId: 'bb' })]
    const found = search(certificates, signed(certificates, { 0: 1 }), { anchors: [2, 1] })
    expect(found.paths).toEqual([[0, 1]])
    const refused = found.attempts.find(({ fault }) => fault !== null)
    expect(refused?.fault).toEqual({ id: 'path/signature-invalid', certificate: 0, role: 'end-entity', issuer: 2 })
    expect(refused?.links[0]?.checks.map(({ check, result }) => `${check} ${result}`)).toEqual(
      expect.arrayContaining(['issuer-name passed', 'key-identifier hint-differs', 'signature failed']),
    )
  })

  it('a wrong key identifier refuses nobody', () => {
    const certificates = [server({ authorityKeyId: 'ff' }), ca(1)]
    expect(search(certificates, signed(certificates, { 0: 1 })).ok).toBe(true)
  })

  it('the same name in other octets is refused, and said to be that', () => {
    const certificates = [server({ issuer: { ...plainName('Kubernetes'), der: 'other octets' } }), ca(1)]
    const found = search(certificates, signed(certificates, { 0: 1 }))
    expect(found).toMatchObject({ code: 'UnknownAuthority', culprit: 0, log: 'x509: certificate signed by unknown authority' })
    expect(found.faults).toEqual([{ id: 'path/name-encoding-differs', certificate: 0, role: 'end-entity', issuer: 1 }])
    expect(found.attempts).toHaveLength(1)
  })

  it('an issuer that is not here is the culprit, unless a key here signed it under another name', () => {
    const certificates = [server({ issuer: plainName('elsewhere') }), ca(1)]
    expect(search(certificates, signed(certificates, {}))).toMatchObject({
      culprit: 'missing-issuer',
      faults: [{ id: 'path/issuer-unknown' }],
    })
    expect(search(certificates, signed(certificates, { 0: 1 }))).toMatchObject({ culprit: 0, faults: [{ id: 'path/issuer-unknown' }] })
  })

  it('what nobody can verify is never a pass, and says so', () => {
    const certificates = [server(), ca(1)]
    const found = search(certificates, signed(certificates, {}, { '0 1': 'unsupported' }))
    expect(found).toMatchObject({ ok: false, faults: [{ id: 'path/algorithm-unsupported' }] })
  })

  it('a signature that was never asked for is no pass either', () => {
    const certificates = [server(), ca(1)]
    const found = search(certificates, { check: () => null, signers: () => [] })
    expect(found).toMatchObject({ ok: false, faults: [{ id: 'path/budget-exhausted', what: 'drop' }] })
  })

  it('a leaf among the anchors needs no issuer', () => {
    const certificates = [server(), ca(1)]
    expect(search(certificates, signed(certificates, {}), { anchors: [0] })).toMatchObject({ ok: true, paths: [[0]] })
  })

  it('the nearer fault is the headline: the right CA, expired, above a namesake', () => {
    const certificates = [server(), ca(1, { notAfter: AT - 1 }), ca(2)]
    const found = search(certificates, signed(certificates, { 0: 1 }), { anchors: [2, 1] })
    expect(found.faults.map(({ id }) => id)).toEqual(['path/expired', 'path/signature-invalid'])
  })

  it('two CAs that signed each other end', () => {
    const a = ca(1, { subject: plainName('a'), issuer: plainName('b') })
    const b = ca(2, { subject: plainName('b'), issuer: plainName('a') })
    const certificates = [server({ issuer: plainName('a') }), a, b]
    const found = search(certificates, signed(certificates, { 0: 1, 1: 2, 2: 1 }), { intermediates: [1, 2], anchors: [] })
    expect(found).toMatchObject({ ok: false, code: 'UnknownAuthority', culprit: 'missing-issuer' })
  })

  it('a hundred CAs that all signed each other end at Go’s limit', () => {
    const ids = Array.from({ length: 100 }, (_, i) => i + 1)
    const certificates = [server(), ...ids.map((id) => ca(id))]
    const everyone: Signatures = { check: () => 'valid', signers: () => [] }
    const found = search(certificates, everyone, { intermediates: ids, anchors: [] })
    expect(found.faults[0]).toEqual({ id: 'path/budget-exhausted', limit: 100, what: 'signature-checks' })
    expect(found.log).toBe('x509: signature check attempts limit reached while verifying certificate chain')
  })
})
