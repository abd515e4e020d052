/** `pkiscope PATH`: the page opens with the files already in it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { shown } from './flow.ts'
import { expect, test } from './page.ts'

let served: ChildProcess | undefined
test.afterEach(() => {
  served?.kill()
})

async function address(args: readonly string[]): Promise<string> {
  const child = spawn('node', ['bin/pkiscope.mjs', ...args, '--no-open'], { stdio: ['ignore', 'pipe', 'inherit'] })
  served = child
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += String(chunk)
      const url = /http:\/\/\S+/.exec(said)?.[0]
      if (url !== undefined) resolve(url)
    })
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)))
  })
}

test('the files named on the command line are the first drop', async ({ page }) => {
  await page.goto(await address(['src/engine/testing/distributions/kubeadm.tar.gz', 'LICENSE']))
  await shown(page)
})

test('behind a name nobody can guess', async ({ request }) => {
  const url = await address(['LICENSE'])
  expect(new URL(url).pathname).toMatch(/^\/[0-9a-f]{32}\/$/)
  expect((await request.get(new URL('/', url).href)).status()).toBe(404)
})

test('without files the page alone', async ({ page }) => {
  await page.goto(await address([]))
  await expect(page.locator('#pick-files')).toBeAttached()
})
