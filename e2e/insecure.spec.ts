/** Over plain http from another machine the browser withholds its cryptography: the page says so, and judges as it does elsewhere. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './page.ts'

const DIST = process.env.PKISCOPE_DIST ?? 'dist'
const TYPES: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript', css: 'text/css' }

test('without WebCrypto', async ({ page, baseURL }) => {
  await page.route('http://pkiscope.example/**', async (route) => {
    const path = new URL(route.request().url()).pathname.slice(1) || 'index.html'
    await route.fulfill({ body: readFileSync(join(DIST, path)), contentType: TYPES[path.split('.').at(-1) ?? ''] ?? 'text/plain' })
  })
  await page.goto('http://pkiscope.example/')
  await page.locator('html[data-ready]').waitFor()
  expect(await page.evaluate(() => typeof crypto.subtle)).toBe('undefined')
  await expect(page.getByRole('alert')).toContainText('npx pkiscope')
  await page.locator('.examples button').nth(1).click()
  await page.locator('html[data-phase="ready"]').waitFor()
  const insecurely = await page.locator('.strip').ariaSnapshot()

  await page.goto(baseURL ?? '')
  await page.locator('html[data-ready]').waitFor()
  await expect(page.getByRole('alert')).toHaveCount(0)
  await page.locator('.examples button').nth(1).click()
  await page.locator('html[data-phase="ready"]').waitFor()
  expect(await page.locator('.strip').ariaSnapshot()).toBe(insecurely)
  expect(insecurely).toContain('broken')
})
