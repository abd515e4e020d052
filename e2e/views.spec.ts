/** Trust, time and the nodes behind a component, as they are used: by keyboard, by pointer, from one view to the other. */
import type { Page } from '@playwright/test'
import { expect, open, test } from './page.ts'

async function example(page: Page, nth: number, hash = ''): Promise<void> {
  await open(page, hash)
  await page.locator('.examples button').nth(nth).click()
  await page.locator('html[data-phase="ready"]').waitFor()
}
const headline = (page: Page) => page.getByTestId('headline')

test('a CA in the legend shows what depends on it, in the picture, in the trust view and back', async ({ page }) => {
  await example(page, 1)
  const legend = page.locator('.authorities button')
  await legend.nth(1).hover()
  await expect(page.locator('.radius-line')).toContainText('etcd-ca')
  await expect(page.locator('.radius-line')).toContainText('3 calls and 3 files depend on it.')
  await expect(page.locator('.radius-line')).toContainText('pki/etcd/healthcheck-client.crt')
  await legend.nth(1).click()
  await expect(page.locator('.ca-card[aria-pressed="true"]')).toContainText('pki/etcd/ca.crt')
  await page.getByRole('button', { name: 'Show in the diagram' }).click()
  await expect(page.locator('.radius-line')).toContainText('3 calls and 3 files')
  await page.keyboard.press('Escape')
  await expect(page.locator('.radius-line')).toHaveCount(0)
})

test('the trust view goes by arrows from issuer to subject, and opens it', async ({ page }) => {
  await example(page, 1, '#view=trust')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Two CAs are named etcd-ca')
  const cards = page.locator('.ca-card')
  await cards.first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(cards.nth(2)).toBeFocused()
  await expect(cards.nth(2)).toContainText('trusted by none')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page.locator('dialog[open]')).toContainText('kube-apiserver-etcd-client')
})

test('a component that stands for several opens to its nodes, by keyboard, and one of them alone is shown', async ({ page }) => {
  await example(page, 4)
  await page.locator('#place-kube-apiserver').focus()
  await page.keyboard.press('Enter')
  const picker = page.locator('.picker')
  await expect(picker.locator('li')).toHaveCount(3)
  await page.keyboard.press('Escape')
  await expect(picker).toHaveCount(0)
  await expect(page.locator('#place-kube-apiserver')).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.type('cp-3')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.locator('.summary')).toContainText('Only calls of cp-3')
})

test('the timeline is dragged by its ground, and says who dies first', async ({ page }) => {
  await example(page, 0, '#view=timeline')
  const title = page.getByRole('heading', { level: 1 })
  await expect(title).toHaveText('On 23 Nov 2026, no call is dead')
  await expect(page.locator('.first-death')).toHaveText('First: API server and clients on 1 Jun 2027')
  const ground = await page.locator('.chart-ground').boundingBox()
  if (!ground) throw new Error('no chart')
  const y = ground.y + 120
  await page.mouse.move(ground.x + ground.width * 0.5, y)
  await page.mouse.down()
  await page.mouse.move(ground.x + ground.width * 0.8, y, { steps: 4 })
  await page.mouse.up()
  await expect(title).toContainText('calls are dead')
  await expect(page.locator('.lane.broken').first()).toBeVisible()
  await page.getByRole('button', { name: 'Now' }).click()
  await expect(title).toHaveText('On 23 Nov 2026, no call is dead')
})

for (const [w, h] of [
  [1280, 720],
  [1440, 900],
  [2560, 1440],
] as const) {
  test(`legends and buttons keep clear of one another and of the calls at ${w}x${h}`, async ({ page }) => {
    await page.setViewportSize({ width: w, height: h })
    for (const nth of [1, 4]) {
      await example(page, nth)
      await expect(headline(page)).toBeVisible()
      for (const call of [null, '12']) {
        if (call) await page.locator(`#call-${call}`).click()
        await page.waitForTimeout(400)
        const found = await page.evaluate(() => {
          const stage = document.querySelector('.stage')?.getBoundingClientRect()
          const box = (e: Element) => ({ e, r: e.getBoundingClientRect() })
          // The hit area of a badge is larger than the badge: its middle half is what is drawn for certain.
          const badges = [...document.querySelectorAll('.badge-button:not(.place)')].map((e) => {
            const r = e.getBoundingClientRect()
            return { e, r: new DOMRect(r.x + r.width / 4, r.y + r.height / 4, r.width / 2, r.height / 2) }
          })
          const floats = [...document.querySelectorAll('.authorities li, .states li, .zoom')].map(box)
          const name = (e: Element) => e.id || e.className || e.textContent
          const touch = (a: DOMRect, b: DOMRect) =>
            a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5
          const over = floats.flatMap((a, i) =>
            [...floats.slice(i + 1), ...badges].filter((b) => touch(a.r, b.r)).map((b) => `${name(a.e)} over ${name(b.e)}`),
          )
          const cut = floats.filter(
            ({ r }) => stage && (r.right > stage.right || r.bottom > stage.bottom || r.left < stage.left || r.top < stage.top),
          )
          return [...over, ...cut.map(({ e }) => `${name(e)} cut`)]
        })
        expect(found, `example ${nth}, ${call ?? 'overview'}`).toEqual([])
      }
    }
  })
}
