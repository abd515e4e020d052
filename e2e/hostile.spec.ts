/** Inputs made to break it, in the browser: each is said where it lies, a cluster dropped beside it is judged, and the page answers meanwhile. */
import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { ALIAS_BOMB, deepAsn1, dropIns, gzipBomb, manyEntries, namesakes } from './hostile.ts'
import { expect, open, test } from './page.ts'

const HEALTHY = 'public/examples/healthy.tar.gz'
/** Milliseconds, on a machine with other things to do: judged is to be within the first, and the page's own thread is never held longer than the second. */
const JUDGED_IN = 60_000
const HELD = 2000
test.setTimeout(300_000)

/** How long the page's thread was held at most, as the page itself sees it. */
async function feelPulse(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    let last = performance.now()
    Object.assign(window, { __held: 0 })
    setInterval(() => {
      const now = performance.now()
      const pulse = window as unknown as { __held: number }
      pulse.__held = Math.max(pulse.__held, now - last)
      last = now
    }, 20)
  })
  return () => page.evaluate(() => (window as unknown as { __held: number }).__held)
}

interface Hostile {
  readonly name: string
  readonly file: string
  readonly make: (path: string) => void | Promise<void>
  /** The finding's words and where it is; null where all is read. */
  readonly finding: RegExp | null
}
const HOSTILE: readonly Hostile[] = [
  {
    name: 'two million entries',
    file: 'many.tar.gz',
    make: (path) => manyEntries(path, 2_000_000),
    finding: /More entries than are read d\/f\d+/,
  },
  {
    name: 'a gzip bomb of four gigabytes',
    file: 'bomb.tar.gz',
    make: (path) => gzipBomb(path, 4),
    finding: /File is too large to be read bomb\.tar\.gz/,
  },
  {
    name: 'a bomb of YAML aliases',
    file: 'admin.conf',
    make: (path) => writeFileSync(path, ALIAS_BOMB),
    finding: /admin\.conf.*more than 100 aliases/,
  },
  {
    name: 'ASN.1 a hundred thousand deep',
    file: 'deep.crt',
    make: (path) => writeFileSync(path, deepAsn1(100_000)),
    finding: /ertificate.* deep\.crt/,
  },
  {
    name: 'five thousand CAs of one name',
    file: 'namesakes.tar.gz',
    make: (path) => writeFileSync(path, namesakes(5000)),
    finding: /Too many signatures to verify namesakes\/lost\+found\/\d+\/ca\.crt/,
  },
  {
    name: 'fifty thousand drop-ins of a unit',
    file: 'drop-ins.tar.gz',
    make: (path) => writeFileSync(path, dropIns(50_000)),
    finding: null,
  },
]

for (const { name, file, make, finding } of HOSTILE) {
  test(name, async ({ page }, info) => {
    const path = info.outputPath(file)
    await make(path)
    await open(page)
    const held = await feelPulse(page)
    const start = Date.now()
    await page.setInputFiles('#pick-files', [HEALTHY, path])
    await page.locator('html[data-phase="ready"]').waitFor({ timeout: JUDGED_IN })
    const judged = Date.now() - start
    await page.locator('nav.tabs button').last().click()
    // With the rest of what was found, which is on its way for as many files.
    if (finding !== null) await expect(page.locator('li').filter({ hasText: finding }).first()).toBeVisible({ timeout: JUDGED_IN })
    console.log(`   ${name}: judged in ${judged} ms, the page's thread held ${Math.round(await held())} ms at most`)
    expect(await held()).toBeLessThan(HELD)
    await page.locator('nav.tabs button').first().click()
    await expect(page.locator('button[id^="call-"]').first()).toBeVisible()
  })
}

test('an archive of several gzip members is read to its end', async ({ page }, info) => {
  const tar = gunzipSync(readFileSync(HEALTHY))
  const parts = [0, 700, 5000, 5000, 40_000].map((start, i, starts) => gzipSync(tar.subarray(start, starts[i + 1])))
  const path = info.outputPath('members.tar.gz')
  writeFileSync(path, Buffer.concat(parts))
  await open(page)
  await page.setInputFiles('#pick-files', [path])
  await expect(page.locator('button[id^="call-"]').first()).toBeVisible()
  await page.locator('nav.tabs button').last().click()
  await expect(page.locator('main')).toContainText('27 files read, 0 not used')
  await expect(page.locator('main')).not.toContainText('damaged')
})

test('a drop that holds nothing but a damaged archive says what is wrong with it', async ({ page }, info) => {
  const path = info.outputPath('cut.tar.gz')
  writeFileSync(path, readFileSync(HEALTHY).subarray(0, 200))
  await open(page)
  await page.setInputFiles('#pick-files', [path])
  await expect(page.getByRole('alert')).toContainText(/cut\.tar\.gz could not be read.*damaged/)
})
