/** axe finds nothing: every state of the page, in both themes and both languages. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import { expect, open, test } from './page.ts'

const require = createRequire(import.meta.url)
/** Put into the page once: what wraps it for Playwright puts it in anew for each look, which takes five times as long. */
const AXE = readFileSync(createRequire(require.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8')
interface Axe {
  run(
    options: object,
  ): Promise<{ readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[] }>
}

async function look(page: Page, what: string): Promise<void> {
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: Axe }
    const { violations } = await axe.run({ resultTypes: ['violations'] })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join('; ')}`)
  })
  expect.soft(found, what).toEqual([])
}
async function start(page: Page, hash: string): Promise<void> {
  await open(page, hash)
  await page.evaluate(AXE)
}
async function example(page: Page, nth: number): Promise<void> {
  await page.locator('.examples button').nth(nth).click()
  await page.locator('html[data-phase="ready"]').waitFor()
}
const archive = (path: string) => ({
  name: path.split('/').at(-1) ?? path,
  mimeType: 'application/gzip',
  buffer: readFileSync(new URL(`../${path}`, import.meta.url)),
})
const VIEWS = ['diagram', 'trust', 'timeline', 'findings', 'coverage', 'inventory']
const unfold = (page: Page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
const go = (page: Page, words: string) =>
  page.evaluate((hash) => {
    location.hash = hash
  }, words)

for (const theme of ['light', 'dark']) {
  for (const lang of ['en', 'zh-CN']) {
    const dress = `theme=${theme}&lang=${lang}`
    test.describe(`${theme}, ${lang}`, () => {
      test('before anything is read', async ({ page }) => {
        await start(page, `#${dress}`)
        await look(page, 'empty')
        await page.keyboard.press('?')
        await look(page, 'keys')
        await page.keyboard.press('Escape')
        await page.locator('.pickers button').last().click()
        await look(page, 'paste')
        await page.keyboard.press('Escape')
        await page.setInputFiles('#pick-files', { name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([0xff, 0xd8, 0xff]) })
        await page.getByRole('alert').waitFor()
        await look(page, 'refused')
        // A worker that does not answer is a read that takes long.
        await page.evaluate(() => {
          Worker.prototype.postMessage = () => undefined
        })
        await page.locator('.examples button').first().click()
        await page.locator('.reading progress').waitFor()
        await look(page, 'reading')
        await page.locator('.reading .button').click()
        await page.evaluate(() => {
          Worker.prototype.postMessage = () => {
            throw new Error('planted')
          }
        })
        await page.locator('.examples button').first().click()
        await page.locator('.failure').waitFor()
        await look(page, 'failure of ours')
      })

      test('views and dialogs', async ({ page }) => {
        test.setTimeout(120_000)
        await start(page, `#${dress}`)
        await example(page, 1)
        await page.locator('#call-3').waitFor()
        for (const view of ['diagram', 'trust', 'timeline', 'findings', 'coverage']) {
          await go(page, `view=${view}&${dress}`)
          await page.locator('nav.tabs [aria-current="page"]').waitFor()
          await page.evaluate(() => {
            for (const row of document.querySelectorAll<HTMLElement>('.finding [aria-expanded="false"]')) row.click()
          })
          await look(page, view)
        }
        await go(page, `view=inventory&${dress}`)
        const kinds = page.locator('.inventory [role="group"] button')
        for (let nth = 0; nth < (await kinds.count()); nth++) {
          await kinds.nth(nth).click()
          await look(page, `inventory ${nth}`)
          const first = page.locator('.inventory tbody button').first()
          if ((await first.count()) === 0) continue
          await first.click()
          await page.locator('dialog[open]').waitFor()
          await unfold(page)
          await look(page, `dialog ${nth}`)
          await page.keyboard.press('Escape')
        }
        await page.keyboard.press('/')
        await page.keyboard.type('etcd')
        await look(page, 'search')
        await page.keyboard.type('zzz')
        await look(page, 'nothing found')
        await page.keyboard.press('Escape')
        await page.locator('.export > button').click()
        await look(page, 'export')
      })

      test('several clusters, the instances of a component, narrow', async ({ page }) => {
        test.setTimeout(120_000)
        await start(page, `#${dress}`)
        const [planes, single] = ['public/examples/odd-token-key.tar.gz', 'src/engine/testing/distributions/k3s.tar.gz']
        await page.setInputFiles('#pick-files', [archive(planes), archive(single)])
        await page.locator('html[data-phase="ready"]').waitFor()
        const clusters = page.locator('.subject select')
        await expect(clusters.locator('option')).toHaveCount(2)
        await clusters.selectOption({ index: 0 })
        await page.locator('#place-kube-apiserver').click()
        await page.locator('.picker li').first().waitFor()
        await look(page, 'instances')
        await page.keyboard.press('Escape')
        for (const width of [1440, 420]) {
          await page.setViewportSize({ width, height: 900 })
          for (const view of VIEWS) {
            await go(page, `view=${view}&${dress}`)
            await page.locator('main').waitFor()
            await look(page, `several clusters, ${view}, ${width}`)
          }
          // The report of the other cluster, which one must be able to reach.
          await clusters.selectOption({ index: 1 })
        }
        await page.locator('#search').focus()
        await page.keyboard.type('ca')
        await look(page, 'search, narrow')
        await page.keyboard.press('Escape')
        await page.locator('.export > button').click()
        await look(page, 'export, narrow')
      })

      test('inspectors', async ({ page }) => {
        await start(page, `#${dress}`)
        await example(page, 1)
        // Mutual TLS broken, a token, half not in the drop, not verified, a key pair, the front proxy.
        for (const edge of ['3', '4', '7', '11', '12', 'front-proxy']) {
          await go(page, `edge=${edge}&${dress}`)
          await page.locator('.inspector [aria-busy="false"], .ends').first().waitFor()
          await unfold(page)
          await look(page, `inspector ${edge}`)
        }
        await page.setViewportSize({ width: 420, height: 900 })
        await look(page, 'inspector, narrow')
        await go(page, dress)
        await page.locator('.call-row').first().waitFor()
        await look(page, 'list of calls')
      })
    })
  }
}
