// npm run bench -- [NODES...] [--rounds N] [--seed N] [--fleet kubeadm|mixed] [--libraries NODES] [--json FILE]
// The page itself on generated fleets in a real Chromium, beside what it can be measured against, by turns in one run. Prints what it
// found and, of the largest fleet, each promise with its figure: a missed one is FAIL, and a wrong verdict ends the run.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { build } from 'vite'
import { goFloor } from './bench/go.mjs'
import { afterwards, drop, report } from './bench/ours.mjs'
import { peersAt } from './bench/peers.mjs'
import { promises, table } from './bench/table.mjs'
import { findChromium, QUIET } from './browser.mjs'
import { fleet } from './fleet.mjs'
import { mixed } from './fleet-mixed.mjs'
import { serve } from './serve.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    fleet: { type: 'string', default: 'kubeadm' },
    // The libraries need half a minute for ten thousand nodes.
    libraries: { type: 'string', default: '2500' },
    json: { type: 'string' },
  },
})
const sizes = positionals.map(Number).filter((n) => n > 0)
const NODES = sizes.length > 0 ? sizes : [1, 500, 1000, 1250, 2500, 5000, 10_000]
/** So many nodes have a thousand certificates. */
const OF_A_THOUSAND = 466
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'pkiscope-bench-'))
const middle = (list) => {
  const known = list.filter((n) => n !== null && n !== undefined).sort((a, b) => a - b)
  return known[Math.floor((known.length - 1) / 2)] ?? null
}

await build({ root, logLevel: 'error' })
const site = await serve(join(root, 'dist'))
const peers = await peersAt(root, join(folder, 'peers'))
const go = goFloor(process.env.PKISCOPE_GO_FLOOR ?? join(root, '../shared/tools/go-floor'), join(folder, 'go'))
const server = await chromium.launchServer({
  executablePath: findChromium() ?? undefined,
  args: [...QUIET, '--enable-precise-memory-info'],
})
const browser = await chromium.connect(server.wsEndpoint())
const results = []
try {
  for (const nodes of NODES) {
    const { archive, broken } = (values.fleet === 'mixed' ? mixed : fleet)({ nodes, seed: Number(values.seed) })
    const path = join(folder, `fleet-${nodes}.tar.gz`)
    writeFileSync(path, archive)
    cpSync(path, join(folder, 'peers', `fleet-${nodes}.tar.gz`))
    const runs = []
    for (let round = 0; round < Number(values.rounds); round++) {
      // By turns, and each round begins with another, so that a slow moment of the machine strikes all of them.
      const turns = [
        async (run) => (run.bare = await peers.run(browser, 'bare', nodes)),
        async (run) => (run.one = await drop(browser, server.process().pid, site.url, path, 1)),
        async (run) => (run.two = await drop(browser, server.process().pid, site.url, path, 2)),
        async (run) => (run.go = go?.(path) ?? null),
        async (run) =>
          (run.libraries = round === 0 && nodes <= Number(values.libraries) ? await peers.run(browser, 'libraries', nodes) : null),
      ]
      const run = {}
      for (let i = 0; i < turns.length; i++) await turns[(i + round) % turns.length](run)
      runs.push(run)
    }
    const then = await afterwards(browser, site.url, path, broken)
    const of = (pick) => middle(runs.map(pick))
    results.push({
      nodes,
      certificates: then.certificates,
      packed: archive.length,
      tar: runs[0].bare.tar,
      one: of((r) => r.one.ms),
      two: of((r) => r.two.ms),
      bare: of((r) => r.bare.ms),
      libraries: of((r) => r.libraries?.ms),
      goOne: of((r) => r.go?.one),
      goTwo: of((r) => r.go?.all),
      ruled: of((r) => r.two.ruled),
      first: of((r) => r.two.first),
      longest: of((r) => r.two.longest),
      peak: of((r) => r.two.peak),
      ...then,
    })
    console.error(`${nodes} nodes: verdicts right, ${Object.keys(broken).length} broken ones among them`)
  }
  const path = join(folder, 'thousand.tar.gz')
  writeFileSync(path, fleet({ nodes: OF_A_THOUSAND, seed: Number(values.seed) }).archive)
  const reports = []
  for (let round = 0; round < Number(values.rounds); round++) reports.push(await report(browser, site.url, path))
  console.log(table(results))
  console.log(promises(results, { certificates: reports[0].certificates, pdf: middle(reports.map(({ ms }) => ms)) }))
  if (go === null) console.log('Left out: the Go program. There is no Go here, or PKISCOPE_GO_FLOOR does not lead to its source.')
  if (values.json) writeFileSync(values.json, JSON.stringify(results, null, 1))
} finally {
  await browser.close()
  await server.close()
  await site.close()
  peers.close()
  rmSync(folder, { recursive: true, force: true })
}
