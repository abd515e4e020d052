import { describe, expect, it } from 'vitest'
import type { Reference } from '../cluster/resolve.ts'
import type { Inventory, KeyFacts, PemBlock } from '../inventory/inventory.ts'
import type { Certificate } from '../x509/certificate.ts'
import { loadBundle, loadPair, loadPublicKeys, loadSigningKey } from './loaders.ts'

const key = (id: number, facts: Partial<KeyFacts>): KeyFacts => ({
  id,
  kind: 'private',
  algorithm: 'RSA',
  bits: 2048,
  spki: 'A',
  format: 'PKCS #1',
  encrypted: false,
  locations: [],
  ...facts,
})
const inventory = {
  certificates: [
    { id: 0, publicKey: { algorithm: 'RSA', bits: 2048, spki: 'A' } },
    { id: 1, publicKey: { algorithm: 'ECDSA', bits: 256, spki: 'B' } },
  ] as unknown as Certificate[],
  keys: [
    key(0, {}),
    key(1, { spki: 'C' }),
    key(2, { algorithm: 'ECDSA', bits: 256, spki: 'B', format: 'PKCS #8' }),
    key(3, { algorithm: 'Ed25519', bits: 256, spki: 'E', format: 'PKCS #8' }),
    key(4, { kind: 'public', format: 'PKCS #1' }),
    key(5, { spki: null, encrypted: true, format: 'PKCS #8' }),
    key(6, { bits: 768, spki: 'S' }),
  ],
} as unknown as Inventory

const block = (type: string, more: Partial<PemBlock> = {}): PemBlock => ({
  type,
  headers: false,
  line: 1,
  certificate: null,
  key: null,
  error: null,
  ...more,
})
const leaf = block('CERTIFICATE', { certificate: 0 })
const rubbish = block('CERTIFICATE', { error: 'x509: malformed certificate' })
const ref = (blocks: readonly PemBlock[] | null, empty = false): Reference => ({
  use: {
    component: 'kube-apiserver',
    setting: '--flag',
    value: '/a',
    location: null,
    file: blocks === null ? null : 'a',
    resolved: 'exact',
    assumed: false,
  },
  text: blocks === null ? null : { location: { file: 'a', field: null, line: null }, blocks, hidden: [], der: null, empty },
})
const pair = (certificate: Reference, keyFile: Reference | null) =>
  loadPair(inventory, { kind: 'pair', certificate, key: keyFile, store: null })
const rsa = block('RSA PRIVATE KEY', { key: 0 })

describe('loadPair: tls.X509KeyPair', () => {
  it('takes the first certificate and a key anywhere among other blocks', () => {
    expect(pair(ref([rsa, leaf, block('CERTIFICATE', { certificate: 1 })]), ref([leaf, rsa]))).toMatchObject({
      certificate: 0,
      chain: [1],
      fault: null,
      keyMatches: true,
    })
  })
  it.each([
    ['no PEM', [], 'tls: failed to find any PEM data in certificate input', 'bad-pem'],
    [
      'another type',
      [block('X509 CERTIFICATE', { certificate: 0 })],
      'tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [X509 CERTIFICATE]',
      'no-certificate',
    ],
    [
      'a key instead',
      [rsa],
      'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
      'no-certificate',
    ],
    ['rubbish', [rubbish], 'x509: malformed certificate', 'malformed'],
  ] as const)('refuses %s in its own words', (_, blocks, error, why) => {
    expect(pair(ref(blocks), ref([rsa])).fault).toMatchObject({ id: 'edge/file-unusable', why, error })
  })
  it('bears headers on a certificate', () => expect(pair(ref([{ ...leaf, headers: true }]), ref([rsa])).fault).toBeNull())
  it('tells a wrong key from a key of another kind', () => {
    expect(pair(ref([leaf]), ref([block('RSA PRIVATE KEY', { key: 1 })])).fault).toMatchObject({
      id: 'edge/key-mismatch',
      error: 'tls: private key does not match public key',
    })
    expect(pair(ref([leaf]), ref([block('PRIVATE KEY', { key: 2 })])).fault).toMatchObject({
      id: 'edge/key-mismatch',
      error: 'tls: private key type does not match public key type',
    })
  })
  it('says that a key is encrypted', () =>
    expect(pair(ref([leaf]), ref([block('ENCRYPTED PRIVATE KEY', { key: 5 })])).fault).toMatchObject({ why: 'encrypted' }))
  it('judges a certificate whose key is not in the drop, and leaves the match open', () => {
    expect(pair(ref([leaf]), ref(null))).toMatchObject({ certificate: 0, fault: null, keyMatches: null })
  })
  it('keeps what is wrong with the rest of the chain', () =>
    expect(pair(ref([leaf, rubbish]), ref([rsa]))).toMatchObject({ fault: null, chainError: 'x509: malformed certificate' }))
})

describe('loadBundle', () => {
  const other = block('TRUSTED CERTIFICATE', { certificate: 1 })
  it('client-go passes over what does not parse, ParseCertsPEM does not', () => {
    expect(loadBundle('append-certs', ref([rubbish, leaf]))).toMatchObject({ certificates: [0], fault: null })
    expect(loadBundle('parse-certs', ref([rubbish, leaf])).fault).toMatchObject({ why: 'malformed' })
  })
  it('etcd ignores types and headers, and is content with an empty pool', () => {
    expect(loadBundle('etcd', ref([other, { ...leaf, headers: true }]))).toMatchObject({ certificates: [1, 0], fault: null })
    expect(loadBundle('etcd', ref([]))).toMatchObject({ certificates: [], fault: null })
    expect(loadBundle('etcd', ref([leaf, rsa])).fault).toMatchObject({ why: 'malformed' })
  })
  it('the API server refuses an empty file, other types and headers', () => {
    expect(loadBundle('dynamic-ca', ref([], true)).fault).toMatchObject({
      why: 'empty',
      error: 'missing content for CA bundle "--flag::/a"',
    })
    expect(loadBundle('dynamic-ca', ref([other])).fault).toMatchObject({ why: 'no-certificate' })
    expect(loadBundle('dynamic-ca', ref([{ ...leaf, headers: true }])).fault).toMatchObject({ why: 'no-certificate' })
  })
  it('gives equal bundles equal keys, whatever their order', () => {
    expect(loadBundle('etcd', ref([leaf, other])).key).toBe(loadBundle('etcd', ref([other, leaf])).key)
  })
})

describe('service-account keys', () => {
  it('reads public keys of certificates and RSA private keys, and passes over the rest', () => {
    expect(loadPublicKeys(inventory, ref([leaf, rsa, block('PRIVATE KEY', { key: 3 })])).keys).toEqual(['A', 'A'])
  })
  it.each([
    ['Ed25519', 3],
    ['an RSAPublicKey of PKCS #1', 4],
    ['an elliptic curve key in PKCS #8', 2],
  ])('finds no verifying key in %s', (_, id) =>
    expect(loadPublicKeys(inventory, ref([block('PRIVATE KEY', { key: id })])).fault).toMatchObject({ why: 'unsupported-key' }),
  )
  it('signs with RSA and elliptic curves, not with Ed25519 nor with short keys', () => {
    expect(loadSigningKey(inventory, ref([block('EC PARAMETERS'), block('PRIVATE KEY', { key: 2 })])).keys).toEqual(['B'])
    expect(loadSigningKey(inventory, ref([block('PRIVATE KEY', { key: 3 })])).fault).toMatchObject({ why: 'unsupported-key' })
    expect(loadSigningKey(inventory, ref([block('RSA PRIVATE KEY', { key: 6 })])).fault).toMatchObject({ why: 'key-too-small' })
  })
})
