/** A static server for the built page: loopback only, GET and HEAD only, every answer with the headers of headers.mjs. */
import { createReadStream } from 'node:fs'
import { readFile, realpath, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, sep } from 'node:path'
import { HEADERS } from './headers.mjs'

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.gz': 'application/gzip',
  '.tgz': 'application/gzip',
  '.zip': 'application/zip',
}

/**
 * @param {string} directory
 * @param {{ port?: number, secret?: string, module?: { name: string, code: string } }} [options] port 0 takes a free one;
 *   `secret` is the first part of every path; `module` is a further script of the page, under that name
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
 */
export async function serve(directory, { port = 0, secret, module } = {}) {
  const site = { root: await realpath(directory), prefix: secret === undefined ? '/' : `/${secret}/`, module }
  const server = createServer((request, response) => {
    answer(site, hosts, request, response).catch(() => refuse(response, 500))
  })
  /** @type {Set<string>} */
  const hosts = new Set()
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const taken = /** @type {import('node:net').AddressInfo} */ (server.address()).port
  // A page of another site that made its own name resolve to 127.0.0.1 is refused by the name it asks for.
  for (const name of ['127.0.0.1', 'localhost']) hosts.add(`${name}:${taken}`)
  if (taken === 80) for (const name of ['127.0.0.1', 'localhost']) hosts.add(name)
  return {
    url: `http://127.0.0.1:${taken}${site.prefix}`,
    port: taken,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer({ root, prefix, module }, hosts, request, response) {
  if (!hosts.has(request.headers.host ?? '')) return refuse(response, 421)
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405)
  let path
  try {
    path = decodeURIComponent(new URL(request.url ?? '/', 'http://127.0.0.1').pathname)
  } catch {
    return refuse(response, 400)
  }
  if (path.includes('\0')) return refuse(response, 400)
  if (!path.startsWith(prefix)) return refuse(response, 404)
  path = path.slice(prefix.length - 1)
  if (path.endsWith('/')) path += 'index.html'
  if (module !== undefined && path === `/${module.name}`) return send(request, response, TYPES['.js'], module.code)
  if (module !== undefined && path === '/index.html') {
    const html = await readFile(join(root, path), 'utf8')
    return send(request, response, TYPES['.html'], html.replace('</head>', `<script type="module" src="./${module.name}"></script></head>`))
  }
  const file = await realpath(join(root, path)).catch(() => null)
  if (file === null || !file.startsWith(root + sep)) return refuse(response, 404)
  const facts = await stat(file)
  if (!facts.isFile()) return refuse(response, 404)
  response.writeHead(200, {
    ...HEADERS,
    'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
    'Content-Length': facts.size,
    'Cache-Control': 'no-cache',
  })
  if (request.method === 'HEAD') return response.end()
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response)
}

function send(request, response, type, text) {
  const bytes = Buffer.from(text)
  response.writeHead(200, { ...HEADERS, 'Content-Type': type, 'Content-Length': bytes.length, 'Cache-Control': 'no-store' })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

function refuse(response, status) {
  if (response.headersSent) return response.destroy()
  response.writeHead(status, { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8' })
  response.end(`${status}\n`)
}
