/** `npm test`: everything, in order, stopping at the first step that fails. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { provideChromium } from './browser.mjs'
import { size } from './size.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const run = (command, args) => {
  const { status, error } = spawnSync('npx', ['--no-install', command, ...args], { cwd: root, stdio: 'inherit' })
  if (error) throw error
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with status ${status}`)
}

const STEPS = [
  { name: 'format', step: async () => run('biome', ['format', '.']) },
  { name: 'lint', step: async () => run('oxlint', ['--type-aware']) },
  { name: 'types: page, tools and tests', step: async () => run('tsc', ['-p', '.']) },
  { name: 'types: engine, without a DOM', step: async () => run('tsc', ['-p', 'src/engine']) },
  { name: 'unit tests and floors', step: async () => run('vitest', ['run']) },
  { name: 'production build', step: async () => run('vite', ['build', '--logLevel', 'warn']) },
  { name: 'size', step: async () => size() },
  { name: 'a browser', step: async () => provideChromium() },
  { name: 'browser tests', step: async () => run('playwright', ['test']) },
]

const started = Date.now()
for (const { name, step } of STEPS) {
  console.log(`\n== ${name}`)
  const from = Date.now()
  try {
    await step()
  } catch (error) {
    console.error(`\n${error.message}`)
    console.error(`FAILED at: ${name}`)
    process.exit(1)
  }
  console.log(`   ${((Date.now() - from) / 1000).toFixed(1)} s`)
}
const shared = process.env.PKISCOPE_FIXTURES ?? fileURLToPath(new URL('../../shared/fixtures', import.meta.url))
console.log(
  existsSync(shared)
    ? `\nfixtures outside the repository: ${shared}`
    : '\nLeft out: the tests on fixtures outside the repository (PKISCOPE_FIXTURES names their folder); they are the skipped ones above.',
)
console.log(`all steps passed in ${((Date.now() - started) / 1000).toFixed(0)} s`)
