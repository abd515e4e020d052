import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { judge, prepare, read } from './audit.ts'
import type { Inventory } from './inventory/inventory.ts'
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
