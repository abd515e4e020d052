/** The page does not mind where it stands, nor what a browser will not open. */
import { rmSync, writeFileSync } from 'node:fs'
import { serve } from '../scripts/serve.mjs'
import { calls, drop, shown } from './flow.ts'
import { expect, open, test } from './page.ts'

const ARCHIVE = 'src/engine/testing/distributions/kubeadm.tar.gz'

test('below /a/b/ of any static host: every chunk is found, a report is saved, an example opens', async ({ page }) => {
  const site = await serve('dist', { secret: 'a/b' })
  try {
    const elsewhere: string[] = []
    page.on('request', (request) => {
      if (/^https?:/.test(request.url()) && !request.url().startsWith(`${site.url}`)) elsewhere.push(request.url())
    })
    await page.goto(site.url)
    await page.locator('html[data-ready]').waitFor()
    await drop(page, ARCHIVE)
    await page.locator('.export > button').click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.export .menu button').first().click()])
    expect(download.suggestedFilename()).toMatch(/\.pdf$/)
    expect(elsewhere).toEqual([])
  } finally {
    await site.close()
  }
})

test('a file the browser will not open is named, the rest of the drop is read', async ({ page }, info) => {
  const gone = info.outputPath('gone.crt')
  writeFileSync(gone, 'was here when it was chosen')
  await open(page)
  // Chosen, and taken away before the page hears of it: what a file without permission is to a browser.
  await page.evaluate(() => {
    const hold = (event: Event) => event.stopImmediatePropagation()
    document.addEventListener('change', hold, { capture: true })
    Object.assign(window, { __go: () => document.removeEventListener('change', hold, { capture: true }) })
  })
  await page.setInputFiles('#pick-files', [gone, ARCHIVE])
  rmSync(gone)
  await page.evaluate(() => {
    ;(window as unknown as { __go: () => void }).__go()
    document.querySelector('#pick-files')?.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await shown(page)
  expect(await calls(page).count()).toBeGreaterThanOrEqual(12)
  await page.evaluate(() => (location.hash = '#view=coverage'))
  await expect(page.locator('main')).toContainText('gone.crt')
})
