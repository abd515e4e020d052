// Writes an archive for every breakage of the fact sheet, to drop into the page: node scripts/breakages.mjs OUTPUT_DIR [ROW...]
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AT } from './breakages/base.mjs'
import { BREAKAGES } from './breakages/index.mjs'
import { tarGz } from './tar.mjs'

const [out = 'breakages', ...rows] = process.argv.slice(2)
mkdirSync(out, { recursive: true })
for (const { row, title, files, at = AT } of BREAKAGES.filter((one) => rows.length === 0 || rows.includes(one.row))) {
  const name = `${row.padStart(2, '0')}-${title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '')}`
  writeFileSync(join(out, `${name}.tar.gz`), tarGz(files()))
  console.log(`${name}.tar.gz  judge at ${new Date(at * 1000).toISOString()}`)
}
