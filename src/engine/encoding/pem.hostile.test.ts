import { expect, test } from 'vitest'
import { BUDGET } from './budget.ts'
import { decodeBase64 } from './base64.ts'
import { readPem } from './pem.ts'

const MiB = 1024 * 1024
const filled = (piece: string): string => piece.repeat(Math.floor(MiB / piece.length))
const read = (text: string) => readPem(text, (body) => decodeBase64(body) !== null)

/** Each of these took a time that grew with the square of its length in a reader that looks for every mark from where it stands. */
test.each([
  ['BEGIN without end', filled('-----BEGIN CERTIFICATE-----\n')],
  ['BEGIN in one line', filled('-----BEGIN ')],
  ['END without begin', filled('\n-----END CERTIFICATE-----')],
  ['headers up to the end', `${filled('-----BEGIN A:B-----\nc: d\n-----END C:D-----\n')}plain`],
  ['headers and nothing behind them', filled('-----BEGIN A:B-----\nc: d\n-----END C:D-----\n')],
  ['indented by half a megabyte', `${' '.repeat(MiB / 2)}${filled('-----BEGIN ')}`],
  ['a type as long as the file', `-----BEGIN ${'A'.repeat(MiB)}-----\n`],
])('%s: ends, and lists no more than anybody reads', (_, text) => {
  const from = performance.now()
  const { blocks, hidden } = read(text)
  expect(blocks).toEqual([])
  expect(hidden.length).toBeLessThanOrEqual(BUDGET.hiddenBlocks)
  for (const { type } of hidden) expect((type ?? '').length).toBeLessThanOrEqual(100)
  // A bound on hanging, not on speed: quadratic, the slowest of them takes minutes.
  expect(performance.now() - from).toBeLessThan(5000)
})

test('a block behind a thousand broken ones is still read', () => {
  const good = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
  const { blocks } = read('-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n'.repeat(1000) + good)
  expect(blocks).toEqual([{ type: 'CERTIFICATE', headers: false, encrypted: false, line: 3001, body: 'AAAA' }])
})
