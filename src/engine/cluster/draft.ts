/** One cluster while its calls are planned: its nodes, servers and kubeconfigs. */
import type { Inventory, KubeObject, Setting } from '../inventory/inventory.ts'
import type { Layout } from './layouts/layout.ts'
import type { Caller, ConfigFile } from './kubeconfigs.ts'
import type { ComponentId } from './components.ts'
import type { Node, Reader } from './node.ts'
import type { ApiServer, EtcdMember, Kubelet } from './providers.ts'

/** A kubeconfig in the drop, who uses it and what each of its contexts says. */
export interface Config {
  readonly role: ComponentId
  readonly node: Node | null
  readonly file: ConfigFile
  readonly callers: readonly Caller[]
}

/** Servers the API server itself calls as a kubeconfig says: such a kubeconfig is no way to the API server. */
const CALLED: ReadonlySet<ComponentId> = new Set([
  'audit-webhook',
  'authentication-webhook',
  'authorization-webhook',
  'image-policy-webhook',
])
export const isOutbound = ({ role }: Config): boolean => CALLED.has(role)
/** Does a component of the node call the API server with it? */
export const isOwn = (config: Config): boolean => config.role !== 'client' && !isOutbound(config)

export interface ClusterDraft {
  readonly inventory: Inventory
  readonly reader: Reader
  readonly layout: Layout
  readonly version: string | null
  readonly nodes: readonly Node[]
  readonly apiServers: readonly ApiServer[]
  readonly etcd: readonly EtcdMember[]
  readonly kubelets: readonly Kubelet[]
  readonly configs: readonly Config[]
  /** Kubeconfigs by which its API servers call others. */
  readonly outbound: readonly Config[]
  /** Is a file of objects, tokens or kubeadm's configuration of this cluster? */
  readonly isOurs: (file: string) => boolean
  /** Kubernetes objects of this cluster. */
  readonly objects: readonly KubeObject[]
  /** What kubeadm was configured with. */
  readonly kubeadm: readonly Setting[]
  /** Contexts that are nobody's current one, or of kubeconfigs no component uses. */
  readonly clients: readonly { readonly config: Config; readonly caller: Caller }[]
  /** Kubernetes names of all nodes, lower case. */
  readonly nodeNames: ReadonlySet<string>
}
