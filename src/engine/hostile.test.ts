/** Drops made to cost too much or to confuse: each is judged, and the test's own time limit stands for "it ends". */
import { expect, test } from 'vitest'
import { audit, judge, read } from './audit.ts'
import { BUDGET } from './encoding/budget.ts'
import type { InputFile } from './encoding/input.ts'
import { AT, authority, leaf } from './testing/certificates.ts'
import { cluster } from './testing/cluster.ts'
import { type Arithmetic, HERE } from './x509/arithmetic.ts'

const encoder = new TextEncoder()
const fileOf = (path: string, text: string): InputFile => ({ path, bytes: encoder.encode(text) })
const kubeconfig = (name: string, contexts: number): string =>
  `apiVersion: v1\nkind: Config\ncurrent-context: x0\nclusters:\n- name: ${name}\n  cluster:\n    server: https://${name}.example:6443\n` +
  `users:\n- name: u\n  user:\n    token: t\ncontexts:\n${Array.from(
    { length: contexts },
    (_, n) => `- name: x${n}\n  context:\n    cluster: ${name}\n    user: u\n`,
  ).join('')}`

test('thirty thousand contexts in one kubeconfig', async () => {
  const { calls } = await audit([fileOf('etc/kubernetes/admin.conf', kubeconfig('prod', 30_000))], { at: AT })
  expect(calls.filter(({ context }) => context !== null)).toHaveLength(30_000)
})

test('five thousand kubeconfigs of as many clusters', async () => {
  const files = Array.from({ length: 5000 }, (_, n) => fileOf(`users/${n}/config`, kubeconfig(`c${n}`, 1)))
  const { clusters } = await audit(files, { at: AT })
  expect(new Set(clusters.map(({ id }) => id)).size).toBe(5000)
})

test('five thousand clusters of one name have as many ids', async () => {
  const text = kubeconfig('kubernetes', 1)
  const files = Array.from({ length: 5000 }, (_, n) => fileOf(`users/${n}/config`, text.replace('kubernetes.example', `h${n}.example`)))
  const { clusters } = await audit(files, { at: AT })
  expect(new Set(clusters.map(({ id }) => id)).size).toBe(5000)
})

test('a thousand CAs of one name, and the one that signed is found', async () => {
  const authorities = await Promise.all(Array.from({ length: 1000 }, () => authority({ commonName: 'kubernetes' })))
  const signer = authorities[765]
  if (signer === undefined) throw new Error('no signer')
  const apiServer = await leaf(signer, { commonName: 'kube-apiserver', usages: ['serverAuth'], san: ['kubernetes'] })
  const files = [
    fileOf('etc/kubernetes/pki/ca.crt', authorities.map(({ pem }) => pem).join('')),
    fileOf('etc/kubernetes/pki/apiserver.crt', apiServer.pem),
  ]
  const { inventory, signatures } = await read(files)
  expect(inventory.certificates).toHaveLength(1001)
  expect(signatures.signers(1000)).toEqual([765])
})

test('more namesakes than may be verified: said where verifying stopped, and a cluster beside them is judged as ever', async () => {
  const healthy = await cluster().files()
  const alone = await audit(healthy, { at: AT })
  const strangers = await Promise.all(Array.from({ length: 1100 }, () => authority({ commonName: 'kubernetes' })))
  const own = new Set(alone.inventory.certificates.map(({ der }) => der.join()))
  let asked = 0
  const arithmetic: Arithmetic = {
    ...HERE,
    verify: async (child, key) => {
      asked++
      return own.has(child.der.join()) ? HERE.verify(child, key) : 'invalid'
    },
  }
  const files = [...healthy, ...strangers.map(({ pem }, n) => fileOf(`lost+found/${n}/ca.crt`, pem))]
  const crowded = judge(await read(files, { arithmetic }), { at: AT })
  // The likeliest key ahead, the two likeliest, and the guesses.
  expect(asked).toBeLessThanOrEqual(3 * crowded.inventory.certificates.length + BUDGET.guessCost / 3)
  expect(crowded.inventory.faults.filter(({ id }) => id === 'read/budget-exhausted')).toEqual([
    expect.objectContaining({ file: expect.stringMatching(/^lost\+found\/\d+\/ca\.crt$/), limit: BUDGET.signatureCost }),
  ])
  expect(crowded.calls.map(({ edge, status }) => [edge, status])).toEqual(alone.calls.map(({ edge, status }) => [edge, status]))
})

test('names that mean something to JavaScript mean nothing here', async () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf']
  const healthy = await cluster().files()
  const files = names.flatMap((name) => [
    ...healthy.map((file) => ({ ...file, path: `${name}/${file.path}` })),
    fileOf(`${name}/admin.conf`, kubeconfig(name, 2).replaceAll('x0', name).replaceAll('name: u\n', `name: ${name}\n`)),
    fileOf(
      `${name}/etc/kubernetes/manifests/${name}.yaml`,
      `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec: { containers: [{ name: ${name}, command: [kubelet, --${name}=${name}, --config=${name}] }] }\n`,
    ),
  ])
  const evidence = await read(files)
  // As the page asks after a correction by hand: plain objects, with the prototype of all objects.
  const result = judge(evidence, { at: AT, nodeOf: {}, clusterOf: {} })
  expect(structuredClone(result)).toEqual(result)
  expect(result.inventory.faults).toEqual([])
  expect(new Set(result.clusters.flatMap(({ nodes }) => nodes))).toEqual(new Set(names))
  expect(Object.keys(Object.prototype)).toEqual([])
})
