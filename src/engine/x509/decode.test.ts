import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { decodeCertificate, newInterner } from './decode.ts'

interface ParsingCase {
  readonly id: string
  readonly b64: string
  readonly go: { readonly ok: boolean; readonly reason: string }
}
const PARSING = '../shared/fixtures/parsing/'
const read = (file: string): ParsingCase[] =>
  gunzipSync(readFileSync(file))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ParsingCase)

describe.skipIf(!existsSync(PARSING))('agreement with crypto/x509.ParseCertificate of Go', () => {
  it.each([
    ['odd-certificates', 0.999],
    ['mutants', 0.99],
  ])('%s: at least %d of them agree, and nothing is accepted that Go refuses', (name, least) => {
    const cases = read(`${PARSING}${name}.ndjson.gz`)
    const falseAccepts: string[] = []
    const falseRejects: string[] = []
    let sameWords = 0
    for (const { id, b64, go } of cases) {
      const answer = decodeCertificate(new Uint8Array(Buffer.from(b64, 'base64')), 0, newInterner())
      if (answer.ok && !go.ok) falseAccepts.push(`${id}: ${go.reason}`)
      if (!answer.ok && go.ok) falseRejects.push(`${id}: ${answer.error}`)
      if (!answer.ok && answer.error === go.reason) sameWords++
    }
    const agreement = 1 - (falseAccepts.length + falseRejects.length) / cases.length
    const refused = cases.filter((each) => !each.go.ok).length
    console.log(
      `${name}: ${cases.length} cases, agreement ${(100 * agreement).toFixed(3)} %, same words ${sameWords} of ${refused} refused`,
    )
    expect(falseAccepts).toEqual([])
    expect(agreement, falseRejects.join('\n')).toBeGreaterThanOrEqual(least)
  })
})
