/** What each process of a node loads when it starts. One unreadable file of these stops it, with every call it takes part in. */
import { requiredFlags } from './calls/service-accounts.ts'
import type { ClusterDraft, Config } from './draft.ts'
import { bundleOf, type Node, pairOf, reference } from './node.ts'
import type { BundleLoader, Loads, PresentedPair, Trust } from './plan.ts'
import type { Reference } from './resolve.ts'
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
      const pairs: PresentedPair[] = []
      for (const names of startup?.pairs ?? NONE) {
        const made = pair(draft, node, settings, names)
        if (made !== null) pairs.push(made)
      }
      if (caller?.client.kind === 'pair') pairs.push(caller.client)
      const bundles: Bundle[] = []
      for (const [loader, flag, field] of startup?.bundles ?? NONE) {
        const made = bundle(draft, node, settings, loader, flag, field)
        if (made !== null) bundles.push(made)
      }
      if (caller?.trusts.kind === 'bundle') bundles.push(caller.trusts)
      loads.push({
        instance: { component, node: node.name },
        pairs,
        bundles,
        unusable: [
          ...(caller?.unusable === null || caller === undefined ? NONE : [caller.unusable]),
          ...(component === 'kube-apiserver' ? missingFlags(draft, settings) : NONE),
        ],
        publicKeys: references(draft, node, settings, startup?.publicKeys ?? NONE),
        requestSigning: references(draft, node, settings, REQUEST_SIGNING),
        signingKeys: references(draft, node, settings, startup?.signingKeys ?? NONE),
      })
    }
  }
  return loads
}

const NONE: readonly never[] = []
function references({ reader }: ClusterDraft, node: Node, settings: InstanceSettings, flags: readonly string[]): Reference[] {
  const found: Reference[] = []
  for (const flag of flags) for (const value of settings.all(flag)) found.push(reference(reader, node, settings, value))
  return found
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
): PresentedPair | null {
  const value = settings.one(certificate, certificateField)
  if (value === null) return null
  const made = pairOf(draft.reader, node, settings, value, settings.one(key, keyField), certificate)
  return made.kind === 'pair' ? made : null
}

function bundle(
  draft: ClusterDraft,
  node: Node,
  settings: InstanceSettings,
  loader: BundleLoader,
  flag: string,
  field?: string,
): Bundle | null {
  const value = settings.one(flag, field)
  if (value === null) return null
  const made = bundleOf(draft.reader, node, settings, value, loader)
  return made.kind === 'bundle' ? made : null
}
