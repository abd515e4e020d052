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
  ['format', () => run('biome', ['format', '.'])],
  ['lint', () => run('oxlint', ['--type-aware'])],
  ['types: page, tools and tests', () => run('tsc', ['-p', '.'])],
  ['types: engine, without a DOM', () => run('tsc', ['-p', 'src/engine'])],
  ['unit tests and floors', () => run('vitest', ['run'])],
  ['production build', () => run('vite', ['build', '--logLevel', 'warn'])],
  ['size', () => size()],
  ['a browser', () => provideChromium()],
  ['browser tests', () => run('playwright', ['test'])],
]

const started = Date.now()
for (const [name, step] of STEPS) {
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
