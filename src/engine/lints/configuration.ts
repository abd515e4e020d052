/**
 * What each component on each node is configured with, for rules and controls: a flag beats a field beats a variable, the last occurrence wins.
 * Only what the drop says: no default of a layout or a program is filled in here.
 */
import { once } from '../encoding/maps.ts'
import type { ClusterFacts } from '../cluster/cluster.ts'
import { SettingKinds } from '../cluster/setting-kinds.ts'
import type { Inventory, Setting, Settings } from '../inventory/inventory.ts'

export type Program = 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kube-proxy' | 'kubelet' | 'etcd'
export interface Configuration {
  readonly program: Program
  readonly node: string | null
  readonly cluster: ClusterFacts | null
  readonly sources: readonly Settings[]
  /** A command line of it is in the drop: a flag not there is a flag not set. */
  readonly hasFlags: boolean
  /** A configuration file of it is in the drop. */
  readonly hasFile: boolean
  /** Every occurrence under the first of these names that has one. */
  readonly all: (...names: readonly string[]) => readonly Setting[]
  /** The last occurrence under the first of these names that has one. */
  readonly get: (...names: readonly string[]) => Setting | null
}

const FILE_ORIGINS = new Set(['kubelet-config', 'etcd-config', 'kube-proxy-config', 'scheduler-config', 'apiserver-config'])
/** Kind or program as found -> the component it configures. Multi-call binaries name the component as their first word. */
const PROGRAMS: Readonly<Record<string, Program>> = {
  'kube-apiserver': 'kube-apiserver',
  apiserver: 'kube-apiserver',
  KubeAPIServerConfig: 'kube-apiserver',
  KubeControllerManagerConfig: 'kube-controller-manager',
  'kube-controller-manager': 'kube-controller-manager',
  'controller-manager': 'kube-controller-manager',
  'kube-scheduler': 'kube-scheduler',
  scheduler: 'kube-scheduler',
  KubeSchedulerConfiguration: 'kube-scheduler',
  'kube-proxy': 'kube-proxy',
  KubeProxyConfiguration: 'kube-proxy',
  kubelet: 'kubelet',
  KubeletConfiguration: 'kubelet',
  etcd: 'etcd',
}
/** Weakest first: a file is beaten by flags, and what a process runs with by nothing. */
const STRENGTH: Readonly<Record<string, number>> = {
  'env-file': 1,
  'args-file': 2,
  'systemd-unit': 3,
  pod: 3,
  'static-pod': 4,
  'process-line': 5,
}
/** Of several revisions side by side the highest is the one in use. */
const revision = (s: Settings) => Number(/-pod-(\d+)\//.exec(s.location.file)?.[1] ?? 0)
const byStrength = (a: Settings, b: Settings) => (STRENGTH[a.origin] ?? 0) - (STRENGTH[b.origin] ?? 0) || revision(a) - revision(b)

const SECTION: Readonly<Record<string, string>> = { 'peer-': 'peer-transport-security.', '': 'client-transport-security.' }

/** Every name an etcd flag goes by: the flag, its variable, its place in the configuration file. */
export function etcdNames(flag: string): string[] {
  const bare = flag.replace(/^--/, '')
  const peer = bare.startsWith('peer-') ? 'peer-' : ''
  return [flag, `ETCD_${bare.replaceAll('-', '_').toUpperCase()}`, `${SECTION[peer]}${bare.slice(peer.length)}`, bare]
}

/** A flag, and the argument map of a configuration file that stands for flags. */
function argumentNames(name: string): string[] {
  if (!name.startsWith('--')) return [name]
  const bare = name.slice(2)
  return [name, `apiServerArguments.${bare}`, `extendedArguments.${bare}`]
}

/** Every spelling of a setting's name. The names are those that rules and controls ask for. */
const etcdSpellings = new Map<string, readonly string[]>()
const spellings = new Map<string, readonly string[]>()
const spellingsOf = (program: Program, name: string): readonly string[] =>
  program === 'etcd' ? once(etcdSpellings, name, () => etcdNames(name)) : once(spellings, name, () => argumentNames(name))

const NOWHERE: readonly number[] = []
interface Group {
  readonly program: Program
  readonly node: string | null
  readonly cluster: ClusterFacts | null
  readonly sources: Settings[]
}

/** In: the inventory and what tells a file's node and cluster. Out: one entry per program and node. */
export function configurationsOf(
  inventory: Inventory,
  backups: ReadonlySet<string>,
  nodeOf: (file: string) => string | null,
  clusterOf: (file: string) => ClusterFacts | null,
): Configuration[] {
  const all: Group[] = []
  const groups = new Map<Program, Map<ClusterFacts | null, Map<string | null, Group>>>()
  for (const source of inventory.settings) {
    const program = PROGRAMS[source.program]
    if (!program || backups.has(source.location.file)) continue
    const node = source.nodeName ?? nodeOf(source.location.file)
    const cluster = clusterOf(source.location.file)
    const byCluster = once(groups, program, () => new Map<ClusterFacts | null, Map<string | null, Group>>())
    const byNode = once(byCluster, cluster, () => new Map<string | null, Group>())
    once(byNode, node, () => {
      const group: Group = { program, node, cluster, sources: [] }
      all.push(group)
      return group
    }).sources.push(source)
  }
  const kinds = new SettingKinds()
  return all.map((group) => configuration(group, kinds))
}

function configuration(group: Group, kinds: SettingKinds): Configuration {
  if (group.sources.length > 1) group.sources.sort(byStrength)
  const [first] = group.sources
  const settings = first !== undefined && group.sources.length === 1 ? first.settings : group.sources.flatMap((source) => source.settings)
  const places = kinds.placesOf(settings)
  // With --config-file etcd ignores every flag and variable (embed.ConfigFromFile).
  const fileOnly =
    group.program === 'etcd' &&
    (places.has('--config-file') || places.has('ETCD_CONFIG_FILE')) &&
    group.sources.some((s) => s.origin === 'etcd-config')
  const find = (names: readonly string[]): readonly number[] => {
    for (const wanted of names)
      for (const name of spellingsOf(group.program, wanted)) {
        if (fileOnly && (name.startsWith('--') || name.startsWith('ETCD_'))) continue
        const found = places.get(name)
        if (found !== undefined) return found
      }
    return NOWHERE
  }
  return {
    program: group.program,
    node: group.node,
    cluster: group.cluster,
    sources: group.sources,
    hasFlags: group.sources.some((s) => !FILE_ORIGINS.has(s.origin)),
    hasFile: group.sources.some((s) => FILE_ORIGINS.has(s.origin)),
    all: (...names) => find(names).flatMap((at) => settings[at] ?? []),
    get: (...names) => settings[find(names).at(-1) ?? -1] ?? null,
  }
}

/** Go's strconv.ParseBool; a bare flag is true. null where it is not a boolean. */
export function truth(setting: Setting | null): boolean | null {
  if (!setting) return null
  if (/^(|1|t|T|TRUE|true|True)$/.test(setting.value)) return true
  return /^(0|f|F|FALSE|false|False)$/.test(setting.value) ? false : null
}

/** The entries of comma-joined and repeated lists. */
export function entries(settings: readonly Setting[]): string[] {
  return settings
    .flatMap((s) => s.value.split(','))
    .map((s) => s.trim())
    .filter(Boolean)
}
