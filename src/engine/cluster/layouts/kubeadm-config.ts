/** kubeadm's ClusterConfiguration, InitConfiguration and JoinConfiguration (v1beta1 to v1beta4) as the flags kubeadm makes of them. */
import type { Settings } from '../../inventory/inventory.ts'
import type { ComponentId } from '../components.ts'
import type { Configured, ConfiguredFlag, Defaults } from './layout.ts'

const EXTRA: Readonly<Record<string, ComponentId>> = {
  apiServer: 'kube-apiserver',
  controllerManager: 'kube-controller-manager',
  scheduler: 'kube-scheduler',
  'etcd.local': 'etcd',
  nodeRegistration: 'kubelet',
}
const FIELDS: Readonly<Record<string, readonly [ComponentId, string]>> = {
  'networking.serviceSubnet': ['kube-apiserver', '--service-cluster-ip-range'],
  'etcd.external.endpoints': ['kube-apiserver', '--etcd-servers'],
  'etcd.external.httpEndpoints': ['kube-apiserver', '--etcd-servers'],
  'etcd.external.caFile': ['kube-apiserver', '--etcd-cafile'],
  'etcd.external.certFile': ['kube-apiserver', '--etcd-certfile'],
  'etcd.external.keyFile': ['kube-apiserver', '--etcd-keyfile'],
  'localAPIEndpoint.advertiseAddress': ['kube-apiserver', '--advertise-address'],
  'localAPIEndpoint.bindPort': ['kube-apiserver', '--secure-port'],
  'controlPlane.localAPIEndpoint.advertiseAddress': ['kube-apiserver', '--advertise-address'],
  'nodeRegistration.name': ['kubelet', '--hostname-override'],
}
const DIRECTORY = '/etc/kubernetes/pki'

/** `assumed`: the flags of the default directory, which `certificatesDir` moves. */
export function kubeadmConfigured(sources: readonly Settings[], assumed: Defaults): Configured {
  const found: Partial<Record<ComponentId, ConfiguredFlag[]>> = {}
  const add = (component: ComponentId, setting: ConfiguredFlag): void => void (found[component] ??= []).push(setting)
  for (const { origin, settings } of sources) {
    if (origin !== 'kubeadm-config') continue
    const directory = settings.find(({ name }) => name === 'certificatesDir')
    if (directory !== undefined && directory.value.replace(/\/$/, '') !== DIRECTORY)
      for (const [component, flags] of Object.entries(assumed) as [ComponentId, Readonly<Record<string, string | readonly string[]>>][])
        for (const [name, value] of Object.entries(flags))
          if (typeof value === 'string' && value.startsWith(`${DIRECTORY}/`))
            add(component, {
              name,
              value: directory.value.replace(/\/$/, '') + value.slice(DIRECTORY.length),
              location: directory.location,
            })
    for (const [index, setting] of settings.entries()) {
      const field = FIELDS[setting.name]
      if (field !== undefined) add(field[0], { ...setting, name: field[1] })
      // v1beta4 has a list of names and values, which stand one after the other; before it was a map.
      const [, within = '', list, key = ''] = /^(.+)\.(?:extraArgs|kubeletExtraArgs)(\[\d+\])?\.(.+)$/.exec(setting.name) ?? []
      const component = EXTRA[within]
      if (component === undefined) continue
      const value = settings.slice(index).find(({ name }) => name === `${setting.name.slice(0, -'name'.length)}value`)
      if (list === undefined) add(component, { ...setting, name: `--${key}` })
      else if (key === 'name' && value !== undefined) add(component, { ...value, name: `--${setting.value}` })
    }
  }
  return found
}
