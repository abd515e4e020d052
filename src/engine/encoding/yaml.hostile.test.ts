/** Texts that cost a YAML parser more than they weigh: each is refused where that is, and what stands beside it is read. */
import { expect, test } from 'vitest'
import { BUDGET } from './budget.ts'
import { newYamlAllowance, readFullYaml, readYaml } from './yaml.ts'

const many = (text: string, count: number): string => text.repeat(count)
const deep = `nested deeper than ${BUDGET.yamlDepth}`

test.each([
  ['flow sequences', `a: ${many('[', 2_000_000)}`],
  ['flow mappings', `a: ${many('{a: ', 500_000)}`],
  ['block sequences on one line', `a:\n${many('- ', 1_000_000)}x`],
  ['complex keys on one line', `a: b\n${many('? ', 1_000_000)}x`],
  ['sequences within complex keys', many('? - ', 500_000)],
])('%s within one another', (_what, text) => {
  expect(readYaml(text)).toEqual({ documents: [], faults: [{ line: 1, message: deep }] })
})

test('a ruler in a comment opens nothing', () => {
  expect(readYaml(`# ${many('- ', 200)}\na: &x b\n`).documents[0]?.value).toEqual({ a: 'b' })
})

test('aliases of aliases', () => {
  let text = 'a0: &a0 [x, x, x, x, x, x, x, x, x]\n'
  for (let n = 1; n < 30; n++) text += `a${n}: &a${n} [${many(`*a${n - 1}, `, 8)}*a${n - 1}]\n`
  expect(readYaml(text)).toMatchObject({ documents: [], faults: [{ message: `more than ${BUDGET.yamlAliases} aliases` }] })
})

test('twenty-five thousand empty documents: as many as a file may have are read', () => {
  const { documents, faults } = readYaml(`a: &x b\n${many('---\n', 25_000)}`)
  expect(documents).toHaveLength(BUDGET.yamlDocuments)
  expect(faults).toEqual([{ line: BUDGET.yamlDocuments + 1, message: `more than ${BUDGET.yamlDocuments} documents` }])
})

test('more tokens than a file may have: the documents before are read', () => {
  const { documents, faults } = readFullYaml(`a: b\n---\nc: d\n---\n${many('e: f\n', 1000)}`, 2000)
  expect(documents.map(({ value }) => value)).toEqual([{ a: 'b' }])
  expect(faults).toEqual([{ line: 1, message: 'more than 2000 tokens' }])
})

test('what only the full parser reads is bounded in a drop, what the fast one reads is not', () => {
  const allowance = newYamlAllowance()
  allowance.octets = 30
  const full = 'a: &x [1, 2, 3]\n'
  expect(readYaml(full, allowance).documents).toHaveLength(1)
  expect(readYaml(full, allowance)).toMatchObject({ documents: [], faults: [{ line: 1, message: /more than \d+ octets/ }] })
  expect(readYaml(`${many('a: b\n---\n', 100)}a: b\n`, allowance).documents).toHaveLength(101)
})

test('keys of a large mapping are found by name, the first of two', () => {
  const text = Array.from({ length: 5000 }, (_, n) => `k${n}: &a${n} v\n`).join('')
  const [document] = readYaml(`${text}k7: again\n`).documents
  for (let n = 0; n < 5000; n++) document?.lineOf([`k${n}`])
  expect(document?.lineOf(['k7'])).toBe(8)
  expect(document?.lineOf(['k4999'])).toBe(5000)
})
