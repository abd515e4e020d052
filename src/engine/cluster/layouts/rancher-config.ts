/** Options of `k3s server`, `rke2 server` and their agents (config.yaml, unit or command line) as flags of the components they run (k3s-io/k3s pkg/cli/cmds/server.go). */
import type { Setting, Settings } from '../../inventory/inventory.ts'
import type { ComponentId } from '../components.ts'
import type { Configured, ConfiguredFlag } from './layout.ts'

const PASSED: Readonly<Record<string, ComponentId>> = {
  '--kube-apiserver-arg': 'kube-apiserver',
  '--etcd-arg': 'etcd',
  '--kube-controller-manager-arg': 'kube-controller-manager',
  '--kube-scheduler-arg': 'kube-scheduler',
  '--kube-proxy-arg': 'kube-proxy',
  '--kubelet-arg': 'kubelet',
}
const MEANT: Readonly<Record<string, readonly (readonly [ComponentId, string])[]>> = {
  '--service-cidr': [['kube-apiserver', '--service-cluster-ip-range']],
  '--advertise-address': [['kube-apiserver', '--advertise-address']],
  '--cluster-domain': [['kubelet', '--cluster-domain']],
  '--node-name': [['kubelet', '--hostname-override']],
  '--node-ip': [['kubelet', '--node-ip']],
  '--datastore-cafile': [['kube-apiserver', '--etcd-cafile']],
  '--datastore-certfile': [['kube-apiserver', '--etcd-certfile']],
  '--datastore-keyfile': [['kube-apiserver', '--etcd-keyfile']],
}

export function rancherConfigured(program: string, sources: readonly Settings[], has: (path: string) => boolean): Configured {
  const data = `/var/lib/rancher/${program}`
  const found: Partial<Record<ComponentId, ConfiguredFlag[]>> = {}
  const add = (component: ComponentId, setting: ConfiguredFlag): void => void (found[component] ??= []).push(setting)
  let endpoint: Setting | null = null
  for (const source of sources) {
    if (source.program !== program) continue
    for (const setting of source.settings) {
      const passed = PASSED[setting.name]
      const equals = setting.value.indexOf('=')
      if (passed !== undefined && equals > 0)
        add(passed, {
          ...setting,
          name: `--${setting.value.slice(0, equals).replace(/^-+/, '')}`,
          value: setting.value.slice(equals + 1).replace(/^(["'])(.*)\1$/, '$2'),
        })
      for (const [component, name] of MEANT[setting.name] ?? []) add(component, { ...setting, name })
      if (setting.name === '--datastore-endpoint' && setting.value !== '') endpoint = setting
    }
  }
  // Another datastore than etcd is reached through kine, on a socket of the same machine.
  const socket = `unix://${data}/server/kine.sock`
  if (endpoint !== null)
    add('kube-apiserver', { ...endpoint, name: '--etcd-servers', value: /^https?:/.test(endpoint.value) ? endpoint.value : socket })
  else if (has(`${data}/server/db/state.db`) && !has(`${data}/server/db/etcd/config`))
    add('kube-apiserver', {
      name: '--etcd-servers',
      value: socket,
      location: { file: `${data}/server/db/state.db`, field: null, line: null },
    })
  return found
}
