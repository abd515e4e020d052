import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { drop, session } from './flow.ts'
import { expect, test, watch } from './page.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const file = `${root}release/pkiscope.html`

test.beforeAll(() => {
  execFileSync('node', ['scripts/single.mjs'], { cwd: root, stdio: 'pipe' })
})

test('the single file works from file://, with the network off: a whole session', async ({ page, context, watched }) => {
  test.setTimeout(120_000)
  await context.setOffline(true)
  await page.goto(pathToFileURL(file).href)
  await page.locator('html[data-ready]').waitFor({ timeout: 20_000 })
  await drop(page, 'src/engine/testing/distributions/kubeadm.tar.gz')
  const { saved } = await session(page)
  expect([...saved.keys()].map((name) => name.split('.').pop())).toEqual(
    expect.arrayContaining(['csv', 'json', 'md', 'pdf', 'png', 'sarif', 'svg']),
  )
  expect(watched.violations).toEqual([])
})

test('its policy names scripts and styles by hash alone', () => {
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(readFileSync(file, 'utf8'))?.[1] ?? ''
  expect(policy).toMatch(/script-src 'sha256-[A-Za-z0-9+/]{43}='(;|$)/)
  expect(policy).toMatch(/style-src ('sha256-[A-Za-z0-9+/]{43}='|'none')(;|$)/)
  expect(policy).toContain("connect-src 'none'")
  expect(policy).not.toContain('unsafe')
})

test('a byte changed in it and nothing runs', async ({ browser }, info) => {
  const changed = info.outputPath('changed.html')
  const { writeFileSync } = await import('node:fs')
  writeFileSync(changed, readFileSync(file, 'utf8').replace('</script>\n  </body>', ';0</script>\n  </body>'))
  const page = await browser.newPage()
  const seen = await watch(page)
  await page.goto(pathToFileURL(changed).href)
  await expect.poll(() => seen.violations.length).toBeGreaterThan(0)
  await expect(page.locator('#root')).toBeEmpty()
  await page.close()
})
