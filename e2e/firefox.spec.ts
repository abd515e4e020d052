import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { fleet } from '../scripts/fleet.mjs'
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

/** Drop, diagram, inspector, report. */
async function session(url: string): Promise<void> {
  firefox.errors.length = 0
  await firefox.goto(url)
  await firefox.until(`document.documentElement.dataset.ready !== undefined`)
  await firefox.setFiles('#pick-files', [`${root}src/engine/testing/distributions/kubeadm.tar.gz`])
  await firefox.until(`document.querySelectorAll('button[id^="call-"]').length >= 12`)
  const markup = await firefox.evaluate<number>('document.querySelector(".panel").outerHTML.length')
  await firefox.evaluate(`document.querySelector('button[id^="call-"]').click()`)
  await firefox.until(`document.querySelector('button[id^="call-"][aria-current]') !== null`)
  await firefox.until(`document.querySelector('.panel').outerHTML.length !== ${markup}`)
  await firefox.evaluate(`document.querySelector('.export > button').click()`)
  await firefox.until(`document.querySelector('.export .menu button') !== null`)
  await firefox.evaluate(`document.querySelector('.export .menu button').click()`)
  const pdfs = (): readonly string[] => readdirSync(firefox.downloads).filter((name) => name.endsWith('.pdf'))
  await expect.poll(pdfs, { timeout: 20_000 }).toHaveLength(1)
  for (const name of pdfs()) {
    await expect.poll(() => readFileSync(join(firefox.downloads, name)).subarray(0, 5).toString()).toBe('%PDF-')
    rmSync(join(firefox.downloads, name))
  }
  expect(await firefox.evaluate('window.__violations')).toEqual([])
  expect(firefox.errors).toEqual([])
}

test('Firefox: the served page', async ({ baseURL }) => {
  await session(baseURL ?? '')
})

test('Firefox: the single file from file://', async () => {
  await session(pathToFileURL(`${root}release/pkiscope.html`).href)
})

test('Firefox: a drop large enough for a second worker', async ({ baseURL }, info) => {
  test.setTimeout(180_000)
  const { archive, broken } = fleet({ nodes: 620, seed: 3 })
  const path = info.outputPath('fleet.tar.gz')
  writeFileSync(path, archive)
  await firefox.command('script.addPreloadScript', {
    functionDeclaration: `() => { const Original = window.Worker; window.__workers = 0; window.Worker = class extends Original { constructor(...args) { super(...args); window.__workers++ } } }`,
  })
  firefox.errors.length = 0
  await firefox.goto(baseURL ?? '')
  await firefox.until(`document.documentElement.dataset.ready !== undefined`)
  await firefox.setFiles('#pick-files', [path])
  await firefox.until(
    `document.documentElement.dataset.phase === 'ready' && document.querySelector('button[id^="call-"]') !== null`,
    150_000,
  )
  expect(await firefox.evaluate<number>('window.__workers')).toBeGreaterThanOrEqual(2)
  // The findings come right after the diagram.
  await firefox.until(`document.querySelector('.findings li') !== null`)
  const text = await firefox.evaluate<string>('document.querySelector("main").textContent')
  expect(Object.keys(broken).filter((node) => text.includes(node))).not.toEqual([])
  expect(await firefox.evaluate('window.__violations')).toEqual([])
  expect(firefox.errors).toEqual([])
})
