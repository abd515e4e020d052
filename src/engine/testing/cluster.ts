/**
 * Makes a healthy one-node kubeadm cluster, but for what is said: `await cluster().with('etcd/server.crt', { expired: true }).files()`.
 * Paths are relative to the pki folder for certificates; kubeconfigs go by their file name (`admin.conf`).
 */
import type { InputFile } from '../encoding/input.ts'
import { AT, authority, type CertificateOptions, type Issued, leaf, newKeys, publicKeyPem } from './certificates.ts'
import { kubeconfig, manifests, NODE, NODE_IP } from './manifests.ts'

interface Plan {
  readonly issuer: string | null
  readonly options: CertificateOptions
}
const CLIENT = ['clientAuth'] as const
const BOTH = ['serverAuth', 'clientAuth'] as const
const ETCD_NAMES = ['localhost', NODE, NODE_IP, '127.0.0.1', '::1']
const API_NAMES = [
  'kubernetes',
  'kubernetes.default',
  'kubernetes.default.svc',
  'kubernetes.default.svc.cluster.local',
  NODE,
  '10.96.0.1',
  NODE_IP,
]
/** kubeadm's certificates (cmd/kubeadm/app/phases/certs/certlist.go), authorities first. */
const PLANS: Readonly<Record<string, Plan>> = {
  'ca.crt': { issuer: null, options: { commonName: 'kubernetes', san: ['kubernetes'] } },
  'etcd/ca.crt': { issuer: null, options: { commonName: 'etcd-ca', san: ['etcd-ca'] } },
  'front-proxy-ca.crt': { issuer: null, options: { commonName: 'front-proxy-ca', san: ['front-proxy-ca'] } },
  'apiserver.crt': { issuer: 'ca.crt', options: { commonName: 'kube-apiserver', usages: ['serverAuth'], san: API_NAMES } },
  'apiserver-kubelet-client.crt': {
    issuer: 'ca.crt',
    options: { commonName: 'kube-apiserver-kubelet-client', organizations: ['system:masters'], usages: CLIENT },
  },
  'apiserver-etcd-client.crt': {
    issuer: 'etcd/ca.crt',
    options: { commonName: 'kube-apiserver-etcd-client', organizations: ['system:masters'], usages: CLIENT },
  },
  'front-proxy-client.crt': { issuer: 'front-proxy-ca.crt', options: { commonName: 'front-proxy-client', usages: CLIENT } },
  'etcd/server.crt': { issuer: 'etcd/ca.crt', options: { commonName: NODE, usages: BOTH, san: ETCD_NAMES } },
  'etcd/peer.crt': { issuer: 'etcd/ca.crt', options: { commonName: NODE, usages: BOTH, san: ETCD_NAMES } },
  'etcd/healthcheck-client.crt': {
    issuer: 'etcd/ca.crt',
    options: { commonName: 'kube-etcd-healthcheck-client', organizations: ['system:masters'], usages: CLIENT },
  },
  'admin.conf': { issuer: 'ca.crt', options: { commonName: 'kubernetes-admin', organizations: ['system:masters'], usages: CLIENT } },
  'controller-manager.conf': { issuer: 'ca.crt', options: { commonName: 'system:kube-controller-manager', usages: CLIENT } },
  'scheduler.conf': { issuer: 'ca.crt', options: { commonName: 'system:kube-scheduler', usages: CLIENT } },
  'kubelet.conf': { issuer: 'ca.crt', options: { commonName: `system:node:${NODE}`, organizations: ['system:nodes'], usages: CLIENT } },
}

export interface Change extends CertificateOptions {
  /** Path of another authority of the cluster, or one from outside it. */
  readonly issuer?: string | Issued
}

class ClusterBuilder {
  private readonly changes: ReadonlyMap<string, Change>
  private readonly replaced: ReadonlyMap<string, string | null>
  private readonly at: number

  constructor(at: number, changes: ReadonlyMap<string, Change>, replaced: ReadonlyMap<string, string | null>) {
    this.at = at
    this.changes = changes
    this.replaced = replaced
  }

  /** The certificate at this path, made otherwise. */
  with(path: string, change: Change): ClusterBuilder {
    return new ClusterBuilder(this.at, new Map(this.changes).set(path, change), this.replaced)
  }
  /** The file at this path under /etc/kubernetes, with other content; null: left out. */
  replace(path: string, content: string | null): ClusterBuilder {
    return new ClusterBuilder(this.at, this.changes, new Map(this.replaced).set(path, content))
  }

  /** Every certificate, by path. */
  async issue(): Promise<ReadonlyMap<string, Issued>> {
    const issued = new Map<string, Issued>()
    for (const [path, { issuer, options }] of Object.entries(PLANS)) {
      const { issuer: otherIssuer, ...change } = this.changes.get(path) ?? {}
      const by = otherIssuer ?? issuer
      const all = { at: this.at, ...options, ...change }
      const signer = typeof by === 'string' ? issued.get(by) : by
      issued.set(path, signer ? await leaf(signer, all) : await authority(all))
    }
    return issued
  }

  /** The tree under `etc/kubernetes/` as it would come out of an archive. */
  async files(): Promise<InputFile[]> {
    const issued = await this.issue()
    const ca = issued.get('ca.crt') as Issued
    const serviceAccount = await newKeys('RSA-2048')
    const contents = new Map<string, string>([
      ...manifests(),
      ['pki/sa.key', (await leaf(ca, { keys: serviceAccount })).keyPem],
      ['pki/sa.pub', publicKeyPem(serviceAccount)],
    ])
    for (const [path, { pem, keyPem }] of issued) {
      if (path.endsWith('.conf')) {
        contents.set(path, kubeconfig(path, ca.pem, pem, keyPem))
      } else {
        contents.set(`pki/${path}`, pem)
        contents.set(`pki/${path.replace(/crt$/, 'key')}`, keyPem)
      }
    }
    for (const [path, content] of this.replaced) {
      if (content === null) contents.delete(path)
      else contents.set(path, content)
    }
    const mode = (path: string): number => (/\.(key|conf|yaml)$/.test(path) ? 0o600 : 0o644)
    return [...contents]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, content]) => ({
        path: `etc/kubernetes/${path}`,
        bytes: new TextEncoder().encode(content),
        mode: mode(path),
        uid: 0,
        gid: 0,
      }))
  }
}
export type { ClusterBuilder }

/** A healthy cluster at this moment (Unix seconds). */
export const cluster = (at: number = AT): ClusterBuilder => new ClusterBuilder(at, new Map(), new Map())
