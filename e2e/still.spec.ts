/** The picture that stands until cytoscape has drawn its own: there with the buttons, and the same to the eye. */
import { drop } from './flow.ts'
import { expect, open, test } from './page.ts'

const STEP = 64
for (const name of ['kubeadm', 'openshift'])
  test(`the first picture of ${name} is not seen to change`, async ({ page }) => {
    await open(page)
    await page.evaluate(() => {
      const watch = new MutationObserver(() => {
        const still = document.querySelector<HTMLCanvasElement>('canvas.still')
        if (still === null) return
        watch.disconnect()
        const buttons = document.querySelectorAll('button[id^="call-"]').length
        // It is painted in the frame that is next, before this.
        requestAnimationFrame(() => {
          const copy = document.createElement('canvas')
          Object.assign(copy, { width: still.width, height: still.height })
          copy.getContext('2d')?.drawImage(still, 0, 0)
          Object.assign(window, { __first: copy, __buttons: buttons })
        })
      })
      watch.observe(document.documentElement, { childList: true, subtree: true })
    })
    await drop(page, `src/engine/testing/distributions/${name}.tar.gz`)
    await page.locator('canvas.still').waitFor({ state: 'detached' })
    const seen = await page.evaluate((step) => {
      const { __first: first, __buttons: buttons } = window as unknown as { __first: HTMLCanvasElement; __buttons: number }
      const pixels = (layers: readonly HTMLCanvasElement[]): Uint8ClampedArray => {
        const all = document.createElement('canvas')
        Object.assign(all, { width: first.width, height: first.height })
        const context = all.getContext('2d')
        if (context === null) return new Uint8ClampedArray()
        context.fillStyle = '#ffffff'
        context.fillRect(0, 0, all.width, all.height)
        for (const layer of layers) context.drawImage(layer, 0, 0)
        return context.getImageData(0, 0, all.width, all.height).data
      }
      const layers = [...document.querySelectorAll<HTMLCanvasElement>('.graph canvas')].filter(({ width }) => width === first.width)
      layers.sort((a, b) => Number(a.style.zIndex) - Number(b.style.zIndex))
      const [before, after] = [pixels([first]), pixels(layers)]
      const ink = (all: Uint8ClampedArray) => all.reduce((n, value) => n + (value < 128 ? 1 : 0), 0)
      const changed = before.reduce((n, value, i) => n + (Math.abs(value - (after[i] ?? 0)) > step ? 1 : 0), 0)
      return { buttons, ink: ink(before), changed }
    }, STEP)
    expect(seen.buttons).toBeGreaterThanOrEqual(12)
    expect(seen.ink).toBeGreaterThan(1000)
    expect(seen.changed).toBeLessThan(100)
  })

test('what is read sooner than a person notices is not shown being read; what takes longer is', async ({ page }) => {
  await page.clock.install()
  await open(page)
  await page.clock.pauseAt(Date.now() + 60_000)
  await page.evaluate(() => {
    new MutationObserver(() => {
      if (document.querySelector('main.reading') !== null) document.documentElement.dataset['seen'] = 'reading'
    }).observe(document.body, { childList: true, subtree: true })
  })
  // No time passes.
  await drop(page, 'src/engine/testing/distributions/kubeadm.tar.gz')
  expect(await page.locator('html').getAttribute('data-seen')).toBeNull()
  await page.locator('header .brand').click()
  await page.evaluate(() => (Worker.prototype.postMessage = () => undefined))
  await page.setInputFiles('#pick-files', 'src/engine/testing/distributions/kubeadm.tar.gz')
  await page.clock.runFor(99)
  await expect(page.locator('main.reading')).toHaveCount(0)
  await page.clock.runFor(1)
  await expect(page.locator('main.reading')).toHaveCount(1)
  await page.locator('header .brand').click()
  await expect(page.locator('main.reading')).toHaveCount(0)
  // What takes longer anyway is shown at once.
  await page.setInputFiles('#pick-files', { name: 'large.bin', mimeType: '', buffer: Buffer.alloc(2 ** 20 + 1) })
  await expect(page.locator('main.reading')).toHaveCount(1)
})
