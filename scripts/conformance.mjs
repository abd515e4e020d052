// Certification paths and certificates judged beside Go's verdicts: npm run conformance -- FILE... [--out VERDICTS] [--list]
// FILE: path-validation `*.json.gz` ({ cases }) or parsing `*.ndjson.gz` (one { id, b64, go } a line), gzipped or not; or x509-limbo's own
// `limbo.json` (also named by LIMBO_PATH), whose expectations are its authors': Go decides some of them otherwise, so they fail no run.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'

const root = fileURLToPath(new URL('..', import.meta.url))
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, list: { type: 'boolean', default: false } },
})
const files =
  positionals.length > 0
    ? positionals
    : process.env.LIMBO_PATH
      ? [process.env.LIMBO_PATH]
      : [join(root, 'src/engine/path/fixtures/kubeadm-like.json.gz')]

/** Node 20 does not run TypeScript. */
async function engine() {
  const { build } = await import('vite')
  const folder = join(root, `node_modules/.cache/pkiscope/conformance-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        ssr: 'src/engine/testing/conformance.ts',
        outDir: folder,
        target: 'node20',
        copyPublicDir: false,
        rolldownOptions: { output: { entryFileNames: 'conformance.mjs' } },
      },
    })
    return await import(pathToFileURL(join(folder, 'conformance.mjs')).href)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function read(file) {
  const bytes = readFileSync(file)
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8')
  if (!/\.ndjson(\.gz)?$/.test(file)) {
    const { cases, testcases = [] } = JSON.parse(text)
    return { chains: cases ?? testcases.map(fromLimbo), certificates: [] }
  }
  const certificates = text.split('\n').filter((line) => line.trim() !== '')
  return { chains: [], certificates: certificates.map((line) => JSON.parse(line)) }
}

/** A case of x509-limbo's own file. Certificates it calls leaves or anchors keep those roles. */
function fromLimbo(limbo) {
  const ok = limbo.expected_result === 'SUCCESS'
  return {
    id: limbo.id,
    suite: 'limbo.json',
    features: limbo.features,
    kind: limbo.validation_kind,
    leaf: limbo.peer_certificate,
    intermediates: limbo.untrusted_intermediates,
    trustAnchors: limbo.trusted_certs,
    time: limbo.validation_time ?? new Date().toISOString(),
    name: limbo.expected_peer_name,
    ekus: limbo.extended_key_usage,
    go: { ok, code: '', at: '', reason: '' },
    opinion: true,
  }
}

const { judgeChain, judgeParsing, differences, inScope } = await engine()
const clock = () => performance.now()
const verdicts = []
const rows = new Map()
const row = (suite) => {
  const fresh = {
    cases: 0,
    agree: 0,
    accepts: 0,
    rejects: 0,
    noname: 0,
    client: 0,
    refused: 0,
    code: 0,
    log: 0,
    named: 0,
    culprit: 0,
    ms: 0,
    slowest: '',
  }
  if (!rows.has(suite)) rows.set(suite, fresh)
  return rows.get(suite)
}
const timed = (tally, { id, ms }) => {
  if (ms > tally.ms) Object.assign(tally, { ms, slowest: id })
}

for (const file of files) {
  const { chains, certificates } = read(file)
  for (const chain of chains) {
    if (!inScope(chain)) continue
    const verdict = await judgeChain(chain, clock)
    verdicts.push(verdict)
    const tally = row(chain.suite)
    const differs = differences(chain, verdict)
    const count = (what, when = true) => (tally[what] += when ? 1 : 0)
    count('cases')
    count('agree', verdict.ok === chain.go.ok)
    count('accepts', differs.includes('accepts'))
    count('rejects', differs.includes('refuses'))
    count('noname', chain.goVariants !== undefined && !differs.includes('noname'))
    count('client', chain.goVariants !== undefined && !differs.includes('client'))
    if (chain.opinion) tally.opinion = true
    else if (!chain.go.ok) {
      count('refused')
      count('code', !differs.includes('code'))
      count('log', !differs.includes('log'))
      count('named', chain.culprit !== undefined)
      count('culprit', chain.culprit !== undefined && !differs.includes('culprit'))
    }
    timed(tally, verdict)
    if (values.list && differs.length > 0) {
      console.log(`${chain.id}: ${differs.join(', ')}\n  go   ${chain.go.code} ${chain.go.reason} ${chain.culprit ?? ''}`)
      console.log(`  ours ${verdict.code} ${verdict.log} ${verdict.certificate} ${verdict.fault}`)
    }
  }
  for (const certificate of certificates) {
    const verdict = judgeParsing(certificate, clock)
    verdicts.push(verdict)
    const tally = row(basename(file).replace(/\.ndjson(\.gz)?$/, ''))
    tally.cases++
    tally.agree += verdict.ok === certificate.go.ok ? 1 : 0
    tally.accepts += verdict.ok && !certificate.go.ok ? 1 : 0
    tally.rejects += !verdict.ok && certificate.go.ok ? 1 : 0
    timed(tally, verdict)
    if (values.list && verdict.ok !== certificate.go.ok)
      console.log(`${certificate.id}: go ${certificate.go.reason || 'ok'}, ours ${verdict.reason || 'ok'}`)
  }
}

const share = (part, whole) => (whole === 0 ? '' : `${((100 * part) / whole).toFixed(part === whole ? 0 : 2)} %`)
const HEAD = [
  'suite',
  'cases',
  'agreement',
  'false accepts',
  'false rejects',
  'no name',
  'client',
  'code',
  "Go's words",
  'culprit',
  'slowest',
]
const table = [
  HEAD,
  ...[...rows].map(([suite, t]) => {
    const chains = t.noname + t.client + t.refused > 0
    const variants = chains ? [share(t.noname, t.cases), share(t.client, t.cases)] : ['', '']
    const why = [share(t.code, t.refused), share(t.log, t.refused), share(t.culprit, t.named)]
    return [suite, t.cases, share(t.agree, t.cases), t.accepts, t.rejects, ...variants, ...why, `${t.ms.toFixed(0)} ms ${t.slowest}`].map(
      String,
    )
  }),
]
const widths = HEAD.map((_, i) => Math.max(...table.map((cells) => cells[i].length)))
for (const cells of table)
  console.log(
    cells
      .map((cell, i) => (i === 0 || i === cells.length - 1 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
      .join('  ')
      .trimEnd(),
  )
if (values.out) writeFileSync(values.out, `${JSON.stringify(verdicts, null, 1)}\n`)
const wrong = [...rows.values()].some(
  (t) => !t.opinion && (t.agree < t.cases || (t.noname + t.client > 0 && t.noname + t.client < 2 * t.cases)),
)
process.exitCode = wrong ? 1 : 0
