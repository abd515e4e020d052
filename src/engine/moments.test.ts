import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { drained } from './encoding/steps.ts'
import { judge, judgeWithoutRules, judging, read, withRules } from './audit.ts'

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

test.each(archives)(
  '$path: a moment judged beforehand, wherever another one is asked for in between, is what a fresh judgement says',
  async (file) => {
    const evidence = await read([file])
    const last = Math.max(...evidence.inventory.certificates.map(({ notAfter }) => notAfter))
    const first = Math.min(...evidence.inventory.certificates.flatMap(({ isCA, notAfter }) => (isCA ? [] : [notAfter])))
    for (const begun of [false, true]) {
      const moments = { ...evidence }
      const beforehand = judging(moments, { at: last - DAY })
      if (begun) expect(beforehand.next().done).toBe(false)
      for (const at of [first - DAY, last + DAY, last - DAY]) expect(judge(moments, { at })).toEqual(judge({ ...evidence }, { at }))
      expect(drained(beforehand)).toEqual(judgeWithoutRules({ ...evidence }, { at: last - DAY }))
      for (const at of [last - DAY, first - DAY, last - DAY + 1]) expect(judge(moments, { at })).toEqual(judge({ ...evidence }, { at }))
    }
  },
)

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

const FOLDERS = ['testing/distributions', '../../public/examples', '../../../shared/fixtures/clusters']
const all = FOLDERS.map((folder) => resolve(import.meta.dirname, folder)).flatMap((folder) =>
  existsSync(folder) ? readdirSync(folder).flatMap((name) => (name.endsWith('.tar.gz') ? [{ folder, name }] : [])) : [],
)
/** The same ones in an order in which each is far from the one before: forth and back over all ends. */
const mixed = (moments: readonly number[]): number[] => {
  const far = Math.floor(moments.length * 0.38) + 1
  return moments.map((_, i) => moments[(i * far) % moments.length] as number).concat(moments.toReversed())
}

test.each(all)('$name: at the very ends of all validities, in any order, what is kept is what a fresh judgement says', async (archive) => {
  const evidence = await read([{ path: archive.name, bytes: new Uint8Array(readFileSync(resolve(archive.folder, archive.name))) }])
  const { certificates, tokens } = evidence.inventory
  const edges = [
    ...certificates.flatMap(({ notBefore, notAfter }) => [notBefore - 1, notBefore, notAfter, notAfter + 1]),
    ...tokens.flatMap(({ expires }) => (expires === null ? [] : [expires, expires + 60, expires + 61])),
  ]
  const moments = [...new Set(edges)].sort((a, b) => a - b)
  for (const at of mixed(thinned(moments))) expect(judgeWithoutRules(evidence, { at })).toEqual(judgeWithoutRules({ ...evidence }, { at }))
})

/** An archive may hold hundreds of certificates. */
const thinned = (moments: readonly number[]): number[] => moments.filter((_, i) => i % Math.ceil(moments.length / 16) === 0)
