/** What a distribution keeps where, as data. A layout says only how it differs from kubeadm, the base. */
import type { Location, Settings } from '../../inventory/inventory.ts'
import type { ComponentId } from '../components.ts'
import type { EdgeId } from '../edges.ts'

/** Who uses a kubeconfig found at a path of the layout. */
export type KubeconfigRole = Extract<
  ComponentId,
  | 'kube-controller-manager'
  | 'kube-scheduler'
  | 'kube-proxy'
  | 'kubelet'
  | 'admin'
  | 'super-admin'
  | 'kubelet-bootstrap'
  | 'cloud-controller-manager'
>

/** What decides that a drop is of this layout. A later entry of the index is asked before the base. */
export interface Marker {
  /** Paths on the node (`/var/lib/rancher/k3s/`), matched against each file. */
  readonly paths?: readonly RegExp[]
  /** Common names of issuers and CAs. */
  readonly commonNames?: readonly RegExp[]
  /** Programs of settings found (`k3s`), as the readers name them. */
  readonly programs?: readonly RegExp[]
  /** Names of kubeconfig clusters. */
  readonly kubeconfigClusters?: readonly RegExp[]
}

/** Flags by component, as the distribution sets them; a value with several entries is a repeated flag. */
export type Defaults = Readonly<Partial<Record<ComponentId, Readonly<Record<string, string | readonly string[]>>>>>

/** A flag that a configuration of the whole installation stands for, where no command line of the component is in the drop. */
export interface ConfiguredFlag {
  readonly name: string
  readonly value: string
  readonly location: Location | null
}
export type Configured = Readonly<Partial<Record<ComponentId, readonly ConfiguredFlag[]>>>

export interface Layout {
  readonly id: string
  readonly markers: Marker
  /** Host directories by which a folder without a host path is recognised: the files that stand directly in it. */
  readonly folders: readonly { readonly host: string; readonly contains: readonly string[]; readonly atLeast: number }[]
  /** What each component is assumed to run with where the drop has no command line of it. Paths as on the node. */
  readonly assumed: Defaults
  /** Defaults of the program itself: hold also where a command line is in the drop but says nothing of them. */
  readonly programDefaults: Defaults
  /** What the installer's own configuration (k3s' config.yaml, kubeadm's ClusterConfiguration) makes of the assumed flags. `has`: a path of the node. */
  readonly configured: (sources: readonly Settings[], has: (path: string) => boolean) => Configured
  /** A component is taken to exist on a node without a command line if one of these is in its tree. */
  readonly impliedBy: Readonly<Partial<Record<ComponentId, readonly string[]>>>
  readonly kubeconfigs: readonly { readonly path: RegExp; readonly role: KubeconfigRole }[]
  /** etcd's health client, and the CA it trusts; `onlyOfPod` where an etcd that runs on the host has others. */
  readonly etcdClient: {
    readonly certificate: string
    readonly key: string
    readonly authority: string
    readonly onlyOfPod?: boolean
  } | null
  /** The node's name within etcd's `--name`, as its first group; null where the two are unrelated. */
  readonly etcdName: RegExp | null
  /** Edges that do not exist here by design: `absent`, not a gap. */
  readonly absent: readonly EdgeId[]
  /** Who proxies services: decides what edge 7 is where no kubeconfig of kube-proxy is in the drop. */
  readonly kubeProxy: 'service-account' | 'kubeconfig' | 'none'
  /** Subjects beside Kubernetes' own that the distribution binds, by component: common name or organisation. */
  readonly identities: Readonly<Partial<Record<ComponentId, readonly { readonly user?: string; readonly group?: string }[]>>>
  /** True where every binding is known, so that another subject is refused; false where the installer makes bindings of its own. */
  readonly strictIdentities: boolean
  /** Copies that no component reads (on the node's path). */
  readonly backups: readonly RegExp[]
  /** How components are restarted and which family of repair commands applies. */
  readonly repair: 'kubeadm' | 'k3s' | 'rke2' | 'microk8s' | 'minikube' | 'kubespray' | 'kops' | 'talos' | 'openshift' | 'by-hand' | 'k0s'
  readonly restart: 'static-pod' | 'systemd' | 'snap' | 'service' | 'none'
}

/** A layout as differences: what is left out is the base's; `assumed`, `programDefaults` and `impliedBy` are merged per component. */
export type LayoutDifferences = Partial<Layout> & Pick<Layout, 'id' | 'markers'>

export function differFrom(base: Layout, differences: LayoutDifferences): Layout {
  return {
    ...base,
    ...differences,
    assumed: { ...base.assumed, ...differences.assumed },
    programDefaults: { ...base.programDefaults, ...differences.programDefaults },
    impliedBy: { ...base.impliedBy, ...differences.impliedBy },
    identities: { ...base.identities, ...differences.identities },
  }
}

/** A component's flags with one directory of the base replaced by the distribution's. */
export const relocate = (flags: Defaults[ComponentId] = {}, from: string, to: string): Record<string, string | readonly string[]> =>
  Object.fromEntries(Object.entries(flags).map(([name, value]) => [name, typeof value === 'string' ? value.replace(from, to) : value]))
