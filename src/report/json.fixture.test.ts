/** Every cluster beside the repository: the export is valid, complete, and holds nothing secret. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Ajv from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { judge, read } from '../engine/audit.ts'
import { secrets } from '../engine/testing/secrets.ts'
import { certificatesCsv, findingsCsv } from './csv.ts'
import { auditJsonText } from './json.ts'
import { markdown } from './markdown.ts'
import { sarif } from './sarif.ts'
import schema from './schema/pkiscope-audit-1.schema.json' with { type: 'json' }

const CLUSTERS = fileURLToPath(new URL('../../../shared/fixtures/clusters/', import.meta.url))
const names = existsSync(CLUSTERS) ? readdirSync(CLUSTERS).filter((f) => f.endsWith('.tar.gz')) : []
const validate = new Ajv({ allErrors: true, strict: false }).compile(schema)

test.skipIf(names.length === 0)(
  'every cluster: valid JSON, all twelve numbers, no secret in any text export',
  { timeout: 300_000 },
  async () => {
    let canaries = 0
    for (const name of names) {
      const { at } = JSON.parse(readFileSync(join(CLUSTERS, name.replace('.tar.gz', '.expected.json')), 'utf8')) as { at: string }
      const audit = judge(await read([{ path: name, bytes: new Uint8Array(readFileSync(join(CLUSTERS, name))) }]), {
        at: Date.parse(at) / 1000,
      })
      const text = auditJsonText(audit)
      const json = JSON.parse(text)
      expect(validate(json), `${name}: ${JSON.stringify(validate.errors?.slice(0, 3))}`).toBe(true)
      expect(
        [...new Set(json.calls.map((c: { number: number | null }) => c.number).filter((n: number | null) => n !== null))].sort(
          (a, b) => Number(a) - Number(b),
        ),
        name,
      ).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
      const directory = mkdtempSync(join(tmpdir(), 'pkiscope-canary-'))
      execFileSync('tar', ['xzf', join(CLUSTERS, name), '-C', directory])
      const all = [text, certificatesCsv(audit), findingsCsv(audit), sarif(audit), markdown(audit)].join('\n')
      for (const secret of secrets(directory)) {
        canaries++
        expect(all.includes(secret), `${name}: ${secret.slice(0, 8)}`).toBe(false)
      }
      rmSync(directory, { recursive: true })
    }
    expect(canaries).toBeGreaterThan(1000)
  },
)
