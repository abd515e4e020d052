import { createECDH, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { explicit, OCTET_STRING } from './der.ts'
import { element, integer, oid, sequence } from './der-writer.ts'
import { readPrivateKey, readPublicKeyFile } from './private-key.ts'

type Pair = { publicKey: KeyObject; privateKey: KeyObject }
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = (namedCurve: string): Pair => generateKeyPairSync('ec', { namedCurve })
const octets = (buffer: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(buffer)
const spki = ({ publicKey }: Pair): string => publicKey.export({ type: 'spki', format: 'der' }).toString('latin1')
const der = ({ privateKey }: Pair, type: 'pkcs1' | 'sec1' | 'pkcs8'): Uint8Array<ArrayBuffer> =>
  octets(privateKey.export({ type: type as 'pkcs8', format: 'der' }))

// A page not served securely has random numbers, and nothing else of WebCrypto.
const insecureOrigin = { getRandomValues: crypto.getRandomValues.bind(crypto) }
afterEach(() => vi.unstubAllGlobals())

describe.each(['with WebCrypto', 'without WebCrypto'])('private keys, %s', (setting) => {
  it.each([
    ['RSA', 2048, 'pkcs1', 'PKCS #1', rsa],
    ['RSA', 2048, 'pkcs8', 'PKCS #8', rsa],
    ['ECDSA', 224, 'sec1', 'SEC 1', ec('secp224r1')],
    ['ECDSA', 256, 'sec1', 'SEC 1', ec('prime256v1')],
    ['ECDSA', 256, 'pkcs8', 'PKCS #8', ec('prime256v1')],
    ['ECDSA', 384, 'sec1', 'SEC 1', ec('secp384r1')],
    ['ECDSA', 521, 'pkcs8', 'PKCS #8', ec('secp521r1')],
    ['Ed25519', 256, 'pkcs8', 'PKCS #8', generateKeyPairSync('ed25519')],
  ] as const)('%s %d as %s', async (algorithm, bits, type, format, pair) => {
    if (setting === 'without WebCrypto') vi.stubGlobal('crypto', insecureOrigin)
    expect(await readPrivateKey(der(pair, type))).toEqual({
      ok: true,
      key: { kind: 'private', algorithm, bits, spki: spki(pair), format, encrypted: false },
    })
  })
})

describe('what is no usable private key', () => {
  const refused = (cause: unknown): object => ({ ok: false, error: 'tls: failed to parse private key', cause })
  it('an encrypted PKCS #8 key is said to be encrypted', async () => {
    const options = { type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: 'secret' } as const
    const answer = await readPrivateKey(octets(rsa.privateKey.export(options)))
    expect(answer).toMatchObject({ ok: true, key: { encrypted: true, spki: null } })
  })
  it('an RSA key whose parts do not fit', async () => {
    const key = der(rsa, 'pkcs1')
    key[40] = (key[40] as number) ^ 1
    expect(await readPrivateKey(key)).toEqual(refused('crypto/rsa: p * q != n'))
  })
  it('octets after a PKCS #1 key', async () => {
    expect(await readPrivateKey(Uint8Array.of(...der(rsa, 'pkcs1'), 0))).toEqual(refused('asn1: syntax error: trailing data'))
  })
  it('an X25519 key cannot sign', async () => {
    const answer = await readPrivateKey(der(generateKeyPairSync('x25519'), 'pkcs8'))
    expect(answer).toMatchObject({ ok: false, error: 'tls: found unknown private key type in PKCS#8 wrapping' })
  })
  it('a certificate, junk and nothing', async () => {
    for (const bytes of [Uint8Array.of(0x30, 3, 2, 1, 1), Uint8Array.of(1, 2, 3), new Uint8Array()]) {
      expect(await readPrivateKey(bytes)).toEqual(refused(expect.any(String)))
    }
  })
  it('the public key beside the scalar is not believed', async () => {
    const pair = ec('prime256v1')
    const key = der(pair, 'sec1')
    // The last octets of SEC 1 are the public point.
    key[key.length - 1] = (key[key.length - 1] as number) ^ 1
    expect(await readPrivateKey(key)).toMatchObject({ ok: true, key: { spki: spki(pair) } })
  })
  it.each([
    ['of as many octets as a coordinate', '01'.repeat(32), null],
    ['with zeros in front', '0000' + '01'.repeat(32), null],
    ['without the zeros in front', '01', null],
    ['of more octets', '01' + '00'.repeat(32), 'x509: invalid private key length'],
    ['zero', '00'.repeat(32), 'ecdsa: invalid private key scalar'],
    ['nothing', '', 'ecdsa: invalid private key scalar'],
    ['below the order', 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550', null],
    ['the order', 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'ecdsa: invalid private key scalar'],
    ['above the order', 'ff'.repeat(32), 'ecdsa: invalid private key scalar'],
  ])('a scalar %s', async (_, scalar, cause) => {
    const content = element(OCTET_STRING, Buffer.from(scalar, 'hex'))
    const answer = await readPrivateKey(sequence(integer(1n), content, element(explicit(0), oid('1.2.840.10045.3.1.7'))))
    if (cause !== null) return expect(answer).toEqual(refused(cause))
    const ecdh = createECDH('prime256v1')
    ecdh.setPrivateKey(scalar, 'hex')
    const point = answer.ok ? answer.key.spki?.slice(-65) : null
    expect(point).toBe(ecdh.getPublicKey().toString('latin1'))
  })
  it('no answer holds an octet string of the key', async () => {
    const key = der(rsa, 'pkcs1')
    const d = Buffer.from(rsa.privateKey.export({ format: 'jwk' }).d as string, 'base64url').toString('latin1')
    expect(JSON.stringify(await readPrivateKey(key))).not.toContain(JSON.stringify(d.slice(0, 16)).slice(1, -1))
  })
})

describe('public keys', () => {
  it('PKIX and PKCS #1 give the same identity', () => {
    const pkix = readPublicKeyFile(octets(rsa.publicKey.export({ type: 'spki', format: 'der' })))
    const pkcs1 = readPublicKeyFile(octets(rsa.publicKey.export({ type: 'pkcs1', format: 'der' })))
    expect(pkix).toMatchObject({ ok: true, key: { kind: 'public', format: 'PKIX', spki: spki(rsa) } })
    expect(pkcs1).toMatchObject({ ok: true, key: { kind: 'public', format: 'PKCS #1', spki: spki(rsa), bits: 2048 } })
  })
  it('Go refuses octets after one', () => {
    const answer = readPublicKeyFile(Uint8Array.of(...rsa.publicKey.export({ type: 'spki', format: 'der' }), 0))
    expect(answer).toEqual({ ok: false, error: 'x509: trailing data after ASN.1 of public-key', cause: null })
  })
})
