/** One cluster while its calls are planned: its nodes, servers and kubeconfigs. */
import type { Inventory } from '../inventory/inventory.ts'
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
  /** Contexts that are nobody's current one, or of kubeconfigs no component uses. */
  readonly clients: readonly { readonly config: Config; readonly caller: Caller }[]
  /** Kubernetes names of all nodes, lower case. */
  readonly nodeNames: ReadonlySet<string>
}
