import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { readBlockYaml } from './block-yaml.ts'
import { isUnpackFault, unpack } from './unpack.ts'
import { readFullYaml, type YamlValue } from './yaml.ts'

/** Every path of a value. */
function* paths(value: YamlValue | undefined, path: (string | number)[] = []): Generator<(string | number)[]> {
  yield path
  if (typeof value === 'object' && value !== null)
    for (const key of Object.keys(value))
      yield* paths((value as Record<string, YamlValue>)[key], [...path, Array.isArray(value) ? Number(key) : key])
}

/** Where the fast reader answers, the full parser must say the same, values and lines. */
function agrees(text: string): boolean {
  const fast = readBlockYaml(text)
  if (fast === null) return false
  const full = readFullYaml(text)
  expect(full.faults, text).toEqual([])
  expect(
    fast.map(({ value }) => value),
    text,
  ).toEqual(full.documents.map(({ value }) => value))
  fast.forEach(({ value, lineOf }, i) => {
    for (const path of paths(value)) expect([path, lineOf(path)], text).toEqual([path, full.documents[i]!.lineOf(path)])
  })
  return true
}

const key = fc.stringMatching(/^[A-Za-z_][\w./-]{0,8}$/)
const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.stringMatching(/^[-+.0-9eExo:#'"{}[\]&*!|>%@` ~a-fnulltrueTRUE]{0,8}$/),
  fc.constantFrom(
    'true',
    'null',
    '~',
    '0x1f',
    '1e3',
    '-5',
    '007',
    '1_000',
    '10.96.0.0/12',
    'a: b',
    'a #b',
    '- a',
    '*',
    '.inf',
    'yes',
    '2026-01-01',
    '--flag=value',
    'https://a:6443',
  ),
)
const tree = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    tie('map'),
    tie('list'),
  ),
  map: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  list: fc.array(tie('value'), { maxLength: 4 }),
}))

describe('the fast reader agrees with the full parser wherever it answers', () => {
  test('on what a library writes', () => {
    let answered = 0
    fc.assert(
      fc.property(tree.map, (value) => void (answered += Number(agrees(stringify(value))))),
      { numRuns: 1500 },
    )
    expect(answered).toBeGreaterThan(300)
  })
  test('on lines put together at random', () => {
    const line = fc.tuple(
      fc.constantFrom('', '  ', '    ', '- ', '  - ', '    - '),
      fc.oneof(
        key.map((k) => `${k}:`),
        fc.tuple(key, text).map(([k, v]) => `${k}: ${v}`),
        text,
        fc.constantFrom('---', '# note', ''),
      ),
    )
    let answered = 0
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 9 }),
        (lines) => void (answered += Number(agrees(lines.map((parts) => parts.join('')).join('\n')))),
      ),
      { numRuns: 4000 },
    )
    expect(answered).toBeGreaterThan(50)
  })
  test('on every configuration of the example archives, most of which it answers', async () => {
    const folders = [
      join(import.meta.dirname, '../testing/distributions'),
      join(import.meta.dirname, '../../../../shared/fixtures/clusters'),
    ].filter(existsSync)
    let answered = 0
    let all = 0
    for (const folder of folders)
      for (const name of readdirSync(folder)
        .filter((file) => file.endsWith('.tar.gz'))
        .slice(0, 40))
        for await (const items of unpack([{ path: name, bytes: new Uint8Array(readFileSync(join(folder, name))) }])) {
          for (const item of items) {
            if (isUnpackFault(item) || !/\.(conf|ya?ml|kubeconfig|manifest)$/.test(item.path)) continue
            all++
            const content = new TextDecoder().decode(item.bytes)
            if (readFullYaml(content).faults.length === 0) answered += Number(agrees(content))
          }
        }
    expect(answered / all).toBeGreaterThan(0.9)
  })
})

test.each([
  ['an anchor', 'a: &x 1\nb: *x\n'],
  ['a block scalar', 'a: |\n  text\n'],
  ['a folded line', 'a: one\n  two\n'],
  ['a tab', 'a:\tb\n'],
  ['a flow collection', 'a: {b: 1}\n'],
  ['a repeated key', 'a: 1\na: 2\n'],
  ['an empty document before the first', '---\n---\na: 1\n'],
])('leaves %s to the full parser', (_, content) => {
  expect(readBlockYaml(content)).toBeNull()
})
