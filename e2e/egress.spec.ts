/** Nothing leaves: the whole session through a proxy that writes down every request, and with the network off. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium, type Page } from '@playwright/test'
import { chromium as path, QUIET } from '../scripts/browser.mjs'
import { drop, session, shown } from './flow.ts'
import { expect, open, test, watch } from './page.ts'
import { type LoggingProxy, loggingProxy } from './proxy.ts'

const ARCHIVE = 'src/engine/testing/distributions/kubeadm.tar.gz'

test.setTimeout(180_000)

async function behind(proxy: LoggingProxy): Promise<Browser> {
  const executablePath = path()
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...QUIET,
      // Loopback addresses too: without this the proxy would not see the page's own server.
      `--proxy-server=http://127.0.0.1:${proxy.port}`,
      '--proxy-bypass-list=<-loopback>',
    ],
  })
}

interface Outcome {
  /** What was asked for before the page was ready, and after. */
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** What its policy refused: it was tried. */
  readonly violations: readonly string[]
}

/** The session of one page behind the proxy. */
async function watched(url: string, act: (page: Page) => Promise<void>): Promise<Outcome> {
  const proxy = await loggingProxy(url)
  const browser = await behind(proxy)
  try {
    const page = await browser.newPage({ baseURL: url, acceptDownloads: true })
    const { violations } = await watch(page)
    await open(page)
    const before = [...proxy.log]
    await act(page)
    // What was queued has left by then.
    await page.waitForTimeout(500)
    return { before, after: proxy.log.slice(before.length), violations }
  } finally {
    await browser.close()
    await proxy.close()
  }
}

test('a whole session asks for nothing once the page is ready', async ({ baseURL }) => {
  const { before, after, violations } = await watched(baseURL ?? '', async (page) => {
    await drop(page, ARCHIVE)
    const { saved } = await session(page)
    expect([...saved.keys()].map((name) => name.split('.').pop())).toEqual(
      expect.arrayContaining(['csv', 'json', 'md', 'pdf', 'png', 'sarif', 'svg']),
    )
  })
  // The proxy sees what the page loads: the silence after it means something.
  expect(before.length).toBeGreaterThan(1)
  expect(after).toEqual([])
  expect(violations).toEqual([])
})

test('the examples ask for nothing', async ({ baseURL }) => {
  const { after, violations } = await watched(baseURL ?? '', async (page) => {
    await page.locator('.examples button').first().click()
    await shown(page)
  })
  expect(after).toEqual([])
  expect(violations).toEqual([])
})

test('a page that leaks is seen to leak', async () => {
  const page = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' })
    response.end(
      "<!doctype html><html data-ready><button onclick=\"fetch('/leak?key'); new Image().src = 'http://elsewhere.example/leak'\">go</button>",
    )
  })
  await new Promise<void>((resolve) => {
    page.listen(0, '127.0.0.1', resolve)
  })
  const { after } = await watched(`http://127.0.0.1:${(page.address() as AddressInfo).port}/`, (leaking) => leaking.getByText('go').click())
  page.close()
  page.closeAllConnections()
  expect(after).toEqual(expect.arrayContaining([expect.stringContaining('/leak?key'), 'GET http://elsewhere.example/leak']))
})

test('what hostile code in the page could try is refused', async ({ browser, baseURL }) => {
  const page = await browser.newPage({ baseURL: baseURL ?? '' })
  await open(page)
  const refused = await page.evaluate(async () => {
    // What the test itself evaluates may eval; what runs later is the page's own.
    await new Promise((resolve) => setTimeout(resolve))
    const attempt = async (act: () => unknown): Promise<string> => {
      try {
        return String(await act())
      } catch (error) {
        return `refused: ${(error as Error).name}`
      }
    }
    const code = 'fetch("/leak").then(() => postMessage("sent"), (e) => postMessage("refused: " + e.name))'
    return {
      fetch: await attempt(() => fetch('/leak')),
      // oxlint-disable-next-line no-eval -- refused is what is tested
      eval: await attempt(() => (0, eval)('1')),
      worker: await attempt(() => new Worker(URL.createObjectURL(new Blob([code])))),
      markup: await attempt(() => (document.createElement('div').innerHTML = '<img src=x>')),
      window: window.open('https://elsewhere.example/') === null,
      beacon: String(navigator.sendBeacon('/leak', 'x')),
    }
  })
  expect(refused).toMatchObject({
    fetch: 'refused: TypeError',
    eval: 'refused: EvalError',
    worker: 'refused: TypeError',
    markup: 'refused: TypeError',
    window: true,
  })
  await page.close()
})

test('with the network off, the whole session works', async ({ page, context }) => {
  await open(page)
  await context.setOffline(true)
  await drop(page, ARCHIVE)
  const { saved } = await session(page)
  expect(saved.size).toBeGreaterThanOrEqual(7)
})
