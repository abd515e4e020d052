/** It keeps working: a worker that dies, drops that hold nothing or come too fast, a tab that was left, a fault of ours. */
import { readFileSync, writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { tarGz } from '../scripts/tar.mjs'
import { calls, drop, shown } from './flow.ts'
import { expect, open, test } from './page.ts'

const ARCHIVE = 'src/engine/testing/distributions/kubeadm.tar.gz'
const OTHER = 'src/engine/testing/distributions/k3s.tar.gz'
test.setTimeout(120_000)

/** Every worker the page starts, so that a test can do to it what a browser short of memory does. */
async function rememberWorkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const Original = window.Worker
    const started: Worker[] = []
    Object.assign(window, { __workers: started })
    window.Worker = class extends Original {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args)
        started.push(this)
      }
    }
  })
}
const killWorkers = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { __workers: workers } = window as unknown as { __workers: Worker[] }
    for (const worker of workers) {
      worker.terminate()
      worker.dispatchEvent(new ErrorEvent('error', { message: 'died of token hunter2@example', cancelable: true }))
    }
    return workers.length
  })
const refusedNames = (page: Page) => page.locator('.refused')

test('a worker that died is started again by what is asked next', async ({ page }) => {
  await rememberWorkers(page)
  await open(page)
  await drop(page, ARCHIVE)
  expect(await killWorkers(page)).toBeGreaterThan(0)
  const before = await page.evaluate(() => (window as unknown as { __workers: Worker[] }).__workers.length)
  await page.locator('.time-track').focus()
  await page.keyboard.press('PageUp')
  await expect(page).toHaveURL(/at=/)
  await expect.poll(() => page.evaluate(() => (window as unknown as { __workers: Worker[] }).__workers.length)).toBeGreaterThan(before)
  await expect(calls(page).first()).toBeVisible()
  await expect(page.locator('.failure')).toHaveCount(0)
  await expect(page.getByTestId('headline')).toHaveText('Certificates have expired')
})

test('a worker that dies while it reads is reported, without a word of its message, and the next drop is read', async ({ page }) => {
  await rememberWorkers(page)
  await open(page)
  // The worker never answers: it is found dead in the middle.
  await page.evaluate(() => {
    for (const worker of (window as unknown as { __workers: Worker[] }).__workers) worker.postMessage = () => undefined
  })
  await page.setInputFiles('#pick-files', ARCHIVE)
  await page.locator('main.reading').waitFor()
  await killWorkers(page)
  const failure = page.locator('.failure')
  await expect(failure).toContainText('WorkerDied')
  expect(await failure.innerHTML()).not.toContain('hunter2')
  await failure.locator('.dialog-actions .button').last().click()
  await drop(page, OTHER)
  await expect(failure).toHaveCount(0)
})

test('a second drop while one is being read: the second is shown', async ({ page }) => {
  await open(page)
  await page.setInputFiles('#pick-files', ARCHIVE)
  await page.evaluate((bytes) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], 'second.tar.gz'))
    document.querySelector('#main')?.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
  }, readFileSync(OTHER).toString('base64'))
  await shown(page)
  await expect(page.locator('header.header')).toContainText('second.tar.gz')
})

test('an empty file, an empty folder, a picture, an etcd data directory: each is named and the page goes on', async ({ page }, info) => {
  await open(page)
  await page.setInputFiles('#pick-files', { name: 'nothing.pem', mimeType: 'text/plain', buffer: Buffer.alloc(0) })
  await expect(refusedNames(page)).toContainText('nothing.pem')
  await page.setInputFiles('#pick-files', {
    name: 'holiday.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(6 * 1024 * 1024, 0x41)]),
  })
  await expect(refusedNames(page)).toContainText('holiday.jpg')
  const data = info.outputPath('etcd.tgz')
  writeFileSync(
    data,
    tarGz({ 'member/snap/db': Buffer.alloc(1024 * 1024, 7), 'member/wal/0000000000000000-0000000000000000.wal': Buffer.alloc(4096) }),
  )
  await page.setInputFiles('#pick-files', data)
  await expect(refusedNames(page)).toContainText('member/snap/db')
  await page.setInputFiles('#pick-files', [])
  await expect(page.locator('#pick-files')).toBeAttached()
  await drop(page, ARCHIVE)
})

test('a tab left for another page and come back to', async ({ page }) => {
  await open(page)
  await drop(page, ARCHIVE)
  const address = page.url()
  await page.goto('about:blank')
  await page.goBack()
  expect(page.url()).toBe(address)
  await page.locator('html[data-ready]').waitFor()
  // Kept by the browser with its drop, or loaded anew without: never half of it.
  const kept = await page.evaluate(() => document.documentElement.dataset['phase'] === 'ready')
  if (!kept) await drop(page, ARCHIVE)
  await calls(page).first().focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('.inspector')).toBeVisible()
})

test('a hidden tab judges on', async ({ page }) => {
  await open(page)
  await drop(page, ARCHIVE)
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await page.locator('.time-track').focus()
  await page.keyboard.press('PageUp')
  await expect(page.getByTestId('headline')).toHaveText('Certificates have expired')
})
