// The page as a person has it: a file is chosen and the diagram appears; then the moment is moved, the inventory searched, exports saved.
import { text as textFrom } from 'node:stream/consumers'
import { watchMemory } from './memory.mjs'

async function open(browser, url, workers) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true })
  const page = await context.newPage()
  await page.addInitScript((count) => Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => count }), workers)
  await page.goto(url)
  await page.waitForSelector('html[data-ready]')
  // The worker of the first drop is started once the page is idle: a person takes longer than that to find a file.
  await page.waitForTimeout(1500)
  return page
}
const ready = (page) =>
  page.waitForFunction(() => document.documentElement.dataset.phase === 'ready' && document.querySelector('button[id^="call-"]'), null, {
    timeout: 300_000,
    polling: 'raf',
  })

/**
 * From the moment the file is chosen to the diagram: milliseconds, the first verified result among them, and how long until the rules have run too;
 * the longest task of the page up to then, and the memory over what it began with.
 */
export async function drop(browser, pid, url, path, workers) {
  const page = await open(browser, url, workers)
  await page.evaluate(() => {
    const m = (self.measured = { longest: 0, from: 0, first: null, to: 0, ruled: 0 })
    new PerformanceObserver((list) => {
      for (const { duration, startTime } of list.getEntries())
        if (m.from > 0 && startTime + duration > m.from) m.longest = Math.max(m.longest, duration)
    }).observe({ type: 'longtask', buffered: false })
    document.addEventListener('change', () => (m.from = performance.now()), { capture: true, once: true })
    const watch = new MutationObserver(() => {
      if (m.first === null && document.querySelector('[data-verified]:not([data-verified="0"])')) m.first = performance.now()
      if (document.querySelector('button[id^="call-"]') === null) return
      const then = (what) => requestAnimationFrame(() => setTimeout(() => (m[what] ||= performance.now())))
      then('to')
      if (document.querySelector('.findings[aria-busy="false"]') === null) return
      watch.disconnect()
      then('ruled')
    })
    watch.observe(document.documentElement, { childList: true, subtree: true, attributes: true })
  })
  const memory = watchMemory(pid)
  await page.setInputFiles('#pick-files', path)
  await page.waitForFunction(() => self.measured.to > 0 && self.measured.ruled > 0, null, { timeout: 300_000 })
  // Long tasks are told of a little later.
  await page.waitForTimeout(200)
  const { longest, from, first, to, ruled } = await page.evaluate(() => self.measured)
  const peak = memory()
  await page.context().close()
  return { ms: to - from, first: first === null ? null : first - from, ruled: ruled - from, longest, peak }
}

const DAY = 86_400_000

/** What a person does then, and whether the verdicts are right. */
export async function afterwards(browser, url, path, broken) {
  const page = await open(browser, url, 2)
  await page.setInputFiles('#pick-files', path)
  await ready(page)
  // Until it has drawn its own, a still picture stands for that of the graph library.
  await page.locator('canvas.still').waitFor({ state: 'detached' })
  const drawn = await page.evaluate(() => {
    for (const element of document.querySelectorAll('*')) if (element._cyreg) return element._cyreg.cy.elements().length
    return null
  })
  const fps = await panning(page)
  const now = Date.parse(await page.locator('time[datetime]').first().getAttribute('datetime'))
  const move = (days) => moved(page, new Date(now + days * DAY).toISOString().replace('.000Z', 'Z'))
  const moves = { near: await move(20), across: await move(800), beyond: await move(801), back: await move(0) }
  const { text, ms: json } = await save(page, /\.json$/)
  const certificates = verdictsRight(JSON.parse(text), broken)
  const { ms: pdf } = await save(page, /\.pdf$/)
  const search = await searching(page)
  await page.context().close()
  return { drawn, fps, ...moves, json, pdf, search, certificates }
}

/** How long a person waits for the PDF of a drop, and of how many certificates it speaks. */
export async function report(browser, url, path) {
  const page = await open(browser, url, 2)
  await page.setInputFiles('#pick-files', path)
  await ready(page)
  const { ms } = await save(page, /\.pdf$/)
  const { text } = await save(page, /\.json$/)
  await page.context().close()
  return { ms, certificates: JSON.parse(text).certificates.length }
}

/** Frames a second while the picture is dragged about. */
async function panning(page) {
  const { x, y, width, height } = await page.locator('.stage').boundingBox()
  await page.evaluate(() => {
    self.frames = 0
    const count = () => {
      self.frames++
      requestAnimationFrame(count)
    }
    requestAnimationFrame(count)
  })
  await page.mouse.move(x + width - 40, y + height / 2)
  await page.mouse.down()
  const [frames, from] = await page.evaluate(() => [self.frames, performance.now()])
  for (let i = 0; i < 60; i++) await page.mouse.move(x + width - 40 - 3 * (i % 40), y + height / 2 + 2 * (i % 30))
  const [after, to] = await page.evaluate(() => [self.frames, performance.now()])
  await page.mouse.up()
  return ((after - frames) * 1000) / (to - from)
}

/** From the wish to the moment on the screen. */
const moved = (page, at) =>
  page.evaluate(
    (wanted) =>
      new Promise((done) => {
        const from = performance.now()
        const shown = () => [...document.querySelectorAll('time[datetime]')].some((t) => Date.parse(t.dateTime) === Date.parse(wanted))
        const watch = new MutationObserver(() => {
          if (!shown()) return
          watch.disconnect()
          requestAnimationFrame(() => setTimeout(() => done(performance.now() - from)))
        })
        watch.observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true })
        location.hash = `#at=${wanted}`
      }),
    at,
  )

async function save(page, name) {
  const open = page.locator('.export > button')
  const entries = page.locator('.export .menu button')
  await open.click()
  await entries.first().waitFor()
  const nth = (await entries.allInnerTexts()).findIndex((text) => name.test(text.trim()))
  const from = Date.now()
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 240_000 }), entries.nth(nth).click()])
  const ms = Date.now() - from
  if (!name.test(download.suggestedFilename())) throw new Error(`${download.suggestedFilename()} was saved where ${name} was asked for`)
  return { text: await textFrom(await download.createReadStream()), ms }
}

/** Every broken node of the fleet is broken in the way it was broken, and no other node is. Out: how many certificates there are. */
function verdictsRight({ calls, certificates }, broken) {
  const found = new Map()
  for (const call of calls)
    if (call.status === 'broken') {
      const reasons = [call.callerAcceptsServer, call.providerAcceptsClient, call.identityAuthorised].flatMap((half) => half.reason ?? [])
      for (const [from, to] of call.instances ?? [[call.from, call.to]]) {
        const node = Object.hasOwn(broken, from.node ?? '')
          ? from.node
          : Object.hasOwn(broken, to.node ?? '')
            ? to.node
            : (from.node ?? to.node)
        found.set(node, [...(found.get(node) ?? []), ...reasons])
      }
    }
  for (const [node, fault] of Object.entries(broken))
    if (!found.get(node)?.includes(fault)) throw new Error(`${node} is broken by ${fault}; the page says ${found.get(node) ?? 'it is not'}`)
  for (const [node, reasons] of found) if (!Object.hasOwn(broken, node)) throw new Error(`${node} is whole; the page says ${reasons}`)
  return certificates.length
}

/** The longest of some searches and of clearing them, from the key to the frame that shows the rows. */
async function searching(page) {
  await page.evaluate(() => (location.hash = '#view=inventory'))
  await page.locator('input[type=search]').waitFor()
  await page.waitForTimeout(300)
  return page.evaluate(async () => {
    const input = document.querySelector('input[type=search]')
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
    const status = document.querySelector('header [role=status]')
    let longest = 0
    for (const text of ['worker-000', 'kubernetes', '', 'system:node:worker-00001']) {
      const before = status.textContent
      const from = performance.now()
      value.set.call(input, text)
      input.dispatchEvent(new Event('input', { bubbles: true }))
      for (let i = 0; i < 120 && status.textContent === before; i++) await new Promise((done) => requestAnimationFrame(done))
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
      longest = Math.max(longest, performance.now() - from)
    }
    return longest
  })
}
