/** The cluster as Kubernetes names it: instances of components on nodes, and the calls between them. */
import type { Location } from '../inventory/inventory.ts'
import type { ComponentId } from './components.ts'

/** One end of a call. `node` is null where nothing in the drop says. */
export interface Instance {
  readonly component: ComponentId
  readonly node: string | null
}

/** What names a file: a flag or field under its own name and where it stands; `assumed` where only the layout's default says so. */
export interface SettingUse {
  readonly component: ComponentId
  readonly setting: string
  readonly value: string | null
  readonly location: Location | null
  /** The file of the drop it was resolved to, null where that is not in the drop. */
  readonly file: string | null
  /** How the reference was resolved. `suffix`: by longest matching suffix, which the page says. */
  readonly resolved: 'exact' | 'host-path' | 'suffix' | 'link' | 'embedded' | 'none'
  readonly assumed: boolean
}

/** What gave a node its name, or brought it into its cluster. */
export type MembershipReason =
  | 'folder'
  | 'archive'
  | 'hostname'
  | 'etcd-name'
  | 'pod'
  | 'by-hand'
  | 'cluster-by-hand'
  | 'layout-by-hand'
  | 'ca-key'
  | 'etcd-members'
  | 'server-address'
  | 'single'

export interface ClusterFacts {
  readonly id: string
  readonly layout: string
  /** Kubernetes version (`1.34.3`) from image tags or configuration, null if unknown. */
  readonly version: string | null
  readonly nodes: readonly string[]
  readonly controlPlanes: readonly string[]
  /** Why these files were taken for one cluster, for the page to show and the user to correct. `root`: the folder of the drop that holds the node. */
  readonly evidence: readonly {
    readonly node: string | null
    readonly root: string | null
    readonly why: MembershipReason
    readonly value: string
  }[]
  readonly instances: readonly Instance[]
  /** Files labelled as backups: shown, part of no call. */
  readonly backups: readonly string[]
  /** Components that cannot load all their files, and which (a process that cannot start takes all its calls down). */
  readonly cannotStart: readonly { readonly instance: Instance; readonly settings: readonly SettingUse[] }[]
}
