// npm run bench [-- NODES...]: the page itself on generated fleets in a real Chromium, beside what it can be measured against, in one run.
// Prints one table; asserts only that the verdicts are right. 10,000 nodes take some minutes to generate.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { build } from 'vite'
import { findChromium, QUIET } from './browser.mjs'
import { fleet } from './fleet.mjs'
import { serve } from './serve.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((n) => n > 0)
const NODES = sizes.length > 0 ? sizes : [1, 1000, 1250, 2500, 5000, 10_000]
const folder = mkdtempSync(join(tmpdir(), 'pkiscope-bench-'))
const rows = []

const peers = join(folder, 'peers')
await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: { outDir: peers, emptyOutDir: true, lib: { entry: 'scripts/bench/page.mjs', formats: ['es'], fileName: 'page' }, minify: false },
})
await build({ root, logLevel: 'error' })
writeFileSync(join(peers, 'index.html'), '<!doctype html><meta charset="utf-8"><script type="module" src="page.js"></script>')
const peerServer = createServer((request, response) => {
  const file = join(peers, new URL(request.url ?? '/', 'http://x').pathname.replace(/^\/$/, '/index.html'))
  if (!existsSync(file)) return response.writeHead(404).end()
  response
    .writeHead(200, {
      'content-type': file.endsWith('.js') ? 'text/javascript' : file.endsWith('.html') ? 'text/html' : 'application/gzip',
    })
    .end(readFileSync(file))
})
await new Promise((done) => peerServer.listen(0, '127.0.0.1', done))
const peerUrl = `http://127.0.0.1:${peerServer.address().port}/`
const site = await serve(join(root, 'dist'))
const goFloor = buildGo()
const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: [...QUIET, '--enable-precise-memory-info'] })

try {
  for (const nodes of NODES) {
    const { archive, broken } = fleet({ nodes })
    const path = join(folder, `fleet-${nodes}.tar.gz`)
    writeFileSync(path, archive)
    cpSync(path, join(peers, `fleet-${nodes}.tar.gz`))
    const rounds = nodes > 2500 ? 2 : 3
    const runs = []
    for (let round = 0; round < rounds; round++) {
      // Peers and page by turns, so that a slow moment of the machine strikes all of them.
      const bare = await peer('bare', nodes)
      const page = await ours(path, broken)
      const libraries = round === 0 && nodes <= 2500 ? await peer('libraries', nodes) : null
      runs.push({ bare, page, libraries, go: goFloor === null ? null : goTimes(path) })
    }
    const middle = (pick) =>
      runs
        .map(pick)
        .filter((n) => n !== null && n !== undefined)
        .sort((a, b) => a - b)[Math.floor((runs.length - 1) / 2)] ?? null
    rows.push({
      nodes,
      certificates: runs[0].page.certificates,
      'MB packed': +(archive.length / 1e6).toFixed(1),
      'drop to diagram ms': middle((r) => r.page.ms),
      'bare WebCrypto ms': middle((r) => r.bare.ms),
      'page / bare': ratio(
        middle((r) => r.page.ms),
        middle((r) => r.bare.ms),
      ),
      'libraries ms': runs[0].libraries?.ms ?? null,
      'libraries / page': ratio(runs[0].libraries?.ms, runs[0].page.ms),
      'Go 2 threads ms': middle((r) => r.go),
      'page / Go': ratio(
        middle((r) => r.page.ms),
        middle((r) => r.go),
      ),
      'longest task ms': middle((r) => r.page.longest),
    })
    console.error(`${nodes} nodes done`)
  }
  const shown = rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([k, v]) => [k, typeof v === 'number' && !Number.isInteger(v) && v > 20 ? Math.round(v) : v]),
    ),
  )
  console.table(shown)
  if (goFloor === null) console.log('Left out: the Go program (no Go here, or it is not beside the project).')
} finally {
  await browser.close()
  await site.close()
  peerServer.close()
  rmSync(folder, { recursive: true, force: true })
}

function ratio(a, b) {
  return a == null || b == null || b === 0 ? null : +(a / b).toFixed(2)
}

/** One peer in a fresh page. */
async function peer(name, nodes) {
  const page = await browser.newPage()
  await page.goto(peerUrl)
  await page.waitForFunction(() => 'bench' in self)
  const result = await page.evaluate(([task, file]) => self.bench[task](file), [name, `fleet-${nodes}.tar.gz`])
  await page.close()
  return result
}

/** The page on one archive: from the moment the file is chosen to the diagram on screen, and what happened meanwhile. */
async function ours(path, broken) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(site.url)
  await page.waitForSelector('html[data-ready]')
  await page.evaluate(() => {
    self.measured = { longest: 0, from: 0, to: 0 }
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) self.measured.longest = Math.max(self.measured.longest, duration)
    }).observe({ type: 'longtask', buffered: false })
    document.addEventListener('change', () => (self.measured.from = performance.now()), { capture: true, once: true })
    new MutationObserver((_, observer) => {
      if (document.querySelector('button[id^="call-"]') === null || document.querySelector('[role="progressbar"], progress') !== null)
        return
      self.measured.to = performance.now()
      observer.disconnect()
    }).observe(document.body, { childList: true, subtree: true })
  })
  await page.locator('input[type=file]').first().setInputFiles(path)
  await page.waitForFunction(() => self.measured.to > 0 && document.querySelector('.strip, [data-state="ready"], nav') !== null, null, {
    timeout: 240_000,
  })
  const { longest, from, to } = await page.evaluate(() => self.measured)
  const text = await page.locator('body').innerText()
  const count = Object.keys(broken).length
  if (count > 0 && !/broken|cannot reach|refuse/i.test(text)) throw new Error(`the page shows no broken call; ${count} nodes are broken`)
  const certificates = Number(/Inventory\s+([\d,]+)/.exec(text)?.[1]?.replaceAll(',', '') ?? 0)
  await page.close()
  return { ms: to - from, longest, certificates }
}

function buildGo() {
  const source = process.env.PKISCOPE_GO_FLOOR ?? join(root, '../shared/tools/go-floor')
  if (!existsSync(source)) return null
  try {
    cpSync(source, join(folder, 'go'), { recursive: true })
    execFileSync('chmod', ['-R', 'u+w', join(folder, 'go')])
    for (const args of [
      ['mod', 'tidy'],
      ['build', '-o', 'gofloor', '.'],
    ])
      execFileSync('go', args, { cwd: join(folder, 'go'), stdio: 'ignore' })
    return join(folder, 'go/gofloor')
  } catch {
    return null
  }
}
/** Total of its last line: all threads. */
function goTimes(path) {
  const out = execFileSync(goFloor, [path], { encoding: 'utf8' })
  const totals = [...out.matchAll(/total:(\d+)/g)].map(([, ms]) => Number(ms))
  return totals.at(-1) ?? null
}
