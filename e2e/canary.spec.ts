/** Secrets in, none out: known bytes in keys, tokens, passwords and arguments are looked for wherever they could come out. */
import { writeFileSync } from 'node:fs'
import { default as kubeadm } from '../scripts/distributions/kubeadm.mjs'
import { drop, session } from './flow.ts'
import { expect, open, test } from './page.ts'
import { clusterWithSecrets } from './secrets.ts'

test.setTimeout(180_000)
const secrets = clusterWithSecrets(kubeadm())

test('the search finds every form of every secret', () => {
  expect(secrets.count).toBeGreaterThan(40)
  expect(secrets.samples.filter((form) => secrets.foundIn(`before ${form} after`).length === 0)).toEqual([])
  const { length } = secrets.foundIn(secrets.archive.toString('base64'))
  expect(length, 'packed bytes hide them: the search must be given what is inside').toBe(0)
  expect(secrets.foundIn('an innocent text')).toEqual([])
})

test('no secret comes out', async ({ page, context, watched }, info) => {
  const archive = info.outputPath('canary.tar.gz')
  writeFileSync(archive, secrets.archive)
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  await page.addInitScript(() => {
    const copied: string[] = []
    Object.assign(window, { __copied: copied })
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text: string) => void copied.push(text) } })
  })
  await open(page)
  await drop(page, archive)
  const { saved, seen } = await session(page)
  // The reader did see them: it says that the tokens, the passwords and the arguments are there.
  expect(seen.join('')).toContain('kubernetes-admin')

  for (const text of seen) expect(secrets.foundIn(text), 'in the document').toEqual([])
  for (const [name, bytes] of saved) expect(secrets.foundIn(bytes), name).toEqual([])
  expect(secrets.foundIn([...said, ...watched.errors].join('\n')), 'in the console').toEqual([])
  const kept = await page.evaluate(async () => ({
    address: location.href,
    title: document.title,
    name: window.name,
    history: JSON.stringify(history.state),
    cookie: document.cookie,
    local: JSON.stringify(localStorage),
    session: JSON.stringify(sessionStorage),
    databases: JSON.stringify(await indexedDB.databases()),
    caches: JSON.stringify(await caches.keys()),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    clipboard: (window as unknown as { __copied: string[] }).__copied.join('\n'),
  }))
  expect(secrets.foundIn(JSON.stringify(kept))).toEqual([])
  expect(kept).toMatchObject({ local: '{}', session: '{}', databases: '[]', caches: '[]', cookie: '', workers: 0, name: '' })
  expect(await context.storageState()).toEqual({ cookies: [], origins: [] })
})

test('a page that shows a secret is caught', async ({ page }) => {
  const [form = ''] = secrets.samples.slice(-1)
  await open(page)
  await page.evaluate((text) => document.body.append(text), form)
  expect(secrets.foundIn(await page.content()).length).toBeGreaterThan(0)
})
