/** One node of the drop: its tree, the components on it, their settings, and the names and addresses it is known by. */
import { once, push } from '../encoding/maps.ts'
import type { Settings } from '../inventory/inventory.ts'
import { canonicalHost, isLoopback, isUnspecified, parseEndpoint } from './address.ts'
import type { MembershipReason, SettingUse } from './cluster.ts'
import type { ComponentId } from './components.ts'
import { directoryOf } from '../encoding/paths.ts'
import type { HostPaths } from './host-files.ts'
import { isAbsolute, posixPath } from './host-path.ts'
import type { Configured, Layout } from './layouts/layout.ts'
import { hostOf, type Tree } from './nodes.ts'
import type { BundleLoader, Presents, Trust } from './plan.ts'
import { type FileIndex, type Reference, referTo, throughMounts } from './resolve.ts'
import { type InstanceSettings, settingsOf, type Value } from './settings.ts'

export interface Node {
  readonly name: string | null
  readonly nameFrom: Extract<MembershipReason, 'folder' | 'archive' | 'hostname' | 'etcd-name' | 'pod' | 'by-hand' | 'single'>
  /** The name Kubernetes knows it by, with how sure that is: `--hostname-override`, etcd's `--name`, /etc/hostname, else the folder. */
  readonly kubernetesName: { readonly name: string; readonly certain: boolean } | null
  readonly tree: Tree
  readonly layout: Layout
  readonly components: ReadonlyMap<ComponentId, readonly InstanceSettings[]>
  /** Canonical addresses and names. */
  readonly addresses: ReadonlySet<string>
  readonly version: string | null
}

const PROGRAMS: readonly [RegExp, ComponentId][] = [
  [/^(kube-)?apiserver$|^KubeAPIServerConfig$/, 'kube-apiserver'],
  [/^(kube-)?controller-manager$|^KubeControllerManagerConfig/, 'kube-controller-manager'],
  [/^(kube-)?scheduler$|^KubeSchedulerConfiguration$/, 'kube-scheduler'],
  [/^kube-proxy$|^KubeProxyConfiguration$/, 'kube-proxy'],
  [/^kubelet$|^KubeletConfiguration$/, 'kubelet'],
  [/^etcd$/, 'etcd'],
  [/^(konnectivity-server|proxy-server)$/, 'konnectivity-server'],
  [/^(konnectivity-agent|proxy-agent)$/, 'konnectivity-agent'],
  [/^cloud-controller-manager$/, 'cloud-controller-manager'],
]

/** The component of a command line or configuration; null for programs that are none. */
export function componentOf({ program, origin }: Settings): ComponentId | null {
  if (origin === 'etcd-config') return 'etcd'
  if (origin === 'kubelet-config') return 'kubelet'
  if (origin === 'kube-proxy-config') return 'kube-proxy'
  if (origin === 'scheduler-config') return 'kube-scheduler'
  const name = posixPath(program)
    .replace(/^.*\//, '')
    .replace(/\.(exe|service)$/, '')
  return PROGRAMS.find(([pattern]) => pattern.test(name))?.[1] ?? null
}

/** Weakest first: what stands in a configuration file is beaten by flags; a running process shows what really holds. */
const STRENGTH: Readonly<Record<string, number>> = {
  'kubelet-config': 0,
  'kube-proxy-config': 0,
  'scheduler-config': 0,
  'apiserver-config': 0,
  'etcd-config': 0,
  'env-file': 1,
  'args-file': 2,
  'systemd-unit': 3,
  pod: 3,
  'static-pod': 4,
  'process-line': 5,
}

/** The kubelet merges the `*.conf` of `--config-dir` into its configuration file in the order of their names (KEP-3983): the last one counts. */
function dropInOrder(tree: Tree, sources: readonly Settings[]): (source: Settings) => string {
  const flags = sources.flatMap(({ settings }) => settings.filter(({ name }) => name === '--config-dir'))
  const folder = flags.at(-1)?.value.replace(/\/*$/, '/')
  return ({ origin, location }) => {
    if (folder === undefined || origin !== 'kubelet-config') return ''
    const path = hostPathOf(tree, location.file)
    return path.startsWith(folder) && path.endsWith('.conf') ? path : ''
  }
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Certificates whose files tell of the server that presents them. */
const SERVES: ReadonlySet<string> = new Set(['--tls-cert-file', '--cert-file'])

const isConfiguration = ({ origin }: Settings): boolean => Object.values(CONFIG_OF).some((config) => config.origin === origin)

/** What the API server says of a pod is the manifest of its node again, where that is in the drop. */
function asStarted(sources: readonly Settings[]): Settings[] {
  const manifest = sources.some(({ origin }) => origin === 'static-pod')
  return sources.filter(({ origin }) => origin !== 'pod' || !manifest)
}

export interface NodeDraft {
  readonly tree: Tree
  readonly layout: Layout
  readonly sources: readonly Settings[]
  readonly hostname: string | null
  /** The name the folder, the archive or the user gives it. */
  readonly name: string | null
  /** A folder recognised by its contents: etcd's own name and /etc/hostname go before, and alone it names nothing. */
  readonly weak: boolean
  /** Are there other trees in the drop? */
  readonly several: boolean
  readonly nameFrom: Node['nameFrom']
  /** Those of the Node object. */
  readonly addresses?: readonly string[]
}

/** Configuration files by the flag that names the one in use; several may lie about. */
const CONFIG_OF: Readonly<Partial<Record<ComponentId, { readonly origin: Settings['origin']; readonly flags: readonly string[] }>>> = {
  kubelet: { origin: 'kubelet-config', flags: ['--config'] },
  'kube-proxy': { origin: 'kube-proxy-config', flags: ['--config'] },
  'kube-scheduler': { origin: 'scheduler-config', flags: ['--config'] },
  etcd: { origin: 'etcd-config', flags: ['--config-file', 'ETCD_CONFIG_FILE'] },
}

const NAMED_FILES = new Map<Settings['origin'], string>([
  ['authentication-config', '--authentication-config'],
  ['authorization-config', '--authorization-config'],
  ['admission-config', '--admission-control-config-file'],
  ['egress-selector-config', '--egress-selector-config-file'],
  ['encryption-config', '--encryption-provider-config'],
])

/** The further files an API server's flags name, and those a plugin's `path` names in them: a file of the kind that nothing names configures nothing. */
function namedFiles(tree: Tree, own: readonly Settings[], all: readonly Settings[]): Settings[] {
  const named = (origin: Settings['origin'], paths: ReadonlySet<string>): Settings[] =>
    paths.size === 0 ? [] : all.filter((source) => source.origin === origin && paths.has(hostPathOf(tree, source.location.file)))
  const byFlag = [...NAMED_FILES].flatMap(([origin, flag]) =>
    named(
      origin,
      new Set(
        own.flatMap(({ settings, mounts }) =>
          settings.flatMap(({ name, value }) => (name === flag ? [throughMounts(posixPath(value), mounts)] : [])),
        ),
      ),
    ),
  )
  // apiserver/pkg/admission/config.go: a plugin's path is relative to the file that names it.
  const plugins = byFlag.flatMap(({ origin, settings, location }) =>
    settings.flatMap(({ name, value }) =>
      origin === 'admission-config' && /^plugins\[\d+\]\.path$/.test(name)
        ? [posixPath(isAbsolute(value) ? value : directoryOf(hostPathOf(tree, location.file)) + value)]
        : [],
    ),
  )
  return [...byFlag, ...named('admission-config', new Set(plugins)).filter((source) => !byFlag.includes(source))]
}

/** Without the configuration files that are not the one the command line, or else the program's default, names. */
function inUse(component: ComponentId, tree: Tree, layout: Layout, sources: readonly Settings[]): Settings[] {
  const config = CONFIG_OF[component]
  if (config === undefined || sources.filter(({ origin }) => origin === config.origin).length < 2) return [...sources]
  const named = sources.flatMap(({ settings, mounts }) =>
    settings.flatMap(({ name, value }) => (config.flags.includes(name) ? [throughMounts(posixPath(value), mounts)] : [])),
  )
  const assumed = [layout.programDefaults[component]?.[config.flags[0] ?? ''], layout.assumed[component]?.[config.flags[0] ?? '']]
  const wanted = [...named.toReversed(), ...assumed.filter((path) => typeof path === 'string')]
  const place = ({ location }: Settings): string => hostPathOf(tree, location.file)
  const found = wanted.find((path) => sources.some((source) => source.origin === config.origin && place(source) === path))
  if (found === undefined) return [...sources]
  const dropIn = dropInOrder(tree, sources)
  return sources.filter((source) => source.origin !== config.origin || place(source) === found || dropIn(source) !== '')
}

export function buildNode(draft: NodeDraft): Node {
  const { tree, layout, sources, hostname, name: given, weak, several, nameFrom, addresses = [] } = draft
  const components = new Map<ComponentId, InstanceSettings[]>()
  const byComponent = new Map<ComponentId, Settings[]>()
  for (const source of sources) {
    const component = componentOf(source)
    // What a ConfigMap holds is where a node's file came from, not the node's file.
    if (component === null || (source.location.field !== null && isConfiguration(source))) continue
    push(byComponent, component, source)
  }
  for (const [component, all] of byComponent) {
    const own = all.length === 1 ? all : inUse(component, tree, layout, latestRevisions(asStarted(all)))
    const dropIn = component === 'kubelet' && own.length > 1 ? dropInOrder(tree, own) : () => ''
    if (own.length > 1) own.sort((a, b) => (STRENGTH[a.origin] ?? 0) - (STRENGTH[b.origin] ?? 0) || compare(dropIn(a), dropIn(b)))
    // A KubeletConfiguration alone does not say how the kubelet was started, but it says that there is one.
    const pods = own.filter(({ origin }) => origin === 'static-pod')
    if (component === 'etcd' && pods.length > 1)
      components.set(
        component,
        pods.map((pod) => settingsOf(component, [pod], layout)),
      )
    else
      components.set(component, [
        settingsOf(component, own, layout, [], component === 'kube-apiserver' ? namedFiles(tree, own, sources) : []),
      ])
  }
  const configured = layout.configured(sources, (path) => tree.files.has(path))
  const serves = (component: ComponentId): boolean =>
    configured[component]?.some(({ name, value }) => SERVES.has(name) && tree.files.has(value)) === true
  for (const [component, byFiles] of impliedIn(tree, layout)) {
    if (components.has(component) || !(byFiles || serves(component))) continue
    if (component === 'etcd' && !localEtcd(components.get('kube-apiserver')?.[0])) continue
    components.set(component, [settingsOf(component, [], layout, configured[component])])
  }
  impliedByServer(components, layout, configured)
  const etcdName = components.get('etcd')?.[0]?.one('--name')
  const member = etcdName === undefined || etcdName === null || etcdName.value === 'default' ? null : etcdName.value
  const within = member === null ? null : (layout.etcdName?.exec(member)?.[1] ?? null)
  const named = within ?? member
  const override = components.get('kubelet')?.[0]?.one('--hostname-override')?.value ?? null
  const name = (given !== null && !weak ? given : null) ?? named ?? hostname ?? (weak && several ? given : null)
  const sure =
    (override !== null && !override.includes('$') ? override : null) ?? (nameFrom === 'by-hand' ? given : null) ?? within ?? hostname
  return {
    name,
    nameFrom: name !== null && name === given ? nameFrom : named !== null ? 'etcd-name' : hostname !== null ? 'hostname' : 'single',
    kubernetesName:
      sure !== null
        ? { name: sure.toLowerCase(), certain: true }
        : name !== null
          ? { name: name.toLowerCase(), certain: /(^|\/)nodes\/[^/]+\/$/.test(tree.root) }
          : null,
    tree,
    layout,
    components,
    addresses: addressesOf(components, [name, named, hostname, override, ...addresses]),
    version: versionOf(components),
  }
}

type Implied = readonly (readonly [component: ComponentId, byFiles: boolean])[]
const impliedOf = new WeakMap<HostPaths, Map<Layout, Implied>>()
/** The components a layout's files may tell of, and whether those of this tree do: the same for all nodes of a kind. */
function impliedIn({ files: { hosts } }: Tree, layout: Layout): Implied {
  const byLayout = once(impliedOf, hosts, () => new Map<Layout, Implied>())
  return once(byLayout, layout, () =>
    (Object.entries(layout.impliedBy) as [ComponentId, readonly string[]][]).map(([component, paths]) => [
      component,
      paths.some((path) => hosts.indexOf(path) !== undefined),
    ]),
  )
}

/** OpenShift keeps the resources of each revision in `…-pod-N`: the highest is in use. */
function latestRevisions(sources: readonly Settings[]): Settings[] {
  const revision = ({ location }: Settings): number => Number(/-pod-(\d+)\//.exec(location.file)?.[1] ?? -1)
  const latest = Math.max(-1, ...sources.map(revision))
  return sources.filter((source) => revision(source) === -1 || revision(source) === latest)
}

/** Where nothing but its files tells of an API server, the rest of a control plane is taken to run beside it. */
function impliedByServer(components: Map<ComponentId, InstanceSettings[]>, layout: Layout, configured: Configured): void {
  if (components.get('kube-apiserver')?.[0]?.found !== false) return
  for (const component of ['kube-controller-manager', 'kube-scheduler', 'kubelet'] as const)
    if (!components.has(component) && layout.assumed[component] !== undefined)
      components.set(component, [settingsOf(component, [], layout, configured[component])])
}

/** Is the etcd this API server talks to on its own node? True where nothing says otherwise. */
function localEtcd(apiserver: InstanceSettings | undefined): boolean {
  if (apiserver === undefined) return true
  const own = apiserver.one('--advertise-address')?.value
  const hosts = apiserver
    .all('--etcd-servers')
    .flatMap(({ value }) => value.split(','))
    .map((url) => parseEndpoint(url)?.host ?? '')
  return hosts.length === 0 || hosts.some((host) => isLoopback(host) || (own !== undefined && host === canonicalHost(own)))
}

function addressesOf(components: ReadonlyMap<ComponentId, readonly InstanceSettings[]>, names: readonly (string | null)[]): Set<string> {
  const found = new Set<string>()
  const add = (host: string | undefined): void => {
    if (host === undefined || host === '' || host.includes('$')) return
    const canonical = canonicalHost(host)
    if (!isLoopback(canonical) && !isUnspecified(canonical)) found.add(canonical)
  }
  for (const name of names) add(name ?? undefined)
  for (const flag of ['--advertise-address', '--bind-address', '--external-hostname'])
    for (const { value, assumed } of components.get('kube-apiserver')?.[0]?.all(flag) ?? []) if (!assumed) add(value)
  for (const { value } of components.get('kubelet')?.[0]?.all('--node-ip') ?? []) for (const part of value.split(',')) add(part)
  for (const etcd of components.get('etcd') ?? [])
    for (const flag of ['--initial-advertise-peer-urls', '--advertise-client-urls', '--listen-client-urls', '--listen-peer-urls'])
      for (const { value, assumed } of etcd.all(flag)) if (!assumed) for (const url of value.split(',')) add(parseEndpoint(url)?.host)
  return found
}

/** `registry/kube-apiserver:v1.34.3` -> `1.34.3`, of the control plane's images. */
function versionOf(components: ReadonlyMap<ComponentId, readonly InstanceSettings[]>): string | null {
  for (const component of ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy', 'kubelet'] as const) {
    const tag = /:v?(\d+\.\d+(?:\.\d+)?)/.exec(components.get(component)?.[0]?.image ?? '')
    if (tag?.[1] !== undefined) return tag[1]
  }
  return null
}

/** The version an image tag names, null where it names none. */
export const imageVersion = (image: string | null): string | null => /:v?(\d+\.\d+(?:\.\d+)?)/.exec(image ?? '')?.[1] ?? null

const useOf = (
  component: ComponentId,
  setting: string,
  value: Value | null,
): Pick<SettingUse, 'component' | 'setting' | 'value' | 'location' | 'assumed'> => ({
  component,
  setting: value?.name ?? setting,
  value: value?.value ?? null,
  location: value?.location ?? null,
  assumed: value?.assumed ?? false,
})

/** Settings of one node turned into what is presented and what is trusted. Each object is made once, so that equal work is done once. */
export interface Reader {
  readonly index: FileIndex
  /** By the value that refers, which is of one node. */
  readonly cache: Map<Value, Reference>
}

export function reference(reader: Reader, node: Node, settings: InstanceSettings, value: Value): Reference {
  const known = reader.cache.get(value)
  if (known !== undefined && known.use.component === settings.component) return known
  // Fields of a configuration file are relative to it (kubelet, kube-proxy); flags to the process, whose directory nobody records.
  const base = value.location !== null && !value.name.startsWith('-') ? directoryOf(hostPathOf(node.tree, value.location.file)) || '/' : '/'
  const made = referTo(reader.index, node.tree, useOf(settings.component, value.name, value), base, settings.mounts)
  reader.cache.set(value, made)
  return made
}

/** Where a file of the drop stands on its node; its path in the drop where that is not known. */
export function hostPathOf(tree: Tree, file: string): string {
  const host = hostOf(tree.mounts, file)
  return host !== null && tree.files.get(host) === file ? host : `/${file.slice(tree.root.length)}`
}

/** The bare use of a setting that is not set, or whose file nobody can name. */
export const unset = (component: ComponentId, setting: string, value: Value | null = null): SettingUse => ({
  component,
  setting: value?.name ?? setting,
  value: value?.value ?? null,
  location: value?.location ?? null,
  assumed: value?.assumed ?? false,
  file: null,
  resolved: 'none',
})

/** A certificate and key named by two settings; `nothing` where neither is set. */
export function pairOf(
  reader: Reader,
  node: Node,
  settings: InstanceSettings,
  certificate: Value | null,
  key: Value | null,
  setting: string,
): Presents {
  if (certificate === null) return { kind: 'nothing', use: unset(settings.component, setting) }
  return {
    kind: 'pair',
    certificate: reference(reader, node, settings, certificate),
    key: key === null ? null : reference(reader, node, settings, key),
    store: null,
  }
}

export function bundleOf(reader: Reader, node: Node, settings: InstanceSettings, value: Value, loader: BundleLoader): Trust {
  return { kind: 'bundle', loader, reference: reference(reader, node, settings, value) }
}
