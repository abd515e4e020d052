/** What each process of a node loads when it starts. One unreadable file of these stops it, with every call it takes part in. */
import { requiredFlags } from './calls/service-accounts.ts'
import type { ClusterDraft, Config } from './draft.ts'
import { bundleOf, type Node, pairOf, reference } from './node.ts'
import type { BundleLoader, Loads, PresentedPair, Trust } from './plan.ts'
import type { InstanceSettings } from './settings.ts'

type Bundle = Extract<Trust, { kind: 'bundle' }>
interface Startup {
  readonly pairs: readonly (readonly [certificate: string, key: string, certificateField?: string, keyField?: string])[]
  readonly bundles: readonly (readonly [BundleLoader, flag: string, field?: string])[]
  readonly publicKeys: readonly string[]
  readonly signingKeys: readonly string[]
}

/** A process refuses to start over these; front proxy and etcd client included (fixture semantics: an unreadable one stops kube-apiserver). */
const STARTUP: Readonly<Partial<Record<Loads['instance']['component'], Startup>>> = {
  'kube-apiserver': {
    pairs: [
      ['--tls-cert-file', '--tls-private-key-file'],
      ['--proxy-client-cert-file', '--proxy-client-key-file'],
      ['--etcd-certfile', '--etcd-keyfile'],
      ['--kubelet-client-certificate', '--kubelet-client-key'],
    ],
    bundles: [
      ['dynamic-ca', '--client-ca-file'],
      ['dynamic-ca', '--requestheader-client-ca-file'],
      ['etcd', '--etcd-cafile'],
      ['append-certs', '--kubelet-certificate-authority'],
    ],
    publicKeys: ['--service-account-key-file'],
    signingKeys: ['--service-account-signing-key-file'],
  },
  'kube-controller-manager': {
    pairs: [['--tls-cert-file', '--tls-private-key-file']],
    bundles: [
      ['parse-certs', '--root-ca-file'],
      ['dynamic-ca', '--client-ca-file'],
      ['dynamic-ca', '--requestheader-client-ca-file'],
    ],
    publicKeys: [],
    signingKeys: ['--service-account-private-key-file'],
  },
  etcd: {
    pairs: [
      ['--cert-file', '--key-file'],
      ['--client-cert-file', '--client-key-file'],
      ['--peer-cert-file', '--peer-key-file'],
      ['--peer-client-cert-file', '--peer-client-key-file'],
    ],
    bundles: [
      ['etcd', '--trusted-ca-file'],
      ['etcd', '--peer-trusted-ca-file'],
    ],
    publicKeys: [],
    signingKeys: [],
  },
  kubelet: {
    pairs: [['--tls-cert-file', '--tls-private-key-file', 'tlsCertFile', 'tlsPrivateKeyFile']],
    bundles: [['dynamic-ca', '--client-ca-file', 'authentication.x509.clientCAFile']],
    publicKeys: [],
    signingKeys: [],
  },
}

const REQUEST_SIGNING = ['--cluster-signing-kubelet-client-cert-file', '--cluster-signing-cert-file']

export function loadsOf(draft: ClusterDraft, node: Node, configs: readonly Config[]): Loads[] {
  const loads: Loads[] = []
  for (const [component, all] of node.components) {
    for (const settings of all) {
      const startup = STARTUP[component]
      const caller = configs.find(({ role }) => role === component)?.callers[0]
      const client = caller?.client.kind === 'pair' ? [caller.client] : []
      const trusted = caller?.trusts.kind === 'bundle' ? [caller.trusts] : []
      loads.push({
        instance: { component, node: node.name },
        pairs: [...(startup?.pairs ?? []).flatMap((names) => pair(draft, node, settings, names)), ...client],
        bundles: [
          ...(startup?.bundles ?? []).flatMap(([loader, flag, field]) => bundle(draft, node, settings, loader, flag, field)),
          ...trusted,
        ],
        unusable: [
          ...(caller?.unusable === null || caller === undefined ? [] : [caller.unusable]),
          ...(component === 'kube-apiserver' ? missingFlags(draft, settings) : []),
        ],
        publicKeys: (startup?.publicKeys ?? []).flatMap((flag) =>
          settings.all(flag).map((value) => reference(draft.reader, node, settings, value)),
        ),
        requestSigning: REQUEST_SIGNING.flatMap((flag) =>
          settings.all(flag).map((value) => reference(draft.reader, node, settings, value)),
        ),
        signingKeys: (startup?.signingKeys ?? []).flatMap((flag) =>
          settings.all(flag).map((value) => reference(draft.reader, node, settings, value)),
        ),
      })
    }
  }
  return loads
}

function missingFlags(draft: ClusterDraft, settings: InstanceSettings): Loads['unusable'] {
  const required = requiredFlags(draft, { settings })
  return required === null ? [] : [{ use: required.use, why: 'invalid', error: required.error }]
}

function pair(
  draft: ClusterDraft,
  node: Node,
  settings: InstanceSettings,
  [certificate, key, certificateField, keyField]: Startup['pairs'][number],
): PresentedPair[] {
  const value = settings.one(certificate, certificateField)
  if (value === null) return []
  const made = pairOf(draft.reader, node, settings, value, settings.one(key, keyField), certificate)
  return made.kind === 'pair' ? [made] : []
}

function bundle(draft: ClusterDraft, node: Node, settings: InstanceSettings, loader: BundleLoader, flag: string, field?: string): Bundle[] {
  const value = settings.one(flag, field)
  if (value === null) return []
  const made = bundleOf(draft.reader, node, settings, value, loader)
  return made.kind === 'bundle' ? [made] : []
}
