/** The README says the same in both languages: the same sections, tables, lists, links and commands, in the same order. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

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
