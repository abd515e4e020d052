/** Repairs where the setting is at fault or the certificate beside it: a flag that names another's file, a list of names. */
import type { SettingUse } from '../cluster/cluster.ts'
import type { Layout } from '../cluster/layouts/layout.ts'
import type { RepairStep } from '../finding.ts'
import { kubeadmFile } from './kubeadm-files.ts'
import type { Fault } from './verdict.ts'

/** The key that goes with a certificate, flag by flag. */
const KEY_OF: Readonly<Record<string, string>> = {
  '--tls-cert-file': '--tls-private-key-file',
  '--kubelet-client-certificate': '--kubelet-client-key',
  '--etcd-certfile': '--etcd-keyfile',
  '--proxy-client-cert-file': '--proxy-client-key-file',
  '--cert-file': '--key-file',
  '--peer-cert-file': '--peer-key-file',
}
/** What a certificate made for another call is refused for. */
const OUT_OF_PLACE: ReadonlySet<Fault['id']> = new Set<Fault['id']>([
  'path/usage-not-allowed',
  'path/name-not-covered',
  'path/issuer-unknown',
  'edge/identity-wrong',
])

/** A flag that names a file kubeadm makes for another flag: making that file again would change nothing. */
export function misnamed(fault: Fault, use: SettingUse, file: string, { assumed, restart }: Layout): RepairStep[] | null {
  if (!OUT_OF_PLACE.has(fault.id)) return null
  const usually = (setting: string): string | null => {
    const value = assumed[use.component]?.[setting]
    return typeof value === 'string' ? value : null
  }
  const usual = usually(use.setting)
  const [named, meant] = [kubeadmFile(use.value), kubeadmFile(usual)]
  if (usual === null || named === null || meant === null || named === meant) return null
  const key = KEY_OF[use.setting]
  const usualKey = key === undefined ? null : usually(key)
  return [
    { do: 'edit', file, setting: use.setting, value: usual },
    ...(key === undefined || usualKey === null ? [] : [{ do: 'edit', file, setting: key, value: usualKey } as const]),
    { do: 'restart', component: use.component, how: restart },
  ]
}

/** kubeadm's name of the front proxy. */
const FRONT_PROXY = 'front-proxy-client'
/**
 * A name that is not on a list. Who adds a stranger's name lets that stranger in: where the list says what kubeadm writes, the certificate
 * is made again; a list that no member of etcd is on is taken away, as each has a name of its own.
 */
export function unlisted(
  fault: Extract<Fault, { readonly id: 'edge/name-not-allowed' }>,
  file: string,
  client: SettingUse | null,
  { repair, restart }: Layout,
  on: string | null,
): RepairStep[] | null {
  if (fault.use === null) return null
  const { setting, component } = fault.use
  const made = repair === 'kubeadm' && fault.allowed.includes(FRONT_PROXY) ? kubeadmFile(client?.value ?? null) : null
  if (made !== null && made.phase !== null)
    return [
      { do: 'run', command: `rm ${made.files.join(' ')}`, on },
      { do: 'run', command: `kubeadm init phase ${made.phase}`, on },
      { do: 'explain', note: 'renew-copies-names' },
      ...made.restart.map((one): RepairStep => ({ do: 'restart', component: one, how: restart })),
    ]
  const value = setting === '--peer-cert-allowed-cn' ? null : fault.presented
  return [
    { do: 'edit', file, setting, value },
    { do: 'restart', component, how: restart },
  ]
}
