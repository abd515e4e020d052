// Mutated certificates, keys, manifests, kubeconfigs and archives through every reader and the whole audit, for a bounded time:
//   npm run fuzz -- [--seconds 60] [--seed N] [--target NAME]
// A case that throws, that takes more than ten seconds of processor time or more than a gigabyte, or never ends, is written to scripts/fuzz/crashers, where the tests replay it.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'

/** Milliseconds of processor time, which a busy machine does not change; and by the clock, for a case that waits for ever. */
const LONGEST = 10_000
const PATIENCE = 300_000
const HEAP_MB = 1024
const root = fileURLToPath(new URL('..', import.meta.url))
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' }, target: { type: 'string' } },
})
const seed = Number(values.seed ?? Date.now() % 2 ** 31)
const until = Date.now() + 1000 * Number(values.seconds)
const distributions = join(root, 'src/engine/testing/distributions')
const archives = readdirSync(distributions)
  .sort()
  .map((name) => new Uint8Array(readFileSync(join(distributions, name))))
const built = join(root, `node_modules/.cache/pkiscope/fuzz-${process.pid}`)

/** Node 20 does not run TypeScript. */
async function bundle() {
  mkdirSync(built, { recursive: true })
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: built,
      target: 'node20',
      copyPublicDir: false,
      rolldownOptions: {
        input: ['scripts/fuzz/worker.mjs', 'scripts/fuzz/targets.mjs', 'scripts/fuzz/case.mjs'],
        output: { entryFileNames: '[name].mjs' },
      },
    },
  })
}

/** Runs from case `start` until the time is up or a case has to be given up. */
function watch(start) {
  return new Promise((resolve) => {
    const worker = new Worker(join(built, 'worker.mjs'), {
      workerData: { archives, only: values.target ?? null, seed, start, until },
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    })
    let last = { at: start, name: '' }
    let since = Date.now()
    // Of the whole process: its other thread only waits.
    let used = process.cpuUsage()
    const findings = []
    const end = (result) => {
      clearInterval(timer)
      void worker.terminate()
      resolve({ ...result, findings })
    }
    const timer = setInterval(() => {
      const { user, system } = process.cpuUsage(used)
      if (last.name === '' || ((user + system) / 1000 < LONGEST && Date.now() - since < PATIENCE)) return
      findings.push({ number: last.at, name: last.name, what: `no end after ${LONGEST / 1000} s of processor time` })
      end({ next: last.at + 1 })
    }, 500)
    worker.on('message', (message) => {
      if ('threw' in message) findings.push({ number: message.threw, name: message.name, what: message.what })
      else if ('done' in message) end({ next: message.done, runs: message.runs, slowest: message.slowest })
      else [last, since, used] = [message, Date.now(), process.cpuUsage()]
    })
    worker.on('error', (error) => {
      findings.push({ number: last.at, name: last.name, what: String(error) })
      end({ next: last.at + 1 })
    })
  })
}

await bundle()
const findings = []
const rows = {}
try {
  for (let next = 0; Date.now() < until; ) {
    const result = await watch(next)
    findings.push(...result.findings)
    next = result.next
    for (const [name, count] of Object.entries(result.runs ?? {})) {
      const before = rows[name] ?? { runs: 0, 'slowest ms': 0 }
      rows[name] = { runs: before.runs + count, 'slowest ms': Math.max(before['slowest ms'], Math.round(result.slowest[name])) }
    }
  }
  console.log(`seed ${seed}`)
  console.table(rows)
  if (findings.length > 0) {
    const [{ targetsOf }, { caseOf }] = await Promise.all(
      ['targets', 'case'].map((name) => import(pathToFileURL(join(built, `${name}.mjs`)).href)),
    )
    const targets = await targetsOf(archives)
    for (const { number, name, what } of findings) {
      const { bytes } = caseOf(targets[name], seed, number)
      const file = `${name}-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.bin`
      writeFileSync(join(root, 'scripts/fuzz/crashers', file), bytes)
      console.log(`${file}: ${what.split('\n').slice(0, 4).join('\n  ')}`)
    }
  }
} finally {
  rmSync(built, { recursive: true, force: true })
}
process.exitCode = findings.length > 0 ? 1 : 0
