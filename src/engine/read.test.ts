import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { judge, prepare, read } from './audit.ts'
import type { Inventory } from './inventory/inventory.ts'
import { authority, leaf, newKeys, pem } from './testing/certificates.ts'
import { HERE } from './x509/arithmetic.ts'

const bytes = new Uint8Array(readFileSync(new URL('./testing/distributions/kubeadm.tar.gz', import.meta.url)))
const files = [{ path: 'cp1.tgz', bytes }]

test('what was found is told before any signature is answered, and judged then it is judged as ever', async () => {
  const at = Date.parse('2026-06-15T00:00:00Z') / 1000
  let tell: (inventory: Inventory) => void = () => undefined
  const told = new Promise<Inventory>((resolve) => (tell = resolve))
  const evidence = await read(files, {
    arithmetic: { ...HERE, verify: async (child, key) => (await told, HERE.verify(child, key)) },
    meanwhile: (inventory) => {
      expect(inventory.signers).toEqual([])
      prepare(inventory, { at })
      tell(inventory)
    },
  })
  expect(evidence.inventory).toBe(await told)
  expect(evidence.inventory.signers).toHaveLength(evidence.inventory.certificates.length)
  expect(judge(evidence, { at })).toEqual(judge(await read(files), { at }))
})

/** A leaf with its key, of which the public half is another's: what openssl would write had somebody changed the scalar alone. */
async function withAnothersHalf(): Promise<{ readonly honest: string; readonly lying: string }> {
  const ca = await authority()
  const { keys, pem: certificate } = await leaf(ca, { commonName: 'node' })
  const { pkcs8 } = await newKeys()
  const forged = pkcs8.slice()
  forged.set(keys.spki.subarray(-64), forged.length - 64)
  return { honest: certificate + pem('PRIVATE KEY', keys.pkcs8), lying: certificate + pem('PRIVATE KEY', forged) }
}

test('a key whose public half is of another is read as what it is, although it was believed at first', async () => {
  const { honest, lying } = await withAnothersHalf()
  for (const [text, times] of [
    [honest, 0],
    [lying, 1],
  ] as const) {
    const drop = [{ path: 'node.pem', bytes: new TextEncoder().encode(text) }]
    let asked = 0
    const { inventory } = await read(drop, {
      again: () => {
        asked++
        return drop
      },
    })
    const [certificate] = inventory.certificates
    expect(inventory).toEqual((await read(drop)).inventory)
    expect(inventory.keys.map(({ spki }) => spki === certificate!.publicKey.spki)).toEqual([text === honest])
    expect(asked).toBe(times)
  }
})

test('what is told of signatures never goes back, not even where those left over are counted', async () => {
  const issuer = await authority()
  const leaves = await Promise.all(Array.from({ length: 600 }, () => leaf(issuer)))
  const plenty = [issuer, ...leaves].map(({ pem }, n) => ({ path: `${n}.crt`, bytes: new TextEncoder().encode(pem) }))
  const told: number[] = []
  await read(plenty, {
    onProgress: ({ verified = 0 }) => told.push(verified),
    breathe: () => new Promise((resolve) => setTimeout(resolve)),
  })
  expect(told.at(-1)).toBe(601)
  expect(told).toEqual([...told].sort((a, b) => a - b))
})
