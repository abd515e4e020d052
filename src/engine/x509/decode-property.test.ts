import fc from 'fast-check'
import { expect, it } from 'vitest'
import { authority, leaf } from '../testing/certificates.ts'
import { decodeCertificate } from './decode.ts'
import { element, sequence } from './der-writer.ts'
import { inspect } from './inspect.ts'
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

it('long identifiers, many extensions and long numbers take no time', async () => {
  const ca = await authority()
  const arc = new Uint8Array(1_000_000).fill(0xff)
  arc[arc.length - 1] = 1
  const policies = sequence(sequence(element(0x06, arc)))
  const extensions = Array.from({ length: 20_000 }, (_, i) => ({ oid: `1.2.3.${i}`, critical: true, value: Uint8Array.of(5, 0) }))
  const hostile = [
    await leaf(ca, { extensions: [{ oid: '2.5.29.32', critical: false, value: policies }] }),
    await leaf(ca, { extensions }),
    await leaf(ca, { serial: 1n << 4_000_000n }),
    await leaf(ca, { san: Array.from({ length: 50_000 }, (_, i) => `n${i}.example`) }),
  ]
  for (const { der } of hostile) {
    const started = performance.now()
    expect(decodeCertificate(der, 0).ok).toBe(true)
    expect(performance.now() - started).toBeLessThan(1000)
    await inspect(der)
    expect(performance.now() - started).toBeLessThan(5000)
  }
})

it('nesting as deep as the input does not overflow the stack', () => {
  const deep = new Uint8Array(200_000)
  for (let at = 0; at + 6 <= deep.length; at += 6) {
    const rest = deep.length - at - 6
    deep.set([0x30, 0x84, rest >>> 24, (rest >> 16) & 255, (rest >> 8) & 255, rest & 255], at)
  }
  expect(decodeCertificate(deep, 0)).toMatchObject({ ok: false })
})
