import { HEADERS } from '../scripts/headers.mjs'
import { expect, open, test } from './page.ts'

test('the page loads, marks itself ready and breaks none of its own rules', async ({ page }) => {
  await open(page)
  await expect(page).toHaveTitle(/pkiscope/)
  await expect(page.locator('#root')).not.toBeEmpty()
})

test('every answer carries the headers, errors too', async ({ request }) => {
  for (const path of ['./', './index.html', './nothing-here']) {
    const answer = await request.get(path)
    for (const [name, value] of Object.entries(HEADERS)) expect(answer.headers()[name.toLowerCase()], `${path} ${name}`).toBe(value)
  }
})

test('a name that is not this machine is refused', async ({ request }) => {
  expect((await request.get('./', { headers: { Host: 'attacker.example' } })).status()).toBe(421)
})

test('a policy violation turns a test red', async ({ browser, baseURL }) => {
  const { watch } = await import('./page.ts')
  const page = await browser.newPage()
  const seen = await watch(page)
  await page.goto(baseURL ?? '')
  await page.evaluate(() => fetch('https://example.com/').catch(() => null))
  await expect.poll(() => seen.violations.length).toBeGreaterThan(0)
  await page.close()
})
