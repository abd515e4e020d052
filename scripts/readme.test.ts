/** The README says the same in both languages: the same sections, tables, lists, links and commands, in the same order; and its workflow works. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { main } from '../src/cli/audit.ts'

/** What is left of a page without its language. */
function skeleton(name: string): readonly string[] {
  let code = false
  return readFileSync(name, 'utf8')
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('```')) {
        code = !code
        return [line]
      }
      if (code) return [line.replace(/\s*#.*$/, '').replace(/# .*/, '')]
      const quoted = [...line.matchAll(/`[^`]+`|\]\([^)]+\)/g)].map(([text]) => text).filter((text) => !/README/.test(text))
      const kind = /^(#+ |- |\|)/.exec(line)?.[1] ?? (line === '' ? '' : 'text')
      return kind === '' ? [] : [kind, ...quoted.sort()]
    })
}

test('README.md and README.zh-CN.md', () => {
  expect(skeleton('README.zh-CN.md')).toEqual(skeleton('README.md'))
})

test('the workflow is one, and its command writes what its upload step takes', async () => {
  const [, yaml = ''] = /^```yaml\n([^]*?)^```$/m.exec(readFileSync('README.md', 'utf8')) ?? []
  const { on, jobs } = parse(yaml) as {
    on: { schedule: { cron: string }[] }
    jobs: Record<string, { steps: { uses?: string; run?: string; with?: Record<string, unknown> }[] }>
  }
  expect(on.schedule[0]?.cron.split(' ')).toHaveLength(5)
  const steps = Object.values(jobs).flatMap((job) => job.steps)
  const command = steps.flatMap(({ run }) => run ?? []).join('\n')
  const [, words = '', file] = /^npx --yes pkiscope audit (.+) > (\S+)$/.exec(command) ?? []
  expect(file).toBe(steps.find(({ uses }) => uses?.includes('upload-sarif'))?.with?.['sarif_file'])
  const [path = '', ...options] = words.split(' ')
  expect(path).toBe('clusters/production')

  let sarif = ''
  const said: string[] = []
  const status = await main(['public/examples/expired.tar.gz', ...options], {
    write: async (piece) => {
      sarif += String(piece)
    },
    complain: (message) => said.push(message),
    now: () => 1_819_756_800,
  })
  expect([status, said]).toEqual([1, []])
  const log = JSON.parse(sarif) as { version: string; runs: { results: { ruleId: string }[] }[] }
  expect(log.version).toBe('2.1.0')
  expect(log.runs[0]?.results.map(({ ruleId }) => ruleId)).toContain('path/expired')
})
