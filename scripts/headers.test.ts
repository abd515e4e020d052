import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CONTENT_SECURITY_POLICY, HEADERS, metaPolicy } from './headers.mjs'

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

test('the policy allows what the page needs and nothing else', () => {
  expect(CONTENT_SECURITY_POLICY).toBe(
    "default-src 'none'; script-src 'self'; worker-src blob:; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'none'; " +
      "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types pkiscope-worker; " +
      'sandbox allow-scripts allow-same-origin allow-downloads allow-modals',
  )
  expect(Object.keys(HEADERS)).toEqual([
    'Content-Security-Policy',
    'Cross-Origin-Opener-Policy',
    'Cross-Origin-Embedder-Policy',
    'Cross-Origin-Resource-Policy',
    'Referrer-Policy',
    'X-Content-Type-Options',
    'Permissions-Policy',
  ])
})

test('index.html has as much of the policy as a <meta> element may have, before anything it governs', () => {
  const html = read('index.html')
  const policy = /<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html)
  expect(policy?.[1]).toBe(metaPolicy())
  expect(policy?.[1]).not.toMatch(/sandbox|frame-ancestors/)
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.search(/<(script|link|style)/))
})

describe('the container', () => {
  const conf = read('container/nginx.conf')
  const added = Object.fromEntries([...conf.matchAll(/add_header (\S+) "([^"]*)" always;/g)].map((match) => [match[1], match[2]]))

  test('has the same headers', () => {
    expect(added).toEqual({ ...HEADERS, 'Cache-Control': 'no-cache' })
  })
  test('loses them in no location: nginx drops inherited headers where one is added', () => {
    expect(conf.slice(conf.indexOf('location '))).not.toContain('add_header')
  })
  test('runs as nobody and writes only to /tmp', () => {
    expect(read('container/Containerfile')).toMatch(/^USER 101$/m)
    const written = [...conf.matchAll(/(?:pid|_temp_path) (\S+);/g)].map((match) => match[1])
    expect(written.length).toBeGreaterThan(5)
    for (const path of written) expect(path).toMatch(/^\/tmp\//)
  })
  test('a real nginx answers with them', async (context) => {
    try {
      execFileSync('nginx', ['-v'], { stdio: 'ignore' })
    } catch {
      context.skip('no nginx on this machine')
    }
    const folder = mkdtempSync(join(tmpdir(), 'pkiscope-'))
    const port = 30_000 + (process.pid % 10_000)
    writeFileSync(join(folder, 'index.html'), '<p>here</p>')
    const local = conf
      .replace('listen 8080;', `listen 127.0.0.1:${port};`)
      .replace('/usr/share/nginx/html', folder)
      .replaceAll('/tmp/', `${folder}/`)
      .replace('error_log /dev/stderr warn;', `error_log ${folder}/error.log warn;\ndaemon off;\nuser root;`)
    writeFileSync(join(folder, 'nginx.conf'), process.getuid?.() === 0 ? local : local.replace('user root;', ''))
    const server = spawn('nginx', ['-c', join(folder, 'nginx.conf')], { stdio: 'ignore' })
    context.onTestFinished(() => {
      server.kill()
      rmSync(folder, { recursive: true, force: true })
    })
    const ask = (path: string, init?: RequestInit): Promise<Response | null> =>
      fetch(`http://127.0.0.1:${port}${path}`, init).catch(() => null)
    await expect.poll(() => ask('/'), { timeout: 5000 }).not.toBeNull()
    for (const path of ['/', '/nothing']) {
      const answer = await ask(path)
      for (const [name, value] of Object.entries(HEADERS)) expect(answer?.headers.get(name), `${path} ${name}`).toBe(value)
    }
    expect((await ask('/', { method: 'POST', body: 'x' }))?.ok).toBe(false)
  })
})
