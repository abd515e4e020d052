/**
 * Where a distribution keeps what a control is about, and what it does not have: after its own self-assessment and kube-bench's profile of it.
 * The numbers are always those of the generic benchmark. Names of distributions stand in this table, in the exemptions and in their layout file.
 */
import type { Target } from './benchmark.ts'

export interface Profile {
  /** Files that are looked at instead of kubeadm's; `needs` names them where they are not in the drop. */
  readonly files: { readonly [K in Target]?: { readonly pattern: RegExp; readonly needs: string } }
  /** What does not exist here, and why; a file found all the same is judged. */
  readonly without: { readonly [K in Target]?: string }
  /** Controls that do not apply whatever is found. */
  readonly never: Readonly<Record<string, string>>
}

const NONE: Profile = { files: {}, without: {}, never: {} }
const IN_PROCESS = 'runs inside one process: there is no manifest'
const NO_UNIT = 'runs inside one process: there is no unit of its own'
const FLAGS_ONLY = 'the kubelet has no configuration file: everything is passed as arguments'
const WITHOUT_MANIFESTS = {
  'kube-apiserver-manifest': IN_PROCESS,
  'kube-controller-manager-manifest': IN_PROCESS,
  'kube-scheduler-manifest': IN_PROCESS,
  'etcd-manifest': IN_PROCESS,
} as const

const rancher = (name: string) => {
  const root = `var\\/lib\\/rancher\\/${name}`
  const inside = (path: string) => ({
    pattern: new RegExp(`(^|\\/)${root}\\/${path.replaceAll('/', '\\/').replaceAll('.', '\\.')}`),
    needs: `/var/lib/rancher/${name}/${path}`,
  })
  const exactly = (path: string) => ({ ...inside(path), pattern: new RegExp(`${inside(path).pattern.source}$`) })
  return {
    cni: inside('agent/etc/cni/'),
    'etcd-data': { ...inside('server/db/etcd'), pattern: new RegExp(`(^|\\/)${root}\\/server\\/db\\/etcd\\/?$`) },
    'admin-conf': exactly('server/cred/admin.kubeconfig'),
    'scheduler-conf': exactly('server/cred/scheduler.kubeconfig'),
    'controller-manager-conf': exactly('server/cred/controller.kubeconfig'),
    'kube-proxy-conf': exactly('agent/kubeproxy.kubeconfig'),
    'kubelet-conf': exactly('agent/kubelet.kubeconfig'),
    'kubelet-client-ca': exactly('agent/client-ca.crt'),
  }
}

const snap = (path: string) => ({
  pattern: new RegExp(`(^|\\/)var\\/snap\\/microk8s\\/[^/]+\\/${path.replaceAll('/', '\\/')}$`),
  needs: `/var/snap/microk8s/current/${path}`,
})
const resources = (pattern: string) => new RegExp(`(^|\\/)etc\\/kubernetes\\/static-pod-resources\\/${pattern}`)

const PROFILES: Readonly<Record<string, Partial<Profile>>> = {
  k3s: {
    files: rancher('k3s'),
    without: { ...WITHOUT_MANIFESTS, 'kubelet-service': NO_UNIT, 'kubelet-config': FLAGS_ONLY },
    never: { '1.1.12': 'etcd runs inside one process, as root' },
  },
  rke2: { files: rancher('rke2'), without: { 'kubelet-service': NO_UNIT, 'kubelet-config': FLAGS_ONLY } },
  k0s: {
    files: {
      'etcd-data': { pattern: /(^|\/)var\/lib\/k0s\/etcd\/?$/, needs: '/var/lib/k0s/etcd' },
      'admin-conf': { pattern: /(^|\/)var\/lib\/k0s\/pki\/admin\.conf$/, needs: '/var/lib/k0s/pki/admin.conf' },
      'scheduler-conf': { pattern: /(^|\/)var\/lib\/k0s\/pki\/scheduler\.conf$/, needs: '/var/lib/k0s/pki/scheduler.conf' },
      'controller-manager-conf': { pattern: /(^|\/)var\/lib\/k0s\/pki\/ccm\.conf$/, needs: '/var/lib/k0s/pki/ccm.conf' },
      'kubelet-conf': { pattern: /(^|\/)var\/lib\/k0s\/kubelet\.conf$/, needs: '/var/lib/k0s/kubelet.conf' },
      'kubelet-client-ca': { pattern: /(^|\/)var\/lib\/k0s\/pki\/ca\.crt$/, needs: '/var/lib/k0s/pki/ca.crt' },
      pki: { pattern: /(^|\/)var\/lib\/k0s\/pki(\/|$)/, needs: '/var/lib/k0s/pki' },
    },
    without: { ...WITHOUT_MANIFESTS, 'kubelet-service': NO_UNIT },
  },
  microk8s: {
    files: {
      // There are no manifests; what sets the flags is what must be protected.
      'kube-apiserver-manifest': snap('args/kube-apiserver'),
      'kube-controller-manager-manifest': snap('args/kube-controller-manager'),
      'kube-scheduler-manifest': snap('args/kube-scheduler'),
      'admin-conf': snap('credentials/client.config'),
      'scheduler-conf': snap('credentials/scheduler.config'),
      'controller-manager-conf': snap('credentials/controller.config'),
      'kube-proxy-conf': snap('credentials/proxy.config'),
      'kubelet-conf': snap('credentials/kubelet.config'),
      'kubelet-client-ca': snap('certs/ca.crt'),
      'kubelet-config': snap('args/kubelet'),
      'kubelet-service': {
        pattern: /(^|\/)systemd\/system\/snap\.microk8s\.daemon-kubelite\.service$/,
        needs: '/etc/systemd/system/snap.microk8s.daemon-kubelite.service',
      },
    },
    without: { 'etcd-manifest': 'the datastore is not etcd', 'etcd-data': 'the datastore is not etcd' },
  },
  talos: {
    without: {
      'etcd-manifest': 'etcd is a service of the system: there is no manifest',
      'kubelet-service': 'there is no systemd',
      'admin-conf': 'no administrator kubeconfig is kept on the node',
    },
  },
  openshift: {
    files: {
      'admin-conf': {
        pattern: resources('kube-apiserver-certs\\/secrets\\/node-kubeconfigs\\/[^/]+\\.kubeconfig$'),
        needs: '/etc/kubernetes/static-pod-resources/kube-apiserver-certs/secrets/node-kubeconfigs',
      },
      'scheduler-conf': {
        pattern: resources('kube-scheduler-pod-\\d+\\/configmaps\\/scheduler-kubeconfig\\/kubeconfig$'),
        needs: '/etc/kubernetes/static-pod-resources/kube-scheduler-pod-*/configmaps/scheduler-kubeconfig/kubeconfig',
      },
      'controller-manager-conf': {
        pattern: resources('kube-controller-manager-pod-\\d+\\/configmaps\\/controller-manager-kubeconfig\\/kubeconfig$'),
        needs: '/etc/kubernetes/static-pod-resources/kube-controller-manager-pod-*/configmaps/controller-manager-kubeconfig/kubeconfig',
      },
      pki: { pattern: resources('.+'), needs: '/etc/kubernetes/static-pod-resources' },
      'kubelet-service': {
        pattern: /(^|\/)systemd\/system\/kubelet\.service(\.d\/[^/]+\.conf)?$/,
        needs: '/etc/systemd/system/kubelet.service',
      },
    },
  },
  kops: {
    files: {
      'etcd-manifest': {
        pattern: /(^|\/)etc\/kubernetes\/manifests\/etcd(-main|-events)?\.manifest$/,
        needs: '/etc/kubernetes/manifests/etcd.manifest',
      },
    },
    without: { 'admin-conf': 'no administrator kubeconfig is kept on the node' },
  },
}

/** In: the id of a layout. */
export const profileOf = (layout: string | undefined): Profile => ({ ...NONE, ...(layout === undefined ? {} : PROFILES[layout]) })
