/** Talos: secrets below /system/secrets, etcd run by machined without a manifest (pkg/machinery/constants, controllers/k8s/control_plane_static_pod.go). */
import type { Settings } from '../../inventory/inventory.ts'
import type { ComponentId } from '../components.ts'
import { kubeadm } from './kubeadm.ts'
import { type Configured, type ConfiguredFlag, differFrom } from './layout.ts'

const secrets = '/system/secrets/kubernetes'
/** Where machined writes what it makes or takes from the machine configuration. */
export const TALOS = {
  api: `${secrets}/kube-apiserver`,
  manager: `${secrets}/kube-controller-manager`,
  etcd: '/system/secrets/etcd',
} as const
const { api, manager: kcm, etcd } = TALOS

const EXTRA: readonly (readonly [RegExp, ComponentId])[] = [
  [/^cluster\.apiServer\.extraArgs\.(.+)$/, 'kube-apiserver'],
  [/^cluster\.controllerManager\.extraArgs\.(.+)$/, 'kube-controller-manager'],
  [/^cluster\.scheduler\.extraArgs\.(.+)$/, 'kube-scheduler'],
  [/^cluster\.etcd\.extraArgs\.(.+)$/, 'etcd'],
  [/^machine\.kubelet\.extraArgs\.(.+)$/, 'kubelet'],
]
const FIELDS: Readonly<Record<string, readonly [ComponentId, string]>> = {
  'cluster.network.serviceSubnets': ['kube-apiserver', '--service-cluster-ip-range'],
  'cluster.network.dnsDomain': ['kubelet', '--cluster-domain'],
  'cluster.controlPlane.localAPIServerPort': ['kube-apiserver', '--secure-port'],
  'machine.network.hostname': ['kubelet', '--hostname-override'],
}

/** The machine configuration as the flags machined makes of it (controllers/k8s/control_plane.go). */
function machineConfigured(sources: readonly Settings[]): Configured {
  const found: Partial<Record<ComponentId, ConfiguredFlag[]>> = {}
  for (const { origin, settings } of sources) {
    if (origin !== 'machine-config') continue
    for (const setting of settings) {
      const field = FIELDS[setting.name]
      const extra = EXTRA.find(([pattern]) => pattern.test(setting.name))
      const [component, name] = field ?? (extra === undefined ? [] : [extra[1], `--${extra[0].exec(setting.name)?.[1] ?? ''}`])
      if (component !== undefined && name !== undefined) (found[component] ??= []).push({ ...setting, name })
    }
  }
  return found
}

export const talos = differFrom(kubeadm, {
  id: 'talos',
  markers: {
    paths: [
      /^\/system\/secrets\/(kubernetes|etcd)\//,
      /^\/etc\/kubernetes\/manifests\/talos-.+\.yaml$/,
      /^\/etc\/kubernetes\/(bootstrap-)?kubeconfig(-kubelet)?$/,
    ],
    programs: [/^talos$/],
  },
  folders: [
    {
      host: `${secrets}/`,
      contains: ['kube-apiserver/ca.crt', 'kube-apiserver/apiserver.crt', 'kube-controller-manager/kubeconfig'],
      atLeast: 2,
    },
    { host: `${etcd}/`, contains: ['ca.crt', 'server.crt', 'peer.crt', 'admin.crt'], atLeast: 4 },
  ],
  assumed: {
    'kube-apiserver': {
      '--client-ca-file': `${api}/ca.crt`,
      '--tls-cert-file': `${api}/apiserver.crt`,
      '--tls-private-key-file': `${api}/apiserver.key`,
      '--kubelet-client-certificate': `${api}/apiserver-kubelet-client.crt`,
      '--kubelet-client-key': `${api}/apiserver-kubelet-client.key`,
      '--kubelet-preferred-address-types': 'InternalIP,ExternalIP,Hostname',
      '--etcd-servers': 'https://localhost:2379',
      '--etcd-cafile': `${api}/etcd-client-ca.crt`,
      '--etcd-certfile': `${api}/etcd-client.crt`,
      '--etcd-keyfile': `${api}/etcd-client.key`,
      '--proxy-client-cert-file': `${api}/front-proxy-client.crt`,
      '--proxy-client-key-file': `${api}/front-proxy-client.key`,
      '--requestheader-client-ca-file': `${api}/aggregator-ca.crt`,
      '--requestheader-allowed-names': 'front-proxy-client',
      '--service-account-key-file': `${api}/service-account.pub`,
      '--service-account-signing-key-file': `${api}/service-account.key`,
      '--service-cluster-ip-range': '10.96.0.0/12',
      '--authorization-mode': 'Node,RBAC',
      '--secure-port': '6443',
    },
    'kube-controller-manager': {
      '--kubeconfig': `${kcm}/kubeconfig`,
      '--root-ca-file': `${kcm}/ca.crt`,
      '--service-account-private-key-file': `${kcm}/service-account.key`,
      '--cluster-signing-cert-file': `${kcm}/ca.crt`,
      '--cluster-signing-key-file': `${kcm}/ca.key`,
    },
    'kube-scheduler': { '--kubeconfig': `${secrets}/kube-scheduler/kubeconfig` },
    kubelet: {
      '--kubeconfig': '/etc/kubernetes/kubeconfig-kubelet',
      '--bootstrap-kubeconfig': '/etc/kubernetes/bootstrap-kubeconfig',
      '--config': '/etc/kubernetes/kubelet.yaml',
      '--client-ca-file': '/etc/kubernetes/pki/ca.crt',
      '--rotate-certificates': 'true',
    },
    etcd: {
      '--cert-file': `${etcd}/server.crt`,
      '--key-file': `${etcd}/server.key`,
      '--trusted-ca-file': `${etcd}/ca.crt`,
      '--client-cert-auth': 'true',
      '--peer-cert-file': `${etcd}/peer.crt`,
      '--peer-key-file': `${etcd}/peer.key`,
      '--peer-trusted-ca-file': `${etcd}/ca.crt`,
      '--peer-client-cert-auth': 'true',
      '--initial-advertise-peer-urls': 'https://127.0.0.1:2380',
      '--listen-client-urls': 'https://127.0.0.1:2379',
    },
  },
  programDefaults: { kubelet: { '--config': '/etc/kubernetes/kubelet.yaml', '--cert-dir': '/var/lib/kubelet/pki' } },
  impliedBy: {
    'kube-apiserver': [`${api}/apiserver.crt`, `${api}/ca.crt`],
    'kube-controller-manager': [`${kcm}/kubeconfig`, `${kcm}/ca.crt`],
    'kube-scheduler': [`${secrets}/kube-scheduler/kubeconfig`],
    kubelet: ['/etc/kubernetes/kubeconfig-kubelet', '/var/lib/kubelet/pki/kubelet-client-current.pem', '/etc/kubernetes/pki/ca.crt'],
    etcd: [`${etcd}/server.crt`, `${etcd}/peer.crt`, `${etcd}/ca.crt`],
  },
  configured: machineConfigured,
  kubeconfigs: [
    { path: /^\/system\/secrets\/kubernetes\/kube-controller-manager\/kubeconfig$/, role: 'kube-controller-manager' },
    { path: /^\/system\/secrets\/kubernetes\/kube-scheduler\/kubeconfig$/, role: 'kube-scheduler' },
    { path: /^\/etc\/kubernetes\/kubeconfig-kubelet$/, role: 'kubelet' },
    { path: /^\/etc\/kubernetes\/bootstrap-kubeconfig$/, role: 'kubelet-bootstrap' },
    { path: /^\/(talos-)?kubeconfig$/, role: 'admin' },
  ],
  etcdClient: { certificate: `${etcd}/admin.crt`, key: `${etcd}/admin.key`, authority: `${etcd}/ca.crt` },
  strictIdentities: false,
  repair: 'talos',
  restart: 'none',
})
