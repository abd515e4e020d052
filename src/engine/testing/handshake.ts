/** A real handshake between two ends (node's TLS, so OpenSSL): a second opinion on what is judged where two certificates meet. */
import { connect, createServer, type TLSSocket } from 'node:tls'

/** Valid both at the moment tests judge at and whenever they run: 2020 to 2049. */
export const ANY_TIME = { notBefore: 1_577_836_800, notAfter: 2_524_607_999 } as const

export interface End {
  readonly cert?: string
  readonly key?: string
  /** What it checks the other with; a server without one asks for no certificate. */
  readonly ca?: string
}

/** Does each end accept the other? `servername` as the client checks it. */
export function handshake(client: End, server: End, servername: string): Promise<{ readonly server: boolean; readonly client: boolean }> {
  return new Promise((resolve, reject) => {
    const accepted = { client: server.ca === undefined, server: false }
    const listener = createServer({ ...server, requestCert: server.ca !== undefined, rejectUnauthorized: false, minVersion: 'TLSv1.3' })
    listener.on('secureConnection', (socket: TLSSocket) => {
      accepted.client ||= socket.authorized
      socket.on('error', () => {})
      socket.end()
    })
    listener.on('error', reject)
    listener.listen(0, '127.0.0.1', () => {
      const address = listener.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      const socket = connect({ ...client, host: '127.0.0.1', port, servername, rejectUnauthorized: false }, () => {
        accepted.server = socket.authorized
      })
      socket.on('error', () => {})
      socket.on('close', () => listener.close(() => resolve(accepted)))
      socket.resume()
    })
  })
}
