/** What every browser test starts from: a page that records what its own policy refused and every error it threw. */
import { test as base, expect, type Page } from '@playwright/test'

interface Watch {
  readonly violations: string[]
  readonly errors: string[]
}

/** Call before the first navigation. */
export async function watch(page: Page): Promise<Watch> {
  const seen: Watch = { violations: [], errors: [] }
  await page.exposeFunction('__violation', (text: string) => seen.violations.push(text))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = (window as unknown as { __violation: (text: string) => void }).__violation
      report(`${event.effectiveDirective} refused ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber} ${event.sample}`)
    })
  })
  page.on('pageerror', (error) => seen.errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') seen.errors.push(message.text())
  })
  return seen
}

/** Opens the page and waits until it has marked itself ready: everything it will ever load is loaded. */
export async function open(page: Page, hash = ''): Promise<void> {
  await page.goto(`./${hash}`)
  await page.locator('html[data-ready]').waitFor({ timeout: 20_000 })
}

export const test = base.extend<{ watched: Watch }>({
  watched: [
    async ({ page }, use) => {
      const seen = await watch(page)
      await use(seen)
      expect(seen.violations, 'refused by the page’s own policy').toEqual([])
      expect(seen.errors, 'errors').toEqual([])
    },
    { auto: true },
  ],
})
export { expect }
