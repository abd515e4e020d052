import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { judge, judgeWithoutRules, read, withRules } from './audit.ts'

const DAY = 86_400
const archives = ['kubeadm', 'k3s'].map((name) => ({
  path: `${name}.tgz`,
  bytes: new Uint8Array(readFileSync(new URL(`testing/distributions/${name}.tar.gz`, import.meta.url))),
}))

test.each(archives)('$path: what is kept from one moment to the next is what a fresh judgement says', async (file) => {
  const evidence = await read([file])
  const { notBefore } = evidence.inventory.certificates.find(({ isCA }) => isCA)!
  for (const days of [1, 300, 340, 366, 1, 4000, -1, 300]) {
    const at = notBefore + days * DAY
    expect(judge(evidence, { at })).toEqual(judge({ ...evidence }, { at }))
  }
})

test.each(archives)('$path: rules left halfway for another moment leave nothing behind', async (file) => {
  const evidence = await read([file])
  const last = Math.max(...evidence.inventory.certificates.map(({ notAfter }) => notAfter))
  const plain = judgeWithoutRules(evidence, { at: last - 400 * DAY })
  const { checked, findings } = judge({ ...evidence }, { at: last - 400 * DAY })
  expect(plain).toMatchObject({ checked: [], findings: findings.filter(({ kind }) => kind !== 'lint') })
  const steps = withRules(evidence, plain)
  for (let i = 0; i < checked.length / 2; i++) steps.next()
  for (const at of [last + DAY, plain.at]) expect(judge(evidence, { at })).toEqual(judge({ ...evidence }, { at }))
})

test.each(archives)('$path: where nothing begins or ends in between, no call is judged again', async (file) => {
  const evidence = await read([file])
  const last = Math.max(...evidence.inventory.certificates.map(({ notAfter }) => notAfter))
  const ended = judge(evidence, { at: last + DAY })
  // The page moves the moment with the corrections made so far, and none is the same as no word of any.
  const later = judge(evidence, { at: last + 2 * DAY, nodeOf: {}, clusterOf: {}, layoutOf: {} })
  expect(ended.calls.some(({ status }) => status === 'broken')).toBe(true)
  expect(later.calls.every((call, i) => call === ended.calls[i])).toBe(true)
  expect(later.findings.filter(({ kind }) => kind === 'verdict')).toEqual(ended.findings.filter(({ kind }) => kind === 'verdict'))
})
