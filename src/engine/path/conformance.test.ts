import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type ChainCase, differences, inScope, judgeChain, judgeParsing, type ParsingCase } from '../testing/conformance.ts'

/** A case that is meant to differ from Go, with what Go says, what we say, and why. */
interface Exception {
  readonly id: string
  readonly expected: string
  readonly actual: string
  readonly reason: string
}

const text = (file: string): string => gunzipSync(readFileSync(file)).toString('utf8')
const chainsOf = (file: string): readonly ChainCase[] => (JSON.parse(text(file)) as { cases: ChainCase[] }).cases.filter(inScope)
const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole)

/** Verdicts and codes case by case, culprits and words as shares; exceptions must be exactly what differs. */
async function judgeAll(chains: readonly ChainCase[], exceptions: readonly Exception[]) {
  const unexpected: string[] = []
  const missing = new Map(exceptions.map((exception) => [exception.id, exception]))
  const named = { right: 0, all: 0 }
  const words = { right: 0, all: 0 }
  let slowest = 0
  for (const chain of chains) {
    const verdict = await judgeChain(chain, () => performance.now())
    slowest = Math.max(slowest, verdict.ms)
    const differs = differences(chain, verdict)
    if (!chain.go?.ok) {
      words.all++
      words.right += differs.includes('log') ? 0 : 1
      named.all += chain.culprit === undefined ? 0 : 1
      named.right += chain.culprit === undefined || differs.includes('culprit') ? 0 : 1
    }
    const hard = differs.filter((what) => what !== 'log' && what !== 'culprit')
    if (hard.length === 0) continue
    const exception = missing.get(chain.id)
    missing.delete(chain.id)
    if (exception?.expected !== chain.go?.code || exception?.actual !== verdict.code)
      unexpected.push(`${chain.id}: ${hard.join(', ')}: Go "${chain.go?.code}", ours "${verdict.code}"`)
  }
  return {
    unexpected,
    unexpectedSuccess: [...missing.keys()],
    culprit: share(named.right, named.all),
    words: share(words.right, words.all),
    slowest,
  }
}

describe('certification paths beside Go 1.26', () => {
  it("agrees on every kubeadm-like chain but the exceptions, names the guilty certificate, and speaks Go's words", {
    timeout: 120_000,
  }, async () => {
    const fixtures = resolve(import.meta.dirname, 'fixtures')
    const exceptions = JSON.parse(readFileSync(resolve(fixtures, 'kubeadm-like.exceptions.json'), 'utf8')) as Exception[]
    const result = await judgeAll(chainsOf(resolve(fixtures, 'kubeadm-like.json.gz')), exceptions)
    expect(result.unexpected).toEqual([])
    expect(result.unexpectedSuccess).toEqual([])
    expect(result.culprit).toBeGreaterThan(0.97)
    expect(result.words).toBeGreaterThan(0.99)
  })

  const shared = process.env['PKISCOPE_FIXTURES'] ?? resolve(import.meta.dirname, '../../../../shared/fixtures')
  const suites = resolve(shared, 'path-validation/public-suites.json.gz')
  it.skipIf(!existsSync(suites))('agrees on x509-limbo, PKITS, BoringSSL and x509test', { timeout: 120_000 }, async () => {
    const result = await judgeAll(chainsOf(suites), [])
    expect(result.unexpected).toEqual([])
    expect(result.words).toBeGreaterThan(0.99)
  })

  for (const name of ['odd-certificates', 'mutants']) {
    const file = resolve(shared, `parsing/${name}.ndjson.gz`)
    it.skipIf(!existsSync(file))(`parses what Go parses: ${name}`, { timeout: 120_000 }, () => {
      const lines = text(file)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as ParsingCase)
      const wrong = lines.filter((line) => judgeParsing(line, () => 0).ok !== line.go.ok)
      expect(wrong.map(({ id }) => id)).toEqual([])
    })
  }
})
