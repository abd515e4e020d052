/** Each example is what its title says, and the module makes the archive to download. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { audit } from '../../engine/audit.ts'
import { EXAMPLES, type ExampleId, loadExample } from './examples.ts'

const BROKEN: Readonly<Record<ExampleId, readonly number[]>> = {
  healthy: [],
  'rebuilt-etcd-ca': [3],
  expired: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  'missing-name': [8, 9],
  'odd-token-key': [12],
  'kubelet-self-signed': [11],
}
it.each(EXAMPLES.map((e) => [e.id, e.at] as const))('%s', async (id, at) => {
  const bytes = new Uint8Array(readFileSync(fileURLToPath(new URL(`../../../public/examples/${id}.tar.gz`, import.meta.url))))
  expect(bytes.length).toBeLessThan(40_000)
  expect(Buffer.from(await (await loadExample(id)).arrayBuffer()).equals(gunzipSync(bytes))).toBe(true)
  const { calls } = await audit([{ path: `${id}.tgz`, bytes }], { at })
  const broken = new Set(calls.flatMap((c) => (c.status === 'broken' && c.number !== null ? [c.number] : [])))
  for (const number of BROKEN[id]) expect(broken, `call ${number}`).toContain(number)
  if (id === 'healthy') expect([...broken]).toEqual([])
})
