/**
 * Six pictures that were looked at, kept so that a change of looks is meant. Letters differ from machine to machine: where the system's fonts are
 * not those the pictures were made with, they are skipped, visibly. `npx playwright test e2e/looks.spec.ts --update-snapshots` makes them anew.
 */
import { expect, open, test } from './page.ts'

const LOOKS = [
  { name: 'overview-light', hash: '#theme=light', part: '.stage' },
  { name: 'overview-dark', hash: '#theme=dark', part: '.stage' },
  { name: 'selected-light', hash: '#edge=3&theme=light', part: '.stage' },
  { name: 'trust-light', hash: '#view=trust&theme=light', part: '.trust-scroll' },
  { name: 'trust-dark', hash: '#view=trust&theme=dark', part: '.trust-scroll' },
  { name: 'timeline-light', hash: '#view=timeline&theme=light', part: '.timeline-main' },
] as const
/** Width of a line in the fonts the pictures were made with (Liberation Sans and Liberation Mono). */
const MADE_WITH = '318 384'

test.use({ viewport: { width: 1280, height: 720 }, contextOptions: { reducedMotion: 'reduce' } })
for (const { name, hash, part } of LOOKS) {
  test(`looks: ${name}`, async ({ page, browserName }) => {
    await open(page, hash)
    const width = await page.evaluate(() => {
      const context = document.createElement('canvas').getContext('2d')
      if (!context) return ''
      const style = getComputedStyle(document.documentElement)
      const of = (font: string) => {
        context.font = `20px ${style.getPropertyValue(font)}`
        return Math.round(context.measureText('kube-apiserver → etcd 0123456789').width)
      }
      return `${of('--sans')} ${of('--mono')}`
    })
    test.skip(browserName !== 'chromium' || width !== MADE_WITH, `other fonts: ${width}`)
    await page.locator('.examples button').nth(1).click()
    await page.locator('html[data-phase="ready"]').waitFor()
    await page.mouse.move(0, 0)
    await page.waitForTimeout(500)
    await expect(page.locator(part)).toHaveScreenshot(`${name}.png`, { maxDiffPixelRatio: 0.01 })
  })
}
