/** What a component makes of its kubeconfig: whom it calls, what it presents and trusts, as client-go reads it. */
import type { Kubeconfig, KubeconfigCluster, KubeconfigUser, Location, Material, ReadFault } from '../inventory/inventory.ts'
import { once } from '../encoding/maps.ts'
import { type Endpoint, parseEndpoint } from './address.ts'
import type { SettingUse } from './cluster.ts'
import type { ComponentId } from './components.ts'
import { directoryOf } from '../encoding/paths.ts'
import { hostPathOf } from './node.ts'
import type { Tree } from './nodes.ts'
import type { Presents, Trust, Unusable } from './plan.ts'
import { embedded, type FileIndex, type Mount, type Reference, referTo } from './resolve.ts'

export interface Caller {
  readonly endpoint: Endpoint | null
  /** The name checked against the server's certificate: `tls-server-name`, else the host. */
  readonly serverName: string | null
  readonly client: Presents
  readonly trusts: Trust
  readonly unusable: Unusable | null
  readonly context: { readonly name: string; readonly current: boolean } | null
  /** Certificates of the authority, for telling clusters apart. */
  readonly authority: Reference | null
}

export interface ConfigFile {
  readonly component: ComponentId
  /** The setting that names the kubeconfig, or that it stands at a place of the layout. */
  readonly use: SettingUse
  readonly config: Kubeconfig | null
  readonly tree: Tree
  /** Those of the component's container: the paths in the kubeconfig are as it sees them. */
  readonly mounts: readonly Mount[]
}

const use = (
  component: ComponentId,
  setting: string,
  value: string | null,
  location: Location | null,
  file: string | null,
): SettingUse => ({
  component,
  setting,
  value,
  location,
  file,
  resolved: file === null ? 'none' : 'embedded',
  assumed: false,
})

/** All contexts of a kubeconfig as callers, the current one first and marked. */
export function callersOf(index: FileIndex, file: ConfigFile, faults: readonly ReadFault[]): Caller[] {
  const { config, component } = file
  if (config === null) return [broken(file, unreadable(file, faults))]
  const base64 = undecodable(component, config)
  if (base64 !== null) return [broken(file, base64)]
  if (config.problem !== null) {
    const { field, location, error } = config.problem
    return [broken(file, { use: use(component, field, null, location, location.file), why: 'bad-kubeconfig', error })]
  }
  const names = config.contexts.map(({ name }) => name)
  const current = config.currentContext
  const ordered = current !== null && names.includes(current) ? [current, ...names.filter((name) => name !== current)] : names
  const entries = { contexts: firstOf(config.contexts), clusters: firstOf(config.clusters), users: firstOf(config.users) }
  const callers = ordered.map((name) => callerOf(index, file, config, entries, name, name === current))
  // clientcmd: a current-context that is not there is an error; none at all leaves an empty configuration.
  if (current === null || current === '' || !names.includes(current)) {
    const error =
      current === null || current === ''
        ? 'invalid configuration: no configuration has been provided'
        : `context "${current}" does not exist`
    callers.unshift(
      broken(file, { use: use(component, 'current-context', current, config.location, config.location.file), why: 'invalid', error }),
    )
  }
  return callers
}

const broken = (file: ConfigFile, unusable: Unusable | null): Caller => ({
  endpoint: null,
  serverName: null,
  client: { kind: 'missing', uses: [file.use] },
  trusts: { kind: 'missing', use: file.use },
  unusable,
  context: null,
  authority: null,
})

/** The file is in the drop and was not understood: in the reader's words; null where it is not in the drop at all. */
function unreadable(file: ConfigFile, faults: readonly ReadFault[]): Unusable | null {
  if (file.use.file === null) return null
  const fault = faults.find(({ file: path, id }) => path === file.use.file && id !== 'read/duplicate-path')
  return { use: file.use, why: 'bad-kubeconfig', error: fault?.presented ?? fault?.expected ?? 'invalid configuration' }
}

type Undecodable = Extract<Material, { kind: 'data-undecodable' }>
/** One field that is not base64 makes the whole file unreadable: clientcmd decodes it before it looks at any part. */
function undecodable(component: ComponentId, config: Kubeconfig): Unusable | null {
  const bad = (material: Material | null): material is Undecodable => material?.kind === 'data-undecodable'
  const found =
    config.clusters.find(({ authority }) => bad(authority))?.authority ??
    config.users.flatMap(({ certificate, key }) => (bad(certificate) ? [certificate] : bad(key) ? [key] : []))[0]
  if (found === undefined || !bad(found)) return null
  const { location, error } = found
  return { use: use(component, location.field ?? 'kubeconfig', null, location, location.file), why: 'bad-base64', error }
}

/** As many are faster looked through than put into a map. */
const FEW = 4

/** Entries by name; of several of one name the first counts, as clientcmd has it. */
function firstOf<T extends { readonly name: string }>(entries: readonly T[]): Pick<ReadonlyMap<string, T>, 'get'> {
  if (entries.length <= FEW) return { get: (wanted) => entries.find(({ name }) => name === wanted) }
  const first = new Map<string, T>()
  for (const entry of entries) if (!first.has(entry.name)) first.set(entry.name, entry)
  return first
}
interface Entries {
  readonly contexts: Pick<ReadonlyMap<string, Kubeconfig['contexts'][number]>, 'get'>
  readonly clusters: Pick<ReadonlyMap<string, KubeconfigCluster>, 'get'>
  readonly users: Pick<ReadonlyMap<string, KubeconfigUser>, 'get'>
}

function callerOf(index: FileIndex, file: ConfigFile, config: Kubeconfig, entries: Entries, name: string, current: boolean): Caller {
  const { component, tree } = file
  const context = entries.contexts.get(name)
  const cluster = context && entries.clusters.get(context.cluster)
  const user = context && entries.users.get(context.user)
  const at = (setting: string, value: string | null = null): SettingUse =>
    use(component, setting, value, config.location, config.location.file)
  const invalid = (setting: string, error: string): Unusable => ({ use: at(setting), why: 'invalid', error })
  const base = directoryOf(hostPathOf(tree, config.location.file)) || '/'
  const material = (entry: Material | null, setting: string): Reference | null => {
    if (entry === null || entry.kind === 'data-undecodable') return null
    if (entry.kind === 'data') return embedded(component, `${setting}-data`, entry.text)
    return referTo(index, tree, { component, setting, value: entry.path, location: entry.location, assumed: false }, base, file.mounts)
  }
  let unusable: Unusable | null = null
  const endpoint = cluster === undefined || cluster.server === '' ? null : serverOf(index, cluster.server)
  const authority = material(cluster?.authority ?? null, 'certificate-authority')
  if (cluster === undefined) unusable = invalid('contexts', `cluster "${context?.cluster ?? ''}" does not exist`)
  else if (endpoint === null) unusable = invalid('server', `no server found for cluster "${cluster.name}"`)
  else if (NO_HOST.test(endpoint.host)) unusable = invalid('server', `parse "${cluster.server}": invalid character in host name`)
  else if (cluster.authority?.kind === 'data' && cluster.authority.path !== null)
    unusable = invalid(
      'certificate-authority',
      `certificate-authority-data and certificate-authority are both specified for ${cluster.name}. certificate-authority-data will override.`,
    )
  else if (cluster.insecureSkipTlsVerify && cluster.authority !== null)
    unusable = invalid('insecure-skip-tls-verify', 'specifying a root certificates file with the insecure flag is not allowed')
  const { presents, problem } = presentedBy(user, material, at)
  if (problem !== null) unusable ??= invalid(problem.setting, problem.error)
  return {
    endpoint,
    serverName: cluster?.tlsServerName ?? endpoint?.host ?? null,
    client: presents,
    trusts:
      cluster?.insecureSkipTlsVerify === true
        ? { kind: 'skip', use: at('insecure-skip-tls-verify', 'true') }
        : authority === null
          ? { kind: 'system-roots', use: at('certificate-authority') }
          : { kind: 'bundle', loader: 'append-certs', reference: authority },
    unusable,
    context: { name, current },
    authority,
  }
}

/** What net/url refuses in a host. */
const NO_HOST = /[\s{}|\\^`]/

/** Without a scheme it is `http://`: clientcmd decides before it reads any certificate (rest.IsConfigTransportTLS, DefaultServerURL). */
const serverOf = ({ endpoints }: FileIndex, server: string): Endpoint | null =>
  once(endpoints, server, () => {
    const endpoint = parseEndpoint(server)
    return endpoint === null || endpoint.scheme !== '' ? endpoint : { ...endpoint, scheme: 'http' }
  })

/** clientcmd's validateAuthInfo, then rest.TransportConfig: a certificate beats nothing, a token goes beside it. */
function presentedBy(
  user: KubeconfigUser | undefined,
  material: (entry: Material | null, setting: string) => Reference | null,
  at: (setting: string, value?: string | null) => SettingUse,
): { presents: Presents; problem: { setting: string; error: string } | null } {
  if (user === undefined) return { presents: { kind: 'nothing', use: at('users') }, problem: null }
  const certificate = material(user.certificate, 'client-certificate')
  const key = material(user.key, 'client-key')
  if (certificate !== null) {
    const twice = (entry: Material | null): boolean => entry?.kind === 'data' && entry.path !== null
    const problem = twice(user.certificate)
      ? {
          setting: 'client-certificate',
          error: `client-cert-data and client-cert are both specified for ${user.name}. client-cert-data will override.`,
        }
      : twice(user.key)
        ? {
            setting: 'client-key',
            error: `client-key-data and client-key are both specified for ${user.name}; client-key-data will override`,
          }
        : key === null
          ? {
              setting: 'client-key',
              error: `client-key-data or client-key must be specified for ${user.name} to use the clientCert authentication method.`,
            }
          : null
    return { presents: { kind: 'pair', certificate, key, store: null }, problem }
  }
  if (user.hasToken || user.token !== null) return { presents: { kind: 'token', token: user.token, use: at('token') }, problem: null }
  if (user.tokenFile !== null) return { presents: { kind: 'token', token: null, use: at('tokenFile', user.tokenFile) }, problem: null }
  if (user.exec !== null) return { presents: { kind: 'token', token: null, use: at('exec', user.exec) }, problem: null }
  if (user.authProvider !== null)
    return { presents: { kind: 'token', token: null, use: at('auth-provider', user.authProvider) }, problem: null }
  if (user.basic) return { presents: { kind: 'token', token: null, use: at('username') }, problem: null }
  return { presents: { kind: 'nothing', use: at('client-certificate') }, problem: null }
}
