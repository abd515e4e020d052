import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HEADERS } from './headers.mjs'
import { serve } from './serve.mjs'

const folder = mkdtempSync(join(tmpdir(), 'pkiscope-'))
const site = join(folder, 'site')

interface Answer {
  readonly status: number
  readonly text: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

/** Raw, since fetch tidies paths and hosts up before it sends them. */
const ask = (port: number, path: string, { method = 'GET', host = `127.0.0.1:${port}` } = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request({ port, path, method, headers: { Host: host }, host: '127.0.0.1' }, (response) => {
      let text = ''
      response.on('data', (chunk) => (text += String(chunk)))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }))
    })
    sent.on('error', reject)
    sent.end()
  })

beforeAll(() => {
  mkdirSync(site)
  writeFileSync(join(site, 'index.html'), '<head></head>page')
  writeFileSync(join(site, 'a b.js'), 'code')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  symlinkSync('../secret.txt', join(site, 'link.txt'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the server', () => {
  let server: Awaited<ReturnType<typeof serve>>
  beforeAll(async () => {
    server = await serve(site)
  })
  afterAll(() => server.close())

  test('serves files with the headers', async () => {
    const answer = await ask(server.port, '/')
    expect(answer).toMatchObject({ status: 200, text: '<head></head>page' })
    for (const [name, value] of Object.entries(HEADERS)) expect(answer.headers[name.toLowerCase()]).toBe(value)
    expect((await ask(server.port, '/a%20b.js?v=1')).headers['content-type']).toContain('text/javascript')
  })
  test.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/link.txt', '//etc/passwd', '/nothing', '/%00'])(
    'does not leave its folder: %s',
    async (path) => {
      const answer = await ask(server.port, path)
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.text).not.toContain('secret')
    },
  )
  test.each(['attacker.example', '127.0.0.1', 'localhost.attacker.example'])('refuses the host %j', async (host) => {
    expect((await ask(server.port, '/', { host })).status).toBe(421)
  })
  test('takes GET and HEAD alone', async () => {
    expect((await ask(server.port, '/', { method: 'HEAD' })).status).toBe(200)
    expect((await ask(server.port, '/', { method: 'POST' })).status).toBe(405)
  })
})

test('with files to hand over, everything stands behind a name nobody can guess', async (context) => {
  const server = await serve(site, { secret: 'abc', module: { name: 'drop.js', code: 'give()' } })
  context.onTestFinished(() => server.close())
  expect(server.url).toBe(`http://127.0.0.1:${server.port}/abc/`)
  for (const path of ['/', '/index.html', '/drop.js', '/abcd/drop.js']) expect((await ask(server.port, path)).status).toBe(404)
  expect((await ask(server.port, '/abc/')).text).toContain('<script type="module" src="./drop.js"></script>')
  expect(await ask(server.port, '/abc/drop.js')).toMatchObject({ status: 200, text: 'give()' })
})
