/** Which files of the drop a control is about: first by what the components name, then by where they usually stand. */
import type { FileFacts } from '../../inventory/inventory.ts'
import type { Configuration, Program } from '../configuration.ts'
import type { LintContext } from '../context.ts'
import type { Target } from './benchmark.ts'
import type { Profile } from './profiles.ts'

/** Everything of one node that controls look at. */
export interface NodeFacts {
  readonly node: string | null
  readonly controlPlane: boolean
  readonly files: readonly FileFacts[]
  readonly configuration: (program: Program) => Configuration | null
  readonly context: LintContext
  readonly profile: Profile
}
export type Located =
  | { readonly kind: 'found'; readonly files: readonly FileFacts[] }
  | { readonly kind: 'missing'; readonly needs: readonly string[] }
  | { readonly kind: 'not-applicable'; readonly why: string }

const PKI =
  /(^|\/)(etc\/kubernetes\/(pki|ssl)|var\/lib\/minikube\/certs|srv\/kubernetes|var\/lib\/kubernetes|server\/tls|system\/secrets\/(kubernetes|etcd)|certs)(\/|$)/
const BARE_PKI = /(^|\/)(pki)(\/|$)/

/** The files of a target; where there are none, whether the cluster can have them at all: the calls tell. */
export function locate(target: Target, n: NodeFacts): Located {
  const located = inDrop(target, n)
  if (located.kind !== 'missing') return located
  const why = n.profile.without[target]
  if (why !== undefined) return { kind: 'not-applicable', why }
  if ((target === 'etcd-manifest' || target === 'etcd-data') && elsewhere(n))
    return { kind: 'not-applicable', why: 'etcd does not run on this node' }
  // With a service-account token in a ConfigMap there is no file on the node.
  if (target === 'kube-proxy-conf' && byToken(n))
    return { kind: 'not-applicable', why: 'kube-proxy uses a service-account token: there is no file on the node' }
  return located
}

/** The files of a target, by names and settings alone: the same at every moment judged. */
export function inDrop(target: Target, n: NodeFacts): Located {
  const own = n.profile.files[target]
  const usual = kubeadmFiles(target, n)
  const found = own && (target === 'etcd-data' ? directories(n, own.pattern) : byPattern(n, own.pattern, [own.needs]))
  // A component's own settings name the files best; the places of the distribution come next.
  return found === undefined || (found.kind !== 'found' && usual.kind === 'found') ? usual : found
}

function byToken(n: NodeFacts): boolean {
  const calls = (n.context.numbered.get(7) ?? []).filter((call) => call.from.node === n.node || call.from.node === null)
  return calls.some((call) => n.context.absent.has(call) || n.context.byToken.has(call) || call.client?.token != null)
}

/** Is the datastore none of etcd's, or an etcd outside the cluster? */
function elsewhere(n: NodeFacts): boolean {
  const calls = n.context.numbered.get(3) ?? []
  return calls.length > 0 && calls.every((call) => n.context.absent.has(call) || call.to.component === 'external-etcd')
}

function directories(n: NodeFacts, pattern: RegExp): Located {
  const found = n.files.filter((f) => f.directory && pattern.test(f.path.replace(/\/$/, '')))
  return found.length ? { kind: 'found', files: found } : { kind: 'missing', needs: [] }
}

function kubeadmFiles(target: Target, n: NodeFacts): Located {
  switch (target) {
    case 'kube-apiserver-manifest':
      return manifest('kube-apiserver', n)
    case 'kube-controller-manager-manifest':
      return manifest('kube-controller-manager', n)
    case 'kube-scheduler-manifest':
      return manifest('kube-scheduler', n)
    case 'etcd-manifest':
      return manifest('etcd', n)
    case 'cni':
      return byPattern(n, /(^|\/)(etc\/cni\/net\.d|var\/lib\/cni\/networks)\/./, ['/etc/cni/net.d'])
    case 'etcd-data': {
      const path = n.configuration('etcd')?.get('--data-dir')?.value ?? '/var/lib/etcd'
      const found = n.files.filter((f) => f.directory && endsWith(f.path.replace(/\/$/, ''), path))
      if (found.length) return { kind: 'found', files: found }
      return { kind: 'missing', needs: [path] }
    }
    case 'admin-conf':
      return byPattern(n, /(^|\/)(etc\/kubernetes\/|etc\/rancher\/[^/]+\/|server\/cred\/)?(admin|super-admin)\.(conf|kubeconfig)$/, [
        '/etc/kubernetes/admin.conf',
      ])
    case 'scheduler-conf':
      return named(
        n,
        'kube-scheduler',
        ['--kubeconfig', 'clientConnection.kubeconfig'],
        /(^|\/)(scheduler\.(conf|kubeconfig|config)|kube-scheduler\/kubeconfig|kube-scheduler\.kubeconfig)$/,
        '/etc/kubernetes/scheduler.conf',
      )
    case 'controller-manager-conf':
      return named(
        n,
        'kube-controller-manager',
        ['--kubeconfig'],
        /(^|\/)(controller-manager\.conf|controller\.(kubeconfig|config)|kube-controller-manager\/kubeconfig|kube-controller-manager\.kubeconfig)$/,
        '/etc/kubernetes/controller-manager.conf',
      )
    case 'pki':
    case 'pki-certificates':
    case 'pki-keys':
      return pki(target, n)
    case 'kubelet-service': {
      const units =
        n
          .configuration('kubelet')
          ?.sources.filter((s) => s.origin === 'systemd-unit')
          .map((s) => s.location.file) ?? []
      const found = n.files.filter(
        (f) =>
          !f.directory &&
          (units.includes(f.path) || /(^|\/)systemd\/system\/(kubelet\.service|kubelet\.service\.d\/[^/]+\.conf)$/.test(f.path)),
      )
      return found.length
        ? { kind: 'found', files: found }
        : { kind: 'missing', needs: ['/etc/systemd/system/kubelet.service.d/10-kubeadm.conf'] }
    }
    case 'kube-proxy-conf':
      return named(
        n,
        'kube-proxy',
        ['--kubeconfig', 'clientConnection.kubeconfig'],
        /(^|\/)(kube-?proxy\.(kubeconfig|conf)|kube-proxy\/kubeconfig|proxy\.config)$/,
        '/etc/kubernetes/kube-proxy.conf',
      )
    case 'kubelet-conf':
      return named(
        n,
        'kubelet',
        ['--kubeconfig'],
        /(^|\/)(kubernetes\/kubelet\.conf|kubelet\.(kubeconfig|config)|var\/lib\/kubelet\/kubeconfig|kubeconfig-kubelet)$|^kubelet\.conf$/,
        '/etc/kubernetes/kubelet.conf',
      )
    case 'kubelet-client-ca':
      return named(
        n,
        'kubelet',
        ['--client-ca-file', 'authentication.x509.clientCAFile'],
        /(^|\/)kubernetes\/(pki|ssl)\/ca\.crt$|^(pki|ssl)\/ca\.crt$/,
        '/etc/kubernetes/pki/ca.crt',
      )
    case 'kubelet-config': {
      const sources =
        n
          .configuration('kubelet')
          ?.sources.filter((s) => s.origin === 'kubelet-config')
          .map((s) => s.location.file) ?? []
      const found = n.files.filter((f) => sources.includes(f.path))
      return found.length ? { kind: 'found', files: found } : { kind: 'missing', needs: ['/var/lib/kubelet/config.yaml'] }
    }
  }
}

function manifest(program: Program, n: NodeFacts): Located {
  const configuration = n.configuration(program)
  const files = new Set(configuration?.sources.filter((s) => s.origin === 'static-pod').map((s) => s.location.file))
  const found = n.files.filter((f) => files.has(f.path))
  if (found.length) return { kind: 'found', files: found }
  // Run by systemd, a snap or in one process with the rest: there is no manifest to protect.
  if (configuration?.sources.some((s) => s.origin === 'systemd-unit' || s.origin === 'args-file'))
    return { kind: 'not-applicable', why: 'not run from a manifest' }
  return { kind: 'missing', needs: [`/etc/kubernetes/manifests/${program}.yaml`] }
}

function named(n: NodeFacts, program: Program, settings: readonly string[], usual: RegExp, needs: string): Located {
  const path = n.configuration(program)?.get(...settings)?.value
  if (path) {
    const found = n.files.filter((f) => !f.directory && endsWith(f.path, path))
    if (found.length) return { kind: 'found', files: found }
  }
  return byPattern(n, usual, [path || needs])
}

function byPattern(n: NodeFacts, pattern: RegExp, needs: readonly string[]): Located {
  const found = n.files.filter((f) => !f.directory && pattern.test(f.path))
  return found.length ? { kind: 'found', files: found } : { kind: 'missing', needs }
}

function pki(target: 'pki' | 'pki-certificates' | 'pki-keys', n: NodeFacts): Located {
  const own = n.profile.files.pki
  const inside = n.files.filter((f) => (own?.pattern ?? PKI).test(f.path))
  const all = (inside.length ? inside : n.files.filter((f) => BARE_PKI.test(f.path))).filter((f) => f.linkTarget === null)
  const wanted =
    target === 'pki'
      ? all
      : all.filter((f) => !f.directory && (target === 'pki-keys' ? /(\.key|-key\.pem)$/ : /(\.crt|(?<!-key)\.pem)$/).test(f.path))
  if (wanted.length) return { kind: 'found', files: wanted }
  const folder = own?.needs ?? '/etc/kubernetes/pki'
  return { kind: 'missing', needs: [target === 'pki-keys' ? `${folder}/*.key` : folder] }
}

/** Does a path of the drop end in this host path, part for part? */
function endsWith(path: string, host: string): boolean {
  const tail = host.replace(/^\/+/, '').replace(/\/$/, '')
  return tail !== '' && (path === tail || path.endsWith(`/${tail}`))
}
