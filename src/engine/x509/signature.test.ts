import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { PublicKey, SignatureAlgorithm } from './certificate.ts'
import { DerReader } from './der.ts'
import { readPublicKey } from './public-key.ts'
import { verifyJwtSignature, verifySigned } from './signature.ts'

const spkiOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' })
const factsOf = (key: KeyObject): PublicKey => readPublicKey(new DerReader(new Uint8Array(spkiOf(key))), new Map())
const data = new TextEncoder().encode('tbsCertificate')

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const rsaOddSize = generateKeyPairSync('rsa', { modulusLength: 1031, publicExponent: 3 })
const ed25519 = generateKeyPairSync('ed25519')
const curve = { p224: 'secp224r1', p256: 'prime256v1', p384: 'secp384r1', p521: 'secp521r1' }
const ec = Object.fromEntries(Object.entries(curve).map(([name, namedCurve]) => [name, generateKeyPairSync('ec', { namedCurve })]))

interface Way {
  readonly algorithm: SignatureAlgorithm
  readonly pair: { publicKey: KeyObject; privateKey: KeyObject }
  readonly hash: string | null
  readonly pss?: boolean
}
const WAYS: Record<string, Way> = { Ed25519: { algorithm: 'Ed25519', pair: ed25519, hash: null } }
for (const size of ['256', '384', '512'] as const) {
  const hash = `sha${size}`
  WAYS[`SHA${size}-RSA`] = { algorithm: `SHA${size}-RSA`, pair: rsa, hash }
  WAYS[`SHA${size}-RSA of 1031 bits with exponent 3`] = { algorithm: `SHA${size}-RSA`, pair: rsaOddSize, hash }
  WAYS[`SHA${size}-RSAPSS`] = { algorithm: `SHA${size}-RSAPSS`, pair: rsa, hash, pss: true }
  for (const [name, pair] of Object.entries(ec)) WAYS[`ECDSA-SHA${size} with ${name}`] = { algorithm: `ECDSA-SHA${size}`, pair, hash }
}
WAYS['SHA256-RSAPSS of 1031 bits'] = { algorithm: 'SHA256-RSAPSS', pair: rsaOddSize, hash: 'sha256', pss: true }

function signed({ pair, hash, pss }: Way): Uint8Array<ArrayBuffer> {
  const padding = pss ? { padding: 6, saltLength: createHash(hash as string).digest().length } : {}
  return new Uint8Array(sign(hash, data, { key: pair.privateKey, ...padding }))
}

afterEach(() => vi.unstubAllGlobals())

describe.each(['with WebCrypto', 'without WebCrypto'])('%s', (setting) => {
  it.each(Object.entries(WAYS))('%s', async (_, way) => {
    if (setting === 'without WebCrypto') vi.stubGlobal('crypto', {})
    const key = factsOf(way.pair.publicKey)
    const signature = signed(way)
    expect(await verifySigned(way.algorithm, key, data, signature, false)).toBe('valid')
    const other = Uint8Array.from(data)
    other[3] = 0
    expect(await verifySigned(way.algorithm, key, other, signature, false)).toBe('invalid')
    const torn = Uint8Array.from(signature)
    torn[signature.length - 2] = (torn[signature.length - 2] as number) ^ 1
    expect(await verifySigned(way.algorithm, key, data, torn, false)).toBe('invalid')
    expect(await verifySigned(way.algorithm, key, data, signature.slice(1), false)).toBe('invalid')
  })
})

describe('what Go refuses before it looks at the numbers', () => {
  it.each(['MD2-RSA', 'MD5-RSA', 'SHA1-RSA', 'ECDSA-SHA1', 'DSA-SHA1'] as const)('%s is insecure', async (algorithm) => {
    const key = factsOf(algorithm.startsWith('ECDSA') ? (ec['p256']?.publicKey as KeyObject) : rsa.publicKey)
    expect(await verifySigned(algorithm, key, data, new Uint8Array(256), false)).toBe('insecure')
  })
  it('SHA-1 is looked at for requests and revocation lists', async () => {
    const signature = new Uint8Array(sign('sha1', data, rsa.privateKey))
    expect(await verifySigned('SHA1-RSA', factsOf(rsa.publicKey), data, signature, true)).toBe('valid')
  })
  it('a key of another algorithm', async () => {
    expect(await verifySigned('ECDSA-SHA256', factsOf(rsa.publicKey), data, new Uint8Array(70), false)).toBe('invalid')
  })
  it('an RSA key below 1024 bits, though the signature is right', async () => {
    const small = generateKeyPairSync('rsa', { modulusLength: 1016 })
    const way: Way = { algorithm: 'SHA256-RSA', pair: small, hash: 'sha256' }
    expect(await verifySigned(way.algorithm, factsOf(small.publicKey), data, signed(way), false)).toBe('invalid')
  })
  it('an algorithm nobody knows is unsupported, not broken', async () => {
    expect(await verifySigned('unknown', factsOf(rsa.publicKey), data, new Uint8Array(256), false)).toBe('unsupported')
    expect(await verifySigned('DSA-SHA256', factsOf(rsa.publicKey), data, new Uint8Array(256), false)).toBe('unsupported')
  })
  it.each([
    ['an octet after the SEQUENCE', (der: number[]) => [...der, 0]],
    ['a number with a needless zero', (der: number[]) => [0x30, (der[1] as number) + 1, 2, (der[3] as number) + 1, 0, ...der.slice(4)]],
    ['a long form length', (der: number[]) => [0x30, 0x81, ...der.slice(1)]],
  ])('an ECDSA signature with %s', async (_, change) => {
    const pair = ec['p256'] as Way['pair']
    let der: number[]
    // A first number below 0x80 makes the needless zero needless.
    do der = [...signed({ algorithm: 'ECDSA-SHA256', pair, hash: 'sha256' })]
    while ((der[4] as number) >= 0x80 || der[4] === 0)
    expect(await verifySigned('ECDSA-SHA256', factsOf(pair.publicKey), data, Uint8Array.from(change(der)), false)).toBe('invalid')
  })
})

describe('signatures of tokens', () => {
  const spki = (key: KeyObject): string => spkiOf(key).toString('latin1')
  it.each([
    ['RS256', rsa, { hash: 'sha256' }],
    ['PS384', rsa, { hash: 'sha384', padding: 6, saltLength: 48 }],
    ['ES256', ec['p256'], { hash: 'sha256', dsaEncoding: 'ieee-p1363' }],
    ['ES384', ec['p384'], { hash: 'sha384', dsaEncoding: 'ieee-p1363' }],
    ['ES512', ec['p521'], { hash: 'sha512', dsaEncoding: 'ieee-p1363' }],
    ['EdDSA', ed25519, { hash: null }],
  ] as const)('%s', async (alg, pair, { hash, ...options }) => {
    const { publicKey, privateKey } = pair as Way['pair']
    const signature = sign(hash, data, { key: privateKey, ...options })
    expect(await verifyJwtSignature(alg, spki(publicKey), data, signature)).toBe('valid')
    expect(await verifyJwtSignature(alg, spki(publicKey), new TextEncoder().encode('other'), signature)).toBe('invalid')
    expect(await verifyJwtSignature('ES256', spki(rsa.publicKey), data, signature)).toBe('invalid')
  })
  it('none, HS256 and a malformed key are unsupported', async () => {
    expect(await verifyJwtSignature('none', spki(rsa.publicKey), data, new Uint8Array())).toBe('unsupported')
    expect(await verifyJwtSignature('HS256', spki(rsa.publicKey), data, new Uint8Array(32))).toBe('unsupported')
    expect(await verifyJwtSignature('RS256', 'not a key', data, new Uint8Array(256))).toBe('unsupported')
  })
})
