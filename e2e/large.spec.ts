/** A large drop: the diagram stands before the rules have run and before all that was found is on the page; what needs all of it asks and waits. */
import { readFileSync, writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { tarGz } from '../scripts/tar.mjs'
import { calls, drop } from './flow.ts'
import { expect, open, test } from './page.ts'

test.setTimeout(120_000)

/** A cluster among so many other files that they do not cross with the first answer. */
function large(path: string): string {
  const notes = Array.from({ length: 6000 }, (_, n) => [`var/log/pods/${n}.log`, `line ${n}\n`] as const)
  const cluster = readFileSync('src/engine/testing/distributions/kubeadm.tar.gz')
  writeFileSync(path, tarGz({ 'cp1.tar.gz': cluster, ...Object.fromEntries(notes) }))
  return path
}
const arriving = (page: Page) => page.locator('.arriving')

/** Workers are not asked this until they are let: what is seen meanwhile is what a slow machine shows. */
async function holdBack(page: Page, request: 'found' | 'rules' | 'tell'): Promise<() => Promise<void>> {
  await page.addInitScript((wanted) => {
    const original = Object.getOwnPropertyDescriptor(Worker.prototype, 'postMessage')?.value as () => void
    let held: (() => void)[] | null = []
    Worker.prototype.postMessage = function (this: Worker, ...args: unknown[]) {
      const go = () => Reflect.apply(original, this, args) as void
      if (held !== null && (args[0] as { do?: string }).do === wanted) held.push(go)
      else go()
    } as Worker['postMessage']
    Object.assign(window, {
      __hold: () => (held = []),
      __letGo: () => {
        const list = held ?? []
        held = null
        for (const go of list) go()
      },
    })
  }, request)
  return () => page.evaluate(() => (window as unknown as { __letGo: () => void }).__letGo())
}

const holdAgain = (page: Page) => page.evaluate(() => (window as unknown as { __hold: () => void }).__hold())

/** So many control planes that not all of their calls are told at once. */
function planes(path: string, length = 8): string {
  const cluster = readFileSync('src/engine/testing/distributions/kubeadm.tar.gz')
  writeFileSync(path, tarGz(Object.fromEntries(Array.from({ length }, (_, n) => [`cp${n + 1}.tar.gz`, cluster]))))
  return path
}

test('while it is read a bar says how far that is, and never goes back', async ({ page }, info) => {
  await open(page)
  await page.evaluate(() => {
    const seen: [string, number][] = []
    new MutationObserver(() => {
      const bar = document.querySelector('progress')
      if (bar?.hasAttribute('value')) seen.push([bar.getAttribute('aria-label')?.replace(/\d.*/, '') ?? '', bar.value / bar.max])
    }).observe(document.body, { subtree: true, childList: true, attributes: true })
    Object.assign(window, { __bar: seen })
  })
  await drop(page, planes(info.outputPath('planes.tar.gz'), 150))
  const seen = await page.evaluate(() => (window as unknown as { __bar: [string, number][] }).__bar)
  const phases = [...new Set(seen.map(([phase]) => phase))]
  expect(phases[0]).toBe('Reading ')
  for (const phase of phases) {
    const shares = seen.filter(([of]) => of === phase).map(([, share]) => share)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
  }
  expect(new Set(seen.filter(([phase, share]) => phase === 'Reading ' && share < 1).map(([, share]) => share)).size).toBeGreaterThan(1)
})

test('the diagram stands before all calls have arrived; who looks at one waits, or sees it as it was, marked so', async ({
  page,
}, info) => {
  const letGo = await holdBack(page, 'tell')
  await open(page)
  await drop(page, planes(info.outputPath('planes.tar.gz')))
  const inspector = page.locator('.inspector')
  await expect(page.locator('h1[data-testid="headline"]')).not.toBeEmpty()
  await expect(page.locator('.death').first()).toBeVisible()
  // Another look is answered all the same.
  const summary = page.locator('header.summary')
  await page.locator('#node-choice').fill('cp1')
  await expect(summary).toContainText('cp1')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(summary).not.toContainText('cp1')

  await calls(page).first().focus()
  await page.keyboard.press('Enter')
  await expect(arriving(page)).toHaveCount(1)
  await expect(inspector).toHaveCount(0)
  await letGo()
  await expect(inspector).toHaveAttribute('aria-busy', 'false')
  await expect(arriving(page)).toHaveCount(0)

  // Rules asked for before the next moment would answer with all of that.
  await expect(page.locator('nav.tabs button', { hasText: 'Findings' })).toHaveText(/Findings \d/)
  await holdAgain(page)
  const state = inspector.locator('.state-word')
  const before = await state.innerText()
  await page.evaluate(() => (location.hash = `${location.hash}&at=2040-01-01T00:00:00Z`))
  await expect(page.locator('time[datetime="2040-01-01T00:00:00.000Z"]').first()).toBeVisible()
  await expect(page.locator('.cell.broken').first()).toBeAttached()
  await expect(inspector).toHaveAttribute('aria-busy', 'true')
  expect(await state.innerText()).toBe(before)
  await letGo()
  await expect(inspector).toHaveAttribute('aria-busy', 'false')
  await expect(state).toHaveText(/broken/)
  await expect(inspector).toContainText('expired')
})

test('the diagram, a call and its proof stand before the rest has arrived; views of all of it wait', async ({ page }, info) => {
  const letGo = await holdBack(page, 'found')
  await open(page)
  await drop(page, large(info.outputPath('large.tar.gz')))
  await expect(page.locator('header.header')).toContainText('6,0')
  await expect(page.locator('.findings li').first()).toBeVisible()
  await expect(page.locator('.death').first()).toBeVisible()

  await calls(page).first().focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('.ends tbody tr').first()).toBeVisible()
  await expect(page.locator('.candidates li').first()).toBeVisible()
  await expect(arriving(page)).toHaveCount(1)
  await page.keyboard.press('Escape')

  await page.locator('.export > button').click()
  await expect(page.locator('.export .menu button').first()).toBeDisabled()
  await page.keyboard.press('Escape')
  await page.evaluate(() => (location.hash = '#view=inventory'))
  await expect(arriving(page)).toBeVisible()
  // The moment is moved while it arrives.
  await page.evaluate(() => (location.hash = '#view=inventory&at=2040-01-01T00:00:00Z'))
  await expect(page.locator('time[datetime="2040-01-01T00:00:00.000Z"]')).toBeVisible()
  await letGo()
  await expect(page.locator('table.rows tbody tr').first()).toBeVisible()
  await expect(page.locator('table.rows tr.expired').first()).toBeVisible()
  await page.locator('nav.tabs button').first().click()
  await calls(page).first().focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('pre.code').first()).toBeVisible()
  await expect(arriving(page)).toHaveCount(0)

  // An export has all of it, and the rules, of the moment shown.
  await page.locator('.export > button').click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '.json' }).click()])
  const saved = JSON.parse(readFileSync(await download.path(), 'utf8')) as { controls: unknown[]; checks: unknown[]; at: string }
  expect(saved.controls.length).toBeGreaterThan(50)
  expect(saved.checks.length).toBeGreaterThan(50)
  expect(saved.at).toBe('2040-01-01T00:00:00Z')
})

test('a second drop while the rest of the first is asked for has its own', async ({ page }, info) => {
  const letGo = await holdBack(page, 'found')
  await open(page, '#view=inventory')
  await page.setInputFiles('#pick-files', large(info.outputPath('large.tar.gz')))
  await expect(arriving(page)).toBeVisible()
  await page.evaluate((bytes) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], 'second.tar.gz'))
    document.querySelector('#main')?.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
  }, readFileSync('src/engine/testing/distributions/k3s.tar.gz').toString('base64'))
  await expect(page.locator('header.header')).toContainText('second.tar.gz')
  await letGo()
  await expect(page.locator('table.rows tbody tr').first()).toContainText('k3s')
  await expect(page.locator('.failure')).toHaveCount(0)
})

test('nothing is said of the rules before they have run, not of a moment asked for meanwhile either', async ({ page }, info) => {
  const letGo = await holdBack(page, 'rules')
  await open(page)
  await drop(page, planes(info.outputPath('planes.tar.gz')))
  const findings = page.locator('section.findings')
  const tab = page.locator('nav.tabs button', { hasText: 'Findings' })
  const unchecked = async () => {
    await expect(findings).toHaveAttribute('aria-busy', 'true')
    await expect(findings).toContainText('The rules are still being checked.')
    await expect(findings).not.toContainText('No finding')
    await expect(findings.locator('.filter').first()).toHaveText('All')
    await expect(tab).toHaveText('Findings')
  }
  await unchecked()
  await page.evaluate(() => (location.hash = '#at=2040-01-01T00:00:00Z'))
  await expect(page.locator('time[datetime="2040-01-01T00:00:00.000Z"]').first()).toBeVisible()
  await unchecked()
  await expect(findings.locator('li').first()).toContainText('expired')
  await letGo()
  await expect(findings).toHaveAttribute('aria-busy', 'false')
  await expect(findings).not.toContainText('still being checked')
  await expect(findings.locator('.filter').first()).toHaveText(/All \d/)
  await expect(tab).toHaveText(/Findings \d/)
  // From then on a moment has its rules at once.
  await page.evaluate(() => (location.hash = '#at=2041-01-01T00:00:00Z'))
  await expect(page.locator('time[datetime="2041-01-01T00:00:00.000Z"]').first()).toBeVisible()
  expect(await findings.getAttribute('aria-busy')).toBe('false')
})
