// The peers of the page: built as a page of their own, served beside the fleets, run each in a fresh tab of the same browser.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { build } from 'vite'

const TYPES = { '.js': 'text/javascript', '.html': 'text/html' }

export async function peersAt(root, folder) {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: true,
      lib: { entry: 'scripts/bench/page.mjs', formats: ['es'], fileName: 'page' },
      minify: false,
    },
  })
  writeFileSync(join(folder, 'index.html'), '<!doctype html><meta charset="utf-8"><script type="module" src="page.js"></script>')
  const server = createServer((request, response) => {
    const file = join(folder, new URL(request.url ?? '/', 'http://x').pathname.replace(/^\/$/, '/index.html'))
    if (!existsSync(file)) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': TYPES[/\.\w+$/.exec(file)?.[0]] ?? 'application/gzip' }).end(readFileSync(file))
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return {
    run: async (browser, task, nodes) => {
      const page = await browser.newPage()
      await page.goto(`http://127.0.0.1:${server.address().port}/`)
      await page.waitForFunction(() => 'bench' in self)
      const result = await page.evaluate(([name, file]) => self.bench[name](file), [task, `fleet-${nodes}.tar.gz`])
      await page.close()
      return result
    },
    close: () => server.close(),
  }
}
