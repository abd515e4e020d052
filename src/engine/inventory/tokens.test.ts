import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { verifyCost } from '../x509/signature-cost.ts'
import { parseSpki } from '../x509/signature.ts'
import type { KeyFacts } from './inventory.ts'
import { readToken, verifyTokens } from './tokens.ts'

const ec = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
type Pair = ReturnType<typeof ec>
const spkiOf = ({ publicKey }: Pair): string => publicKey.export({ type: 'spki', format: 'der' }).toString('latin1')
const keyFacts = (spki: string, id: number): KeyFacts => ({
  id,
  kind: 'public',
  algorithm: 'ECDSA',
  bits: 256,
  spki,
  format: 'PKIX',
  encrypted: false,
  locations: [],
})
const location = { file: 'token', field: null, line: null }
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** One token of each header, signed by the pair. */
async function verified(headers: readonly object[], signer: Pair, spkis: readonly string[], budget?: number) {
  const read = headers.map((header, id) => {
    const input = `${part(header)}.${part({ iss: 'kubernetes/serviceaccount', sub: 'system:serviceaccount:a:b' })}`
    const signature = sign('sha256', Buffer.from(input), { key: signer.privateKey, dsaEncoding: 'ieee-p1363' })
    return readToken(`${input}.${signature.toString('base64url')}`, id, location)
  })
  const tokens = read.map(({ facts }) => facts)
  const signed = read.flatMap((one) => (one.signed === null ? [] : [one.signed]))
  return { all: await verifyTokens(signed, tokens, spkis.map(keyFacts), [], budget), tokens }
}

test('by the key its id names, as Kubernetes makes it, or by any other', async () => {
  const pairs = [ec(), ec(), ec()] as const
  const spki = spkiOf(pairs[1])
  const kid = createHash('sha256').update(Buffer.from(spki, 'latin1')).digest('base64url')
  const { tokens } = await verified([{ alg: 'ES256', kid }, { alg: 'ES256' }, { alg: 'ES256', kid: 'other' }], pairs[1], pairs.map(spkiOf))
  expect(tokens.map(({ verifiedBy }) => verifiedBy)).toEqual([[spki], [spki], [spki]])
})

test('an algorithm nobody verifies is said; a key that does not fit is not', async () => {
  const pair = ec()
  const { tokens } = await verified([{ alg: 'HS256' }, { alg: 'constructor' }, { alg: 'RS256' }], pair, [spkiOf(pair)])
  expect(tokens.map(({ signatureProblem }) => signatureProblem)).toEqual(['unsupported', 'unsupported', null])
  expect(tokens.flatMap(({ verifiedBy }) => verifiedBy)).toEqual([])
})

test('more keys and tokens than may be tried: those left over are not verified, which is not the same as refused', async () => {
  const spkis = Array.from({ length: 5 }, () => spkiOf(ec()))
  const each = verifyCost(parseSpki(spkis[0] ?? '')!) * spkis.length
  const { all, tokens } = await verified(
    Array.from({ length: 4 }, () => ({ alg: 'ES256' })),
    ec(),
    spkis,
    2 * each + 1,
  )
  expect(all).toBe(false)
  expect(tokens.map(({ signatureProblem }) => signatureProblem)).toEqual([null, null, 'not-verified', 'not-verified'])
})
