/** The kubeconfigs of one node: which component uses which, by its flags, else by where the file stands. */
import { once } from '../encoding/maps.ts'
import type { ReadFault } from '../inventory/inventory.ts'
import type { ComponentId } from './components.ts'
import type { Config } from './draft.ts'
import { callersOf, type ConfigFile } from './kubeconfigs.ts'
import type { HostPaths } from './host-files.ts'
import type { Layout } from './layouts/layout.ts'
import { hostPathOf, type Node, type Reader } from './node.ts'
import { resolvePath } from './resolve.ts'
import type { Value } from './settings.ts'

const BY_FLAG: readonly (readonly [ComponentId, ComponentId, string, string?])[] = [
  ['kube-controller-manager', 'kube-controller-manager', '--kubeconfig', 'clientConnection.kubeconfig'],
  ['kube-scheduler', 'kube-scheduler', '--kubeconfig', 'clientConnection.kubeconfig'],
  ['kubelet', 'kubelet', '--kubeconfig'],
  ['kube-proxy', 'kube-proxy', '--kubeconfig', 'clientConnection.kubeconfig'],
  ['cloud-controller-manager', 'cloud-controller-manager', '--kubeconfig'],
  ['konnectivity-server', 'konnectivity-server', '--kubeconfig'],
  ['kube-apiserver', 'audit-webhook', '--audit-webhook-config-file'],
  ['kube-apiserver', 'authentication-webhook', '--authentication-token-webhook-config-file'],
  ['kube-apiserver', 'authorization-webhook', '--authorization-webhook-config-file'],
]

export function configsOfNode(reader: Reader, node: Node, backups: ReadonlySet<string>, faults: readonly ReadFault[]): Config[] {
  const { tree } = node
  const configs: Config[] = []
  const used = new Set<string>()
  const add = (role: ComponentId, file: ConfigFile): void => {
    if (file.use.file !== null) used.add(file.use.file)
    configs.push({ role, node, file, callers: callersOf(reader.index, file, faults) })
  }
  for (const [component, role, flag, field] of BY_FLAG) {
    const settings = node.components.get(component)?.[0]
    const value = settings?.one(flag, field) ?? null
    if (settings === undefined || value === null) continue
    const { file, how } = resolvePath(reader.index, tree, value.value, '/', settings.mounts)
    // A DaemonSet's kubeconfig is a ConfigMap mounted into the pod: not a file of the node.
    if (file === null && component === 'kube-proxy' && settings.sources.some(({ origin }) => origin === 'pod' || origin === 'static-pod'))
      continue
    // A kubelet that still has to join has no kubeconfig yet: only the bootstrap one is in its tree.
    if (file === null && component === 'kubelet' && joining(reader, node, settings.one('--bootstrap-kubeconfig'))) continue
    add(role, { ...configFile(reader, node, role, flag, value, file, how), mounts: settings.mounts })
  }
  const bootstrap = node.components.get('kubelet')?.[0]?.one('--bootstrap-kubeconfig') ?? null
  if (bootstrap !== null) {
    const { file, how } = resolvePath(reader.index, tree, bootstrap.value)
    if (file !== null && !used.has(file))
      add('kubelet-bootstrap', configFile(reader, node, 'kubelet-bootstrap', '--bootstrap-kubeconfig', bootstrap, file, how))
  }
  for (const { role, value } of namedInFiles(node)) {
    const { file, how } = resolvePath(reader.index, tree, value.value, '/', node.components.get('kube-apiserver')?.[0]?.mounts)
    add(role, configFile(reader, node, role, value.name, value, file, how))
  }
  for (const { at, host, role } of kubeconfigPlaces(node)) {
    const file = tree.files.at(at)
    if (backups.has(file) || configs.some((config) => config.role === role && role !== 'admin')) continue
    // A component that borrows admin.conf does not take it from the administrator.
    if (used.has(file) && role !== 'admin' && role !== 'super-admin') continue
    add(role, configFile(reader, node, role, host, null, file, 'exact'))
  }
  for (const path of tree.paths)
    if (reader.index.kubeconfigs.has(path) && !used.has(path) && !backups.has(path))
      add('client', configFile(reader, node, 'client', hostPathOf(tree, path), null, path, 'exact'))
  return configs
}

interface Place {
  readonly at: number
  readonly host: string
  readonly role: ComponentId
}
const placesOf = new WeakMap<HostPaths, Map<Layout, readonly Place[]>>()
/** Where a node's layout has kubeconfigs, of the files it has; the same for all nodes of a kind. */
function kubeconfigPlaces({ tree, layout }: Node): readonly Place[] {
  const { hosts } = tree.files
  const byLayout = once(placesOf, hosts, () => new Map<Layout, readonly Place[]>())
  return once(byLayout, layout, () =>
    hosts.list.flatMap((host, at) => {
      const role = layout.kubeconfigs.find(({ path }) => path.test(host))?.role
      return role === undefined ? [] : [{ at, host, role }]
    }),
  )
}

interface Named {
  readonly role: ComponentId
  readonly value: Value
}
/** Kubeconfigs that the API server's AuthorizationConfiguration and AdmissionConfiguration name. */
function namedInFiles({ components }: Node): Named[] {
  const server = components.get('kube-apiserver')?.[0]
  return (server?.files ?? []).flatMap(({ origin, settings }) =>
    settings.flatMap((setting): Named[] => {
      const value = { ...setting, assumed: false }
      if (origin === 'authorization-config' && setting.name.endsWith('.webhook.connectionInfo.kubeConfigFile'))
        return [{ role: 'authorization-webhook', value }]
      return origin === 'admission-config' && /(^|\.)imagePolicy\.kubeConfigFile$/.test(setting.name)
        ? [{ role: 'image-policy-webhook', value }]
        : []
    }),
  )
}

function joining(reader: Reader, node: Node, bootstrap: Value | null): boolean {
  return bootstrap !== null && resolvePath(reader.index, node.tree, bootstrap.value).file !== null
}

function configFile(
  reader: Reader,
  node: Node,
  component: ComponentId,
  setting: string,
  value: Value | null,
  file: string | null,
  how: ConfigFile['use']['resolved'],
): ConfigFile {
  return {
    component,
    use: {
      component,
      setting: value?.name ?? setting,
      value: value?.value ?? null,
      location: value?.location ?? (file === null ? null : { file, field: null, line: null }),
      assumed: value?.assumed ?? false,
      file,
      resolved: file === null ? 'none' : how,
    },
    config: file === null ? null : (reader.index.kubeconfigs.get(file)?.[0] ?? null),
    tree: node.tree,
    mounts: node.components.get(component)?.[0]?.mounts ?? [],
  }
}
