/** Whose node a folder is, whose cluster a node, which distribution a cluster: corrected on the page, judged again, taken back, and said in the report. */
import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, open, test } from './page.ts'

const archive = (name: string) => ({
  name: `${name}.tar.gz`,
  mimeType: 'application/gzip',
  buffer: readFileSync(new URL(`../src/engine/testing/distributions/${name}.tar.gz`, import.meta.url)),
})

/** Two archives, two clusters; the coverage view. */
async function twoClusters(page: Page, hash = ''): Promise<void> {
  await open(page, hash)
  await page.setInputFiles('#pick-files', [archive('kubeadm'), archive('k3s')])
  await page.locator('html[data-phase="ready"]').waitFor()
  await page.locator('nav.tabs button').last().click()
  await page.locator('.corrections').first().waitFor()
}
const nodes = (page: Page) => page.locator('.corrections input[aria-label^="Node: "]')
const clusters = (page: Page) => page.locator('table.corrections').first().locator('input[aria-label^="Cluster: "]')
const values = (page: Page) => nodes(page).evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value))

test('a node is renamed and moved, a distribution chosen, by keyboard alone; undone; stated in the report; in no address', async ({
  page,
}) => {
  await twoClusters(page)
  const headings = page.locator('.correction-cluster h3')
  await expect(headings).toHaveCount(2)
  const before = await values(page)
  const undo = page.getByRole('button', { name: 'Undo' })
  await expect(undo).toBeDisabled()

  await nodes(page).first().focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('renamed-by-me')
  await page.keyboard.press('Enter')
  await expect(nodes(page).first()).toHaveValue('renamed-by-me')
  await expect(page.locator('.corrections tbody tr').first()).toContainText('you said so')

  const [first] = await headings.allTextContents()
  await clusters(page).last().focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(first ?? '')
  await page.keyboard.press('Tab')
  await expect(headings).toHaveCount(1)
  await undo.click()
  await expect(headings).toHaveCount(2)

  const distribution = page.locator('.correction-cluster select').last()
  const detected = await distribution.inputValue()
  await distribution.selectOption('microk8s')
  await expect(page.locator('.correction-cluster').last()).toContainText('by hand')
  await expect(page.locator('.correction-tools')).toContainText('2 corrections')
  expect(page.url()).not.toMatch(/renamed|microk8s/)

  await page.locator('.export > button').click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('.export .menu button').filter({ hasText: '.md' }).click(),
  ])
  const report = readFileSync(await download.path(), 'utf8')
  expect(report).toContain('Corrected by the user')
  expect(report).toContain('renamed-by-me')

  await page.getByRole('button', { name: 'As detected' }).click()
  await expect(distribution).toHaveValue(detected)
  expect(await values(page)).toEqual(before)
  await undo.click()
  await expect(nodes(page).first()).toHaveValue('renamed-by-me')
})

test('a folder nothing was made of is named a node', async ({ page }) => {
  await twoClusters(page)
  const count = await nodes(page).count()
  const form = page.locator('.correction-add')
  await form.locator('input').first().fill('k3s/var/lib/rancher/k3s/agent')
  await form.locator('input').last().fill('by-me')
  await page.keyboard.press('Enter')
  await expect(nodes(page)).toHaveCount(count + 1)
  expect(await values(page)).toContain('by-me')
})

for (const look of ['theme=dark&lang=zh-CN', 'theme=light&lang=en'])
  test(`axe finds nothing after a correction: ${look}`, async ({ page }) => {
    await twoClusters(page, `#${look}`)
    await page.locator('.correction-cluster select').last().selectOption('microk8s')
    await expect(page.locator('.by-hand').first()).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes: where }) => `${id}: ${where[0]?.target.join(' ')}`)).toEqual([])
  })
