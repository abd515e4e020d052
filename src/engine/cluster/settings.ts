/** What one instance of a component is configured with: flags beat configuration, configuration beats the layout; the last occurrence wins. */
import { once } from '../encoding/maps.ts'
import type { Location, Settings } from '../inventory/inventory.ts'
import type { ComponentId } from './components.ts'
import type { ConfiguredFlag, Layout } from './layouts/layout.ts'
import type { Mount } from './resolve.ts'
import { SettingKinds } from './setting-kinds.ts'

export interface Value {
  /** The name it stands under: `--etcd-cafile`, `authentication.x509.clientCAFile`, `ETCD_CERT_FILE`. */
  readonly name: string
  readonly value: string
  readonly location: Location | null
  /** Nothing in the drop says so: the layout's or the program's default. */
  readonly assumed?: boolean
}

export interface InstanceSettings {
  readonly component: ComponentId
  /** True where the drop has a command line, unit or configuration of this instance. */
  readonly found: boolean
  /** All values of the first source that has any: occurrences of a flag, else of the field, else the default. */
  all(flag: string, field?: string): readonly Value[]
  /** The last occurrence, null where the setting is unset or set to nothing. */
  one(flag: string, field?: string): Value | null
  readonly mounts: readonly Mount[]
  readonly image: string | null
  readonly sources: readonly Settings[]
  /** Configuration files it names beside its own: of authentication, authorization, admission, egress, encryption. */
  readonly files: readonly Settings[]
}

/** The etcd environment variable of a flag: `--peer-cert-file` -> `ETCD_PEER_CERT_FILE`. */
const environment = (flag: string): string => `ETCD_${flag.replace(/^-+/, '').replaceAll('-', '_').toUpperCase()}`

/** Fields of etcd's configuration file by flag; the rest bear the flag's name. */
const ETCD_FIELDS: Readonly<Record<string, string>> = {
  '--cert-file': 'client-transport-security.cert-file',
  '--key-file': 'client-transport-security.key-file',
  '--client-cert-file': 'client-transport-security.client-cert-file',
  '--client-key-file': 'client-transport-security.client-key-file',
  '--client-cert-auth': 'client-transport-security.client-cert-auth',
  '--trusted-ca-file': 'client-transport-security.trusted-ca-file',
  '--auto-tls': 'client-transport-security.auto-tls',
  '--peer-cert-file': 'peer-transport-security.cert-file',
  '--peer-key-file': 'peer-transport-security.key-file',
  '--peer-client-cert-file': 'peer-transport-security.client-cert-file',
  '--peer-client-key-file': 'peer-transport-security.client-key-file',
  '--peer-client-cert-auth': 'peer-transport-security.client-cert-auth',
  '--peer-trusted-ca-file': 'peer-transport-security.trusted-ca-file',
  '--peer-auto-tls': 'peer-transport-security.auto-tls',
  '--peer-cert-allowed-cn': 'peer-transport-security.allowed-cn',
  '--peer-cert-allowed-hostname': 'peer-transport-security.allowed-hostname',
}

/** OpenShift's configurations hold flags as lists: `apiServerArguments.etcd-cafile` is `--etcd-cafile`. */
const flagWithin = (name: string): string =>
  name.startsWith('apiServerArguments.') || name.startsWith('extendedArguments.') ? `--${name.slice(name.indexOf('.') + 1)}` : name

const NONE: readonly Value[] = []

/** `sources` in order of precedence, the weakest first; `configured` is what the installer's configuration says, where there are none. */
export function settingsOf(
  component: ComponentId,
  sources: readonly Settings[],
  layout: Layout,
  configured: readonly ConfiguredFlag[] = [],
  files: readonly Settings[] = [],
): InstanceSettings {
  const [first, ...others] = sources
  const own = first === undefined ? configured : others.length === 0 ? first.settings : sources.flatMap(({ settings }) => settings)
  const places = kinds.placesOf(own)
  const assumed = assumedFlags(component, sources, layout)
  const defaults = layout.programDefaults[component]
  const configFile =
    component === 'etcd' &&
    sources.some(({ origin }) => origin === 'etcd-config') &&
    (places.has('--config-file') || places.has('ETCD_CONFIG_FILE') || !sources.some(({ origin }) => origin !== 'etcd-config'))
  // The same value each time it is asked for: who refers to it is known by it.
  let filledIn: Map<string, readonly Value[]> | null = null
  const otherwise = (flag: string): readonly Value[] => {
    const value = assumed?.[flag] ?? defaults?.[flag]
    if (value === undefined) return NONE
    return once((filledIn ??= new Map()), flag, () =>
      (typeof value === 'string' ? [value] : value).map((text) => ({ name: flag, value: text, location: null, assumed: true })),
    )
  }
  const find = (flag: string, field?: string): readonly number[] | undefined => {
    // etcd with --config-file ignores every flag and variable (embed.ConfigFromFile).
    const flags = configFile ? undefined : places.get(flag)
    if (flags !== undefined) return flags
    return component === 'etcd'
      ? (places.get(ETCD_FIELDS[flag] ?? flag.replace(/^-+/, '')) ?? (configFile ? undefined : places.get(environment(flag))))
      : field === undefined
        ? undefined
        : places.get(field)
  }
  return {
    component,
    found: sources.length > 0,
    all: (flag, field) => find(flag, field)?.flatMap((at) => own[at] ?? []) ?? otherwise(flag),
    one: (flag, field) => {
      const found = find(flag, field)
      const last = found === undefined ? otherwise(flag).at(-1) : own[found.at(-1) ?? -1]
      return last === undefined || last.value === '' ? null : last
    },
    mounts: sources.flatMap(({ mounts }) => mounts),
    files,
    image: sources.findLast(({ image }) => image !== null)?.image ?? null,
    sources,
  }
}

/** Of all drops: a kind is a list of names. */
const kinds = new SettingKinds(flagWithin)

/** A configuration file does not say how the process was started: then the flags that are no fields of it are the layout's. */
const KUBELET_START = ['--kubeconfig', '--bootstrap-kubeconfig', '--config']
function assumedFlags(
  component: ComponentId,
  sources: readonly Settings[],
  layout: Layout,
): Readonly<Record<string, string | readonly string[]>> | undefined {
  const assumed = layout.assumed[component]
  if (assumed === undefined || sources.length === 0) return assumed
  const started = sources.some(({ settings }) => settings.some(({ name }) => name === '--kubeconfig' || name === '--bootstrap-kubeconfig'))
  if (component !== 'kubelet' || started) return undefined
  return once(kubeletStart, assumed, () =>
    Object.fromEntries(KUBELET_START.flatMap((flag) => (assumed[flag] === undefined ? [] : [[flag, assumed[flag]]]))),
  )
}
type Flags = Readonly<Record<string, string | readonly string[]>>
/** By the flags a layout assumes: every kubelet of a fleet has the same. */
const kubeletStart = new WeakMap<Flags, Flags>()

/** Go's strconv.ParseBool, with a bare flag as true. */
export const isTrue = (value: Value | null): boolean => value !== null && /^(1|t|true|)$/i.test(value.value)

/** Comma-joined or repeated values as pflag's StringSlice takes them: white space is part of a value. */
export const slicesOf = (values: readonly Value[]): string[] =>
  values.flatMap(({ value }) => value.split(',')).filter((part) => part !== '')

/** Comma-joined or repeated values, trimmed, without empty ones. */
export const listOf = (values: readonly Value[]): string[] =>
  values
    .flatMap(({ value }) => value.split(','))
    .map((part) => part.trim())
    .filter((part) => part !== '')
