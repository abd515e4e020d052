/** The size budget of the built page: what is loaded before the first paint, by following the static imports from index.html. */
import { readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { parseSync } from 'vite'

const FIRST_PAINT = 300 * 1024

const dist = fileURLToPath(new URL('../dist', import.meta.url))

/** Every script that must be there before the page can paint. */
function beforeFirstPaint(directory) {
  const html = readFileSync(join(directory, 'index.html'), 'utf8')
  const queue = [...html.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="([^"]+\.js)"/g)].map((match) => posix.normalize(match[1]))
  const seen = new Map()
  for (const file of queue) {
    if (seen.has(file)) continue
    const code = readFileSync(join(directory, file), 'utf8')
    seen.set(file, gzipSync(code, { level: 9 }).length)
    const { module } = parseSync(file, code)
    for (const one of module.staticImports) queue.push(posix.join(dirname(file), one.moduleRequest.value))
    for (const one of module.staticExports) {
      for (const entry of one.entries) if (entry.moduleRequest) queue.push(posix.join(dirname(file), entry.moduleRequest.value))
    }
  }
  return seen
}

export function size(directory = dist) {
  const files = beforeFirstPaint(directory)
  let total = 0
  for (const [file, bytes] of files) {
    total += bytes
    console.log(`   ${(bytes / 1024).toFixed(1).padStart(8)} KB gzip  ${file}`)
  }
  console.log(`   ${(total / 1024).toFixed(1).padStart(8)} KB gzip before the first paint, of ${FIRST_PAINT / 1024}`)
  if (total === 0) throw new Error('no script found: the measure is broken')
  if (total > FIRST_PAINT) throw new Error('over the budget: load what the first paint does not need with import()')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) size()
