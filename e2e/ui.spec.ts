/** The page as people use it: by keyboard, by links, at every size. */
import type { Locator, Page } from '@playwright/test'
import { expect, open, test } from './page.ts'

async function example(page: Page, nth: number, hash = ''): Promise<void> {
  await open(page, hash)
  await page.locator('.examples button').nth(nth).click()
  await page.locator('html[data-phase="ready"]').waitFor()
}
test('from nothing to the repair by keyboard alone, and back', async ({ page }) => {
  await open(page)
  const second = page.locator('.examples button').nth(1)
  for (let n = 0; n < 30 && !(await second.evaluate((e) => e === document.activeElement)); n++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.locator('#call-3').waitFor()
  await expect(page.getByTestId('headline')).toHaveText('The API server cannot reach etcd')
  await page.keyboard.press('g')
  await page.keyboard.press('3')
  await expect(page.locator('.reason')).toContainText('kubeadm certs renew apiserver-etcd-client')
  await expect(page).toHaveURL(/#edge=3$/)
  await page.keyboard.press('Escape')
  await expect(page.locator('.inspector')).toHaveCount(0)
  await expect(page.locator('#call-3')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('#call-4')).toBeFocused()
  await page.keyboard.press('g')
  await page.keyboard.press('1')
  await page.keyboard.press('2')
  await expect(page).toHaveURL(/#edge=12$/)
  await page.goBack()
  await page.goBack()
  await expect(page).toHaveURL(/#edge=3$/)
  await expect(page.locator('.inspector h1')).toContainText('etcd')
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await page.keyboard.type('scheduler.conf')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.locator('dialog[open]')).toContainText('scheduler')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(page.locator('dialog[open]')).toBeVisible()
})

test('dragging the moment judged judges again, live, and the address keeps it', async ({ page }) => {
  await example(page, 0)
  await expect(page.getByTestId('headline')).toHaveText('All calls that can be checked are trusted')
  const track = page.locator('.time-track')
  await track.focus()
  await page.keyboard.press('PageUp')
  await expect(page.getByTestId('headline')).toHaveText('Certificates have expired')
  await expect(page).toHaveURL(/at=2027-06-01/)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByTestId('headline')).toHaveText(/expires? in 1 day/)
  await page.keyboard.press('Home')
  await expect(page.getByTestId('headline')).toHaveText('All calls that can be checked are trusted')
})

test('a link opens its view: call, moment, language and theme, and nothing of the cluster', async ({ page }) => {
  await example(page, 1, '#edge=3&lang=zh-CN&theme=dark')
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.locator('.inspector h1')).toContainText('etcd')
  expect(new URL(page.url()).hash).not.toMatch(/cp-1|etcd|rebuilt/)
})

for (const [w, h] of [
  [1280, 720],
  [1440, 900],
  [2560, 1440],
] as const) {
  test(`nothing is clipped or overlaps at ${w}x${h}, inspecting or not`, async ({ page }) => {
    await page.setViewportSize({ width: w, height: h })
    await example(page, 1)
    await page.locator('.badge-button').first().waitFor()
    for (const call of [null, '3']) {
      if (call) await page.locator(`#call-${call}`).click()
      await page.waitForTimeout(400)
      const stage = await page.locator('.stage').boundingBox()
      const boxes = await page.locator('.badge-button').evaluateAll((all) =>
        all.map((e) => {
          const b = e.getBoundingClientRect()
          return [b.left, b.top, b.right, b.bottom] as const
        }),
      )
      expect(boxes.length).toBeGreaterThanOrEqual(12)
      for (const [l, t, r, b] of boxes) {
        expect(l).toBeGreaterThanOrEqual(stage?.x ?? 0)
        expect(t).toBeGreaterThanOrEqual(stage?.y ?? 0)
        expect(r).toBeLessThanOrEqual((stage?.x ?? 0) + (stage?.width ?? 0))
        expect(b).toBeLessThanOrEqual((stage?.y ?? 0) + (stage?.height ?? 0))
      }
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight,
      )
      expect(over, 'the page itself never scrolls').toBe(false)
    }
  })
}

test('below 900 px the list stands in for the diagram, down to 320 px', async ({ page }) => {
  await page.setViewportSize({ width: 420, height: 900 })
  await example(page, 1)
  await expect(page.locator('.stage')).toHaveCount(0)
  await expect(page.locator('.call-row').first()).toContainText('kube-apiserver → etcd')
  await page.locator('.call-row').first().click()
  await expect(page.locator('.reason')).toContainText('kubeadm certs renew')
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
})

test('at 420 px search is a glass in the header that opens over it, by touch and by key, and leads to a certificate', async ({ page }) => {
  await page.setViewportSize({ width: 420, height: 900 })
  await example(page, 1)
  const search = page.locator('#search')
  expect((await search.boundingBox())?.width).toBeLessThan(40)
  await page.mouse.click(...(await middle(search)))
  await expect(search).toBeFocused()
  expect((await search.boundingBox())?.width).toBeGreaterThan(300)
  await page.keyboard.press('Escape')
  expect((await search.boundingBox())?.width).toBeLessThan(40)
  await page.keyboard.press('/')
  await page.keyboard.type('kube-apiserver-etcd-client')
  const hits = page.locator('.search [role="option"]')
  await hits.first().waitFor()
  for (const hit of await hits.all()) {
    const box = await hit.boundingBox()
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 420).toBe(true)
    expect(await hit.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
  }
  await page.keyboard.press('Enter')
  await expect(page.locator('dialog[open]')).toContainText('kube-apiserver-etcd-client')
})

test('twice as large (200 % zoom) and in forced colours everything is still said', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  await page.setViewportSize({ width: 720, height: 450 })
  await example(page, 1)
  await expect(page.getByTestId('headline')).toBeVisible()
  await expect(page.locator('.call-row').first()).toContainText('refused')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.locator('#call-3').waitFor()
  await expect(page.locator('#call-3')).toHaveAccessibleName(
    /^Call 3: kube-apiserver to etcd; client certificate signed by etcd-ca [0-9a-f]{4}; server certificate signed by etcd-ca [0-9a-f]{4}; broken$/,
  )
})

test('what cannot be used is said file by file, on the first screen', async ({ page }) => {
  await open(page)
  await page.setInputFiles('#pick-files', {
    name: 'holiday.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]),
  })
  await expect(page.getByRole('alert')).toContainText('holiday.jpg')
  await expect(page.locator('#pick-files')).toBeAttached()
})

test('pasted text is read, and forgotten by the page', async ({ page }) => {
  await open(page)
  await page.getByRole('button', { name: 'Paste PEM or kubeconfig' }).click()
  await page
    .locator('textarea.paste')
    .fill(
      'apiVersion: v1\nkind: Config\nclusters:\n- name: c\n  cluster: { server: "https://192.0.2.1:6443", insecure-skip-tls-verify: true }\nusers: []\ncontexts: []\n',
    )
  await page.getByRole('button', { name: 'Read', exact: true }).click()
  await page.locator('html[data-phase="ready"]').waitFor()
  await expect(page.locator('textarea.paste')).toHaveValue('')
})

test('our own export opens again and says so', async ({ page }) => {
  await example(page, 1)
  await page.locator('.export > button').click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.export .menu button').nth(1).click()])
  const path = await download.path()
  await page.locator('.brand').click()
  const { readFileSync } = await import('node:fs')
  await page.setInputFiles('#pick-files', { name: 'audit.json', mimeType: 'application/json', buffer: readFileSync(path) })
  await expect(page.getByTestId('headline')).toHaveText('The API server cannot reach etcd')
  await expect(page.locator('.summary')).toContainText('Reopened from an export')
})

test('the self-test tries to call out and the browser refuses all of it', async ({ page, watched }) => {
  await open(page)
  await page.locator('#run-self-test').click()
  await expect(page.locator('.self-test [role="status"]')).toHaveText(/4 of 4 attempts refused/, { timeout: 15_000 })
  // These refusals are the point: they must not fail this one test.
  watched.violations.length = 0
  watched.errors.length = 0
})

async function middle(locator: Locator): Promise<[number, number]> {
  const box = await locator.boundingBox()
  if (!box) throw new Error('not shown')
  return [box.x + box.width / 2, box.y + box.height / 2]
}
