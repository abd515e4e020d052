import { execFileSync } from 'node:child_process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { Firefox, findFirefox } from './firefox.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const path = findFirefox()
test.skip(path === null, 'no Firefox on this machine (FIREFOX_PATH, firefox, firefox-esr)')

const VIOLATIONS = `window.__violations = []; document.addEventListener('securitypolicyviolation', (e) => window.__violations.push(e.effectiveDirective + ' ' + e.blockedURI))`

test.describe.configure({ mode: 'serial' })

let firefox: Firefox
test.beforeAll(async () => {
  execFileSync('node', ['scripts/single.mjs'], { cwd: root, stdio: 'pipe' })
  firefox = await Firefox.start(path ?? '')
  await firefox.command('script.addPreloadScript', { functionDeclaration: `() => { ${VIOLATIONS} }` })
})
test.afterAll(async () => firefox.close())

test('Firefox: the served page', async ({ baseURL }) => {
  await firefox.goto(baseURL ?? '')
  await firefox.until(`document.documentElement.dataset.ready !== undefined`)
  expect(await firefox.evaluate('window.__violations')).toEqual([])
  expect(firefox.errors).toEqual([])
})

test('Firefox: the single file from file://', async () => {
  await firefox.goto(pathToFileURL(`${root}release/pkiscope.html`).href)
  await firefox.until(`document.documentElement.dataset.ready !== undefined`)
  expect(await firefox.evaluate('window.__violations')).toEqual([])
})
