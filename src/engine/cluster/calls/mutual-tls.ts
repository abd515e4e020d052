/** Plain mutual TLS: a folder with a CA, a server's and a client's certificate is one call from client to server. */
import type { Inventory, PemText } from '../../inventory/inventory.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { ipText } from '../../x509/ip.ts'
import type { ComponentId } from '../components.ts'
import { directoryOf } from '../../encoding/paths.ts'
import { type PlannedCall, planned, type PresentedPair } from '../plan.ts'
import type { Reference } from '../resolve.ts'

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1'
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'

interface Leaf {
  readonly text: PemText
  readonly certificate: Certificate
}

/** Null where the texts are not such a folder. */
export function planMutualTls(inventory: Inventory, texts: readonly PemText[]): PlannedCall[] {
  const authorities: Leaf[] = []
  const leaves: Leaf[] = []
  for (const text of texts) {
    const id = text.blocks.find(({ certificate }) => certificate !== null)?.certificate
    const certificate = id === undefined || id === null ? undefined : inventory.certificates[id]
    if (certificate === undefined) continue
    const root = certificate.isCA || (certificate.version === 1 && certificate.issuer.der === certificate.subject.der)
    ;(root ? authorities : leaves).push({ text, certificate })
  }
  const servers = leaves.filter((leaf) => serves(leaf))
  const clients = leaves.filter((leaf) => calls(leaf, servers))
  const calling =
    clients.length > 0 ? clients : servers.filter(({ certificate }) => certificate.extKeyUsage?.includes(CLIENT_AUTH) ?? false)
  const authority = authorities[0]
  if (authority === undefined || servers.length === 0 || calling.length === 0) return []
  return servers.flatMap((server) =>
    calling.map((client) =>
      call(inventory, server, client, nearest(authorities, client) ?? authority, nearest(authorities, server) ?? authority),
    ),
  )
}

/** By extended key usage, else by having names, else by what the file is called. */
function serves({ certificate, text }: Leaf): boolean {
  const usage = certificate.extKeyUsage
  if (usage !== null && !usage.includes(SERVER_AUTH)) return false
  const named = certificate.names !== null && (certificate.names.dns.length > 0 || certificate.names.ip.length > 0)
  return (
    /server/i.test(text.location.file) ||
    (usage !== null ? !/client/i.test(text.location.file) : named && !/client/i.test(text.location.file))
  )
}

function calls(leaf: Leaf, servers: readonly Leaf[]): boolean {
  if (servers.includes(leaf)) return false
  const usage = leaf.certificate.extKeyUsage
  return usage === null || usage.includes(CLIENT_AUTH) || /client/i.test(leaf.text.location.file)
}

/** Each end trusts the CA file in its own folder where it has one (`client/ca.crt`), else the shared one. */
const nearest = (authorities: readonly Leaf[], leaf: Leaf): Leaf | undefined =>
  authorities.find(({ text }) => directoryOf(text.location.file) === directoryOf(leaf.text.location.file))

const refer = (component: ComponentId, setting: string, text: PemText): Reference => ({
  use: { component, setting, value: text.location.file, location: null, file: text.location.file, resolved: 'exact', assumed: true },
  text,
})

function call(inventory: Inventory, server: Leaf, client: Leaf, clientTrusts: Leaf, serverTrusts: Leaf): PlannedCall {
  const name =
    server.certificate.names?.dns[0] ?? (server.certificate.names?.ip[0] === undefined ? null : ipText(server.certificate.names.ip[0]))
  return planned({
    edge: 'client->server',
    from: { component: 'client', node: null },
    to: { component: 'server', node: null },
    serverName: name ?? (server.certificate.subject.commonName || null),
    assumed: true,
    client: pair(inventory, 'client', client),
    clientTrusts: { kind: 'bundle', loader: 'append-certs', reference: refer('client', 'ca', clientTrusts.text) },
    server: pair(inventory, 'server', server),
    serverTrusts: { kind: 'bundle', loader: 'append-certs', reference: refer('server', 'ca', serverTrusts.text) },
  })
}

/** The key file that belongs by name: `server.crt` and `server.key`, `tls.crt` and `tls.key`. */
function pair(inventory: Inventory, component: ComponentId, { text }: Leaf): PresentedPair {
  const stem = text.location.file.replace(/\.[^./]*$/, '')
  const names = [`${stem}.key`, `${stem}-key.pem`, `${stem}.key.pem`, `${stem}_key.pem`, text.location.file]
  const key = names
    .map((name) =>
      inventory.texts.find(
        ({ location, blocks }) => location.file === name && location.field === null && blocks.some((block) => block.key !== null),
      ),
    )
    .find((found) => found !== undefined)
  return {
    kind: 'pair',
    certificate: refer(component, 'certificate', text),
    key: key === undefined ? null : refer(component, 'key', key),
    store: null,
  }
}
