/** Secrets in, none out: known bytes in keys, tokens, passwords and arguments are looked for wherever they could come out. */
import { writeFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { default as kubeadm } from '../scripts/distributions/kubeadm.mjs'
import { drop, look, type Session, session } from './flow.ts'
import { expect, open, test, watch } from './page.ts'
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

/** Before the first navigation: hears the console of page and workers, every address, and what is copied. */
async function listen(page: Page): Promise<readonly string[]> {
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  // A secret may stand in the address for a moment only.
  page.on('framenavigated', (frame) => said.push(frame.url()))
  page.on('pageerror', (error) => said.push(`${error.message}\n${error.stack}`))
  await page.addInitScript(() => {
    const copied: string[] = []
    Object.assign(window, { __copied: copied })
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text: string) => void copied.push(text) } })
  })
  return said
}

/** All that the browser keeps of a page, and what was copied. */
const keptBy = (page: Page) =>
  page.evaluate(async () => ({
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

/** Where secrets came out, and which. */
async function leaks(page: Page, { seen, saved }: Session, said: readonly string[]): Promise<readonly string[]> {
  const places: readonly (readonly [string, string | Buffer])[] = [
    ...seen.map((text) => ['document', text] as const),
    ...saved,
    ['console', said.join('\n')],
    ...Object.entries(await keptBy(page)).map(([place, text]) => [place, String(text)] as const),
  ]
  return [...new Set(places.flatMap(([place, content]) => secrets.foundIn(content).map((secret) => `${place}: ${secret}`)))]
}

test('no secret comes out', async ({ page, context, watched }, info) => {
  const archive = info.outputPath('canary.tar.gz')
  writeFileSync(archive, secrets.archive)
  const said = await listen(page)
  await open(page)
  await drop(page, archive)
  const done = await session(page)
  // The reader did see them: it says that the tokens, the passwords and the arguments are there.
  expect(done.seen.join('')).toContain('kubernetes-admin')
  expect(await leaks(page, done, [...said, ...watched.errors])).toEqual([])
  expect(await keptBy(page)).toMatchObject({
    local: '{}',
    session: '{}',
    databases: '[]',
    caches: '[]',
    cookie: '',
    workers: 0,
    name: '',
  })
  expect(await context.storageState()).toEqual({ cookies: [], origins: [] })
})

test('a page that lets a secret out is caught, wherever it does', async ({ browser, baseURL }) => {
  const page = await browser.newPage({ baseURL: baseURL ?? '' })
  const said = await listen(page)
  await open(page)
  const [secret = ''] = secrets.samples.slice(-1)
  await page.evaluate(async (text) => {
    const field = document.createElement('input')
    field.value = text
    document.body.append(field)
    document.title = text
    window.name = text
    location.hash = text
    history.replaceState(text, '')
    // oxlint-disable-next-line unicorn/no-document-cookie -- what is planted is to be found
    document.cookie = `a=${text}`
    localStorage.setItem('a', text)
    sessionStorage.setItem('a', text)
    await new Promise((resolve) => {
      indexedDB.open(text).onsuccess = resolve
    })
    await caches.open(text)
    await navigator.clipboard.writeText(text)
    console.log(text)
  }, secret)
  const saved = new Map([
    ['report.pdf', Buffer.concat([Buffer.from('%PDF-1.7\nstream\n'), deflateSync(secret), Buffer.from('\nendstream')])],
    ['audit.json', Buffer.from(JSON.stringify({ secret }))],
  ])
  const places = (await leaks(page, { seen: [await look(page)], saved }, said)).map((leak) => leak.slice(0, leak.indexOf(':')))
  expect(new Set(places)).toEqual(
    new Set([
      'document',
      'report.pdf',
      'audit.json',
      'console',
      'address',
      'title',
      'name',
      'history',
      'cookie',
      'local',
      'session',
      'databases',
      'caches',
      'clipboard',
    ]),
  )
  await page.close()
})

test('what the page’s policy refuses and what it throws is seen', async ({ browser, baseURL }) => {
  const page = await browser.newPage({ baseURL: baseURL ?? '' })
  const seen = await watch(page)
  await open(page)
  await page.evaluate(() => {
    document.body.setAttribute('style', 'color: red')
    try {
      document.body.setAttribute('onclick', 'void 0')
    } catch {
      // Told as a violation too.
    }
    const image = document.createElement('img')
    image.src = 'https://elsewhere.example/x.png'
    document.body.append(image)
    setTimeout(() => {
      throw new Error('thrown')
    })
  })
  for (const directive of ['style-src-attr', 'require-trusted-types-for', 'img-src'])
    await expect.poll(() => seen.violations.some((text) => text.startsWith(`${directive} refused`))).toBe(true)
  await expect.poll(() => seen.errors.some((text) => text.includes('thrown'))).toBe(true)
  await page.close()
})
