/** A whole session as a person has one: drop, look at every call and every view, save everything. */
import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { expect } from './page.ts'

export interface Session {
  /** What each export wrote, by file name. */
  readonly saved: ReadonlyMap<string, Buffer>
  /** The document's markup at every step. */
  readonly seen: readonly string[]
}

async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('details')) element.open = true
  })
}

/** Markup, and what fields hold, which markup does not show. */
export const look = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')]
    return `${document.documentElement.outerHTML}\n${fields.map((field) => field.value).join('\n')}`
  })

export async function drop(page: Page, archive: string): Promise<void> {
  await page.setInputFiles('#pick-files', archive)
  await shown(page)
}

export async function shown(page: Page): Promise<void> {
  await page.locator('html[data-phase="ready"]').waitFor()
  await calls(page).first().waitFor()
}

export const calls = (page: Page): Locator => page.locator('button[id^="call-"]')

export async function session(page: Page): Promise<Session> {
  const seen: string[] = [await look(page)]
  const saved = new Map<string, Buffer>()
  const count = await calls(page).count()
  expect(count).toBeGreaterThanOrEqual(12)
  for (let nth = 0; nth < count; nth++) {
    // By the keyboard: badges of parallel calls may lie under one another's hit areas.
    await calls(page).nth(nth).focus()
    await page.keyboard.press('Enter')
    await expect(calls(page).nth(nth)).toHaveAttribute('aria-current', 'true')
    await unfold(page)
    seen.push(await look(page))
    await page.keyboard.press('Escape')
  }
  for (const item of await menu(page)) {
    const [download] = await Promise.all([page.waitForEvent('download', { timeout: 30_000 }), item()])
    saved.set(download.suggestedFilename(), readFileSync(await download.path()))
  }
  const views = page.locator('nav.tabs button')
  for (let nth = 0; nth < (await views.count()); nth++) {
    await views.nth(nth).click()
    await unfold(page)
    seen.push(await look(page))
  }
  await views.first().click()
  return { saved, seen }
}

/** One step for every entry of the export menu. */
async function menu(page: Page): Promise<readonly (() => Promise<void>)[]> {
  const open = page.locator('.export > button')
  const entries = page.locator('.export .menu button')
  await open.click()
  await entries.first().waitFor()
  const count = await entries.count()
  await page.keyboard.press('Escape')
  return Array.from({ length: count }, (_, nth) => async () => {
    await open.click()
    await entries.nth(nth).click()
  })
}
