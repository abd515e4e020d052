/** Judged clusters against the verdicts of real TLS handshakes: a chosen subset kept here, and the whole folder where it is beside the project. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { drained } from '../encoding/steps.ts'
import { read } from '../read.ts'
import { judgeCalls, type Verdicts } from './judge.ts'
import { compare, type Expected } from './oracle-comparison.ts'

const chosen = join(import.meta.dirname, 'fixtures/clusters')
const whole = resolve(import.meta.dirname, '../../../../shared/fixtures/clusters')
const namesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.expected.json'))
    .map((name) => name.replace('.expected.json', ''))

async function judged(folder: string, name: string): Promise<{ verdicts: Verdicts; expected: Expected }> {
  const expected = JSON.parse(readFileSync(join(folder, `${name}.expected.json`), 'utf8')) as Expected
  const archive = join(folder, `${name}.tar.gz`)
  const evidence = await read([{ path: basename(archive), bytes: Uint8Array.from(readFileSync(archive)) }])
  return { verdicts: drained(judgeCalls(evidence, { at: Date.parse(expected.at) / 1000 })), expected }
}

describe('clusters of the repository', () => {
  it.each(namesIn(chosen))('%s', async (name) => {
    const { verdicts, expected } = await judged(chosen, name)
    const { wrong, missing } = compare(verdicts.calls, expected)
    expect({ wrong, missing }).toEqual({ wrong: [], missing: [] })
    const numbers = new Set(verdicts.calls.map(({ number }) => number))
    for (let number = 1; number <= 12; number++) expect(numbers).toContain(number)
    // Every broken half is named by a finding, and every finding names a broken call.
    const named = new Set(verdicts.findings.flatMap(({ calls }) => calls))
    for (const [index, call] of verdicts.calls.entries()) expect(named.has(index), `${index}`).toBe(call.status === 'broken')
  })
})

describe.skipIf(!existsSync(whole))(`every cluster of ${basename(whole)} beside the project`, () => {
  it('agrees, half by half, and gives the reason of the same class', async () => {
    let same = 0
    let all = 0
    const differ: string[] = []
    for (const name of namesIn(whole)) {
      const { verdicts, expected } = await judged(whole, name)
      const { wrong, missing, classes } = compare(verdicts.calls, expected)
      differ.push(...[...wrong, ...missing].map((line) => `${name}: ${line}`))
      same += classes.same
      all += classes.all
    }
    expect(differ).toEqual([])
    expect(same / all).toBeGreaterThanOrEqual(0.98)
  }, 120_000)
  it('knows which processes cannot start', async () => {
    const differ: string[] = []
    for (const name of namesIn(whole)) {
      // A file that is not in the drop may be on the node: nobody is said not to start for it.
      if (name.startsWith('file-ref-absent')) continue
      const { verdicts, expected } = await judged(whole, name)
      for (const { component, node, starts } of expected.report.components ?? []) {
        const settings = verdicts.clusters
          .flatMap(({ cannotStart }) => cannotStart)
          .filter(({ instance }) => instance.component === component && (node === '' || instance.node === node))
          .flatMap((entry) => entry.settings.map(({ setting }) => setting))
          // The oracle starts kubelets without loading their client CA; a real one loads it before anything else (cmd/kubelet BuildAuth).
          .filter((setting) => component !== 'kubelet' || !/client-ca-file|clientCAFile/.test(setting))
        if (starts === settings.length > 0) differ.push(`${name}: ${component}@${node} starts: ${starts}, ${settings.join(' ')}`)
      }
    }
    expect(differ).toEqual([])
  }, 120_000)
})
