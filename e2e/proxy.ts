/** A proxy that forwards to one server alone and writes down everything it is asked for: what it did not see did not leave. */
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The browser's own calls home, by exact host. */
const OWN = new Set(['update.googleapis.com', 'accounts.google.com', 'clients2.google.com', 'safebrowsingohttpgateway.googleapis.com'])

export interface LoggingProxy {
  readonly port: number
  /** `GET http://host/path` or `CONNECT host:port`, in order. */
  readonly log: readonly string[]
  readonly close: () => Promise<void>
}

export async function loggingProxy(allowed: string): Promise<LoggingProxy> {
  const log: string[] = []
  const note = (line: string, host: string): void => {
    if (!OWN.has(host)) log.push(line)
  }
  const server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', 'http://proxy.invalid')
    note(`${incoming.method} ${url.href}`, url.hostname)
    if (url.host !== new URL(allowed).host) {
      outgoing.writeHead(502)
      outgoing.end()
      return
    }
    const onward = request(url, { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  server.on('connect', (incoming, socket) => {
    note(`CONNECT ${incoming.url}`, (incoming.url ?? '').split(':')[0] ?? '')
    socket.end('HTTP/1.1 502 Refused\r\n\r\n')
  })
  server.on('upgrade', (incoming, socket) => {
    note(`UPGRADE ${incoming.url}`, '')
    socket.end('HTTP/1.1 502 Refused\r\n\r\n')
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    log,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
