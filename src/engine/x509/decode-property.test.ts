import fc from 'fast-check'
import { expect, it } from 'vitest'
import { authority, leaf } from '../testing/certificates.ts'
import { decodeCertificate } from './decode.ts'
import { readPrivateKey, readPublicKeyFile } from './private-key.ts'

const byte = fc.integer({ min: 0, max: 255 })
const edits = fc.array(fc.tuple(fc.nat(), byte), { minLength: 1, maxLength: 6 })
function edited(der: Uint8Array, changes: [number, number][]): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(der)
  for (const [at, value] of changes) copy[at % copy.length] = value
  return copy
}

it('no octets make a decoder throw, and a refusal says where', async () => {
  const ca = await authority()
  const { der, keys } = await leaf(ca, { san: ['a', '10.0.0.1', 'URI:spiffe://x/y', 'email:a@b'], permittedDns: ['.b'] })
  const check = (bytes: Uint8Array<ArrayBuffer>): void => {
    const answer = decodeCertificate(bytes, 0)
    if (!answer.ok) expect(answer.offset).toBeLessThanOrEqual(bytes.length)
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => check(Uint8Array.from(bytes))))
  fc.assert(
    fc.property(edits, (changes) => check(edited(der, changes))),
    { numRuns: 3000 },
  )
  fc.assert(
    fc.property(edits, (changes) => void readPublicKeyFile(edited(keys.spki, changes))),
    { numRuns: 500 },
  )
  await fc.assert(
    fc.asyncProperty(edits, async (changes) => {
      expect(typeof (await readPrivateKey(edited(keys.pkcs8, changes))).ok).toBe('boolean')
    }),
    { numRuns: 300 },
  )
})

it('survives structuredClone and JSON, but for the octets', async () => {
  const { der } = await leaf(await authority(), { san: ['a', '10.0.0.1'] })
  const answer = decodeCertificate(der, 7)
  if (!answer.ok) throw new Error(answer.error)
  expect(structuredClone(answer.certificate)).toEqual(answer.certificate)
  const { der: _, ...plain } = answer.certificate
  expect(JSON.parse(JSON.stringify(plain))).toEqual(plain)
})

it('nesting as deep as the input does not overflow the stack', () => {
  const deep = new Uint8Array(200_000)
  for (let at = 0; at + 6 <= deep.length; at += 6) {
    const rest = deep.length - at - 6
    deep.set([0x30, 0x84, rest >>> 24, (rest >> 16) & 255, (rest >> 8) & 255, rest & 255], at)
  }
  expect(decodeCertificate(deep, 0)).toMatchObject({ ok: false })
})
