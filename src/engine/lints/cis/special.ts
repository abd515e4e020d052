/** The controls that take more than one setting: decided from several files, from keys, or from identities. */
import { once, push } from '../../encoding/maps.ts'
import type { Inventory, Setting, Settings } from '../../inventory/inventory.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { type Configuration, entries, truth } from '../configuration.ts'
import { trusted } from '../trust.ts'
import type { Test } from './benchmark.ts'
import { absent, type Decision, decided, type EvidenceLine, line, undecidable } from './evaluate.ts'
import type { NodeFacts } from './files.ts'

type Special = Exclude<Test['kind'], 'mode' | 'owner' | 'setting' | 'outside'>

export function special(kind: Special, n: NodeFacts): Decision {
  switch (kind) {
    case 'anonymous':
      return anonymous(n)
    case 'authorization':
      return authorization(n, 'present, without AlwaysAllow', (list) => list.length > 0 && !list.includes('AlwaysAllow'))
    case 'authorizer-node':
      return authorization(n, 'includes Node', (list) => list.includes('Node'))
    case 'authorizer-rbac':
      return authorization(n, 'includes RBAC', (list) => list.includes('RBAC'))
    case 'token-key':
      return tokenKey(n)
    case 'encryption-provider':
      return encryptionProvider(n)
    case 'etcd-own-ca':
      return etcdOwnCA(n)
    case 'human-certificate':
      return humanCertificate(n)
    case 'human-token':
      return humanToken(n, ['service-account', 'jwt', 'opaque'])
    case 'human-bootstrap-token':
      return humanToken(n, ['bootstrap'])
    case 'kubelet-serving':
      return kubeletServing(n)
  }
}

/** Settings of a configuration file that a flag names, by origin. */
function fileSettings(n: NodeFacts, origin: 'authentication-config' | 'authorization-config' | 'encryption-config'): readonly Setting[] {
  const { inventory, nodeOf } = n.context
  const found = once(byOrigin, inventory, () => {
    const groups = new Map<string, Settings[]>()
    for (const settings of inventory.settings) push(groups, settings.origin, settings)
    return groups
  })
  return (found.get(origin) ?? []).filter((s) => n.node === null || nodeOf(s.location.file) === n.node).flatMap((s) => s.settings)
}
const byOrigin = new WeakMap<Inventory, Map<string, Settings[]>>()

function anonymous(n: NodeFacts): Decision {
  const api = n.configuration('kube-apiserver')
  if (!api) return absent('kube-apiserver', n)
  const flag = api.get('--anonymous-auth')
  const config = api.get('--authentication-config')
  if (!flag && config) {
    const field = fileSettings(n, 'authentication-config').find((s) => s.name === 'anonymous.enabled')
    if (field) return decided(truth(field) === false, [line(field, 'anonymous.enabled', 'false')])
    if (fileSettings(n, 'authentication-config').length === 0) return undecidable(config.value)
  }
  return decided(truth(flag) === false, [line(flag, '--anonymous-auth', 'false', api.sources[0]?.location.file)])
}

/** The modes of the flag, or the types of the file that takes its place; null where that is not in the drop. */
function authorizers(n: NodeFacts, api: Configuration): { readonly list: readonly string[]; readonly at: Setting | null } | null {
  const config = api.get('--authorization-config')
  if (!config) {
    const mode = api.all('--authorization-mode')
    return { list: entries(mode), at: mode.at(-1) ?? null }
  }
  const types = fileSettings(n, 'authorization-config').filter(({ name }) => /^authorizers\[\d+\]\.type$/.test(name))
  const [first] = types
  return first ? { list: types.map(({ value }) => value), at: { ...first, value: types.map(({ value }) => value).join(',') } } : null
}

function authorization(n: NodeFacts, expected: string, good: (list: readonly string[]) => boolean): Decision {
  const api = n.configuration('kube-apiserver')
  if (!api) return absent('kube-apiserver', n)
  const found = authorizers(n, api)
  if (!found) return undecidable(api.get('--authorization-config')?.value ?? '')
  return decided(good(found.list), [line(found.at, '--authorization-mode', expected, api.sources[0]?.location.file)])
}

function tokenKey(n: NodeFacts): Decision {
  const api = n.configuration('kube-apiserver')
  if (!api) return absent('kube-apiserver', n)
  const endpoint = api.get('--service-account-signing-endpoint')
  if (endpoint) return decided(true, [line(endpoint, '--service-account-signing-endpoint', 'present')])
  const keys = api.all('--service-account-key-file')
  const tls = api.get('--tls-private-key-file')
  const own = keys.length > 0 && !keys.some((k) => k.value === tls?.value)
  return decided(own, [line(keys.at(-1) ?? null, '--service-account-key-file', 'present, not the TLS key', api.sources[0]?.location.file)])
}

function encryptionProvider(n: NodeFacts): Decision {
  const api = n.configuration('kube-apiserver')
  if (!api) return absent('kube-apiserver', n)
  const flag = api.get('--encryption-provider-config')
  if (!flag) return decided(false, [line(null, '--encryption-provider-config', 'present', api.sources[0]?.location.file)])
  const first = fileSettings(n, 'encryption-config').filter((s) => /providers\[0\]/.test(s.name))
  const name = first[0] && (/providers\[0\]\.(\w+)/.exec(first[0].name)?.[1] ?? first[0].value)
  if (!first[0] || !name) return undecidable(flag.value)
  return decided(['aescbc', 'kms', 'secretbox'].includes(name), [
    { ...line(first[0], 'providers[0]', 'aescbc, kms or secretbox'), value: name },
  ])
}

/** 2.7 by keys: no CA that etcd trusts may be trusted by the cluster for anything else. */
function etcdOwnCA(n: NodeFacts): Decision {
  const etcd = n.configuration('etcd')
  if (!etcd) return absent('etcd', n)
  const { context } = n
  const bundle = etcd.get('--trusted-ca-file')
  if (!bundle) return decided(false, [line(null, '--trusted-ca-file', 'present', etcd.sources[0]?.location.file)])
  const own = trusted(context, ['--trusted-ca-file', '--peer-trusted-ca-file'])
  const others = trusted(context, ['--client-ca-file', '--requestheader-client-ca-file', 'authentication.x509.clientCAFile'])
  const cluster = etcd.cluster?.id ?? ''
  const [a, b] = [own.get(cluster), others.get(cluster)]
  if (!a?.size) return undecidable(bundle.value)
  if (!b?.size) return undecidable('/etc/kubernetes/pki/ca.crt')
  const shared = [...a].filter(([spki]) => b.has(spki)).map(([, id]) => context.inventory.certificates[id]?.subject.text ?? '')
  return decided(shared.length === 0, [
    {
      ...line(bundle, '--trusted-ca-file', 'a CA of its own, by key'),
      ...(shared.length ? { value: `${bundle.value} (${shared.join('; ')})` } : {}),
    },
  ])
}

const SYSTEM = /^(system:|kube-|kubernetes-super-admin$|front-proxy|etcd)/
/** A credential that a person would sign in with: neither a component's nor a node's. */
function humanCertificate(n: NodeFacts): Decision {
  const { context } = n
  const humans = once(humansOf, context.presented, () =>
    context.leaves.filter(
      (x) =>
        (context.presented.get(x.id) ?? []).some((p) => {
          const call = context.plain[p.call]
          return (
            p.end === 'client' &&
            call?.to.component === 'kube-apiserver' &&
            ['admin', 'client', 'super-admin'].includes(call.from.component)
          )
        }) && !SYSTEM.test(x.subject.commonName),
    ),
  )
  if (!humans.length) return undecidable('how people sign in')
  return decided(
    false,
    humans.map((x) => ({
      file: context.places(x.id)[0]?.file ?? null,
      line: context.places(x.id)[0]?.line ?? null,
      setting: 'subject',
      value: x.subject.text,
      expected: 'no client certificates for people',
    })),
  )
}

const humansOf = new WeakMap<object, readonly Certificate[]>()

function humanToken({ context: { inventory } }: NodeFacts, kinds: readonly string[]): Decision {
  const byKinds = once(tokensOf, inventory, () => new Map<string, EvidenceLine[]>())
  const found = once(byKinds, kinds.join(), () => tokensOfKinds(inventory, kinds))
  return found.length ? decided(false, found) : undecidable('how people sign in')
}
const tokensOf = new WeakMap<Inventory, Map<string, EvidenceLine[]>>()

function tokensOfKinds(inventory: Inventory, kinds: readonly string[]): EvidenceLine[] {
  return inventory.kubeconfigs.flatMap((k) =>
    k.users.flatMap((u) => {
      const kind = u.token === null ? (u.hasToken ? 'opaque' : null) : inventory.tokens[u.token]?.kind
      return kind && kinds.includes(kind)
        ? [{ file: k.location.file, line: u.line, setting: `users[${u.name}].token`, value: null, expected: 'no such token for people' }]
        : []
    }),
  )
}

function kubeletServing(n: NodeFacts): Decision {
  const kubelet = n.configuration('kubelet')
  if (!kubelet) return absent('kubelet', n)
  const bootstrap = kubelet.get('--rotate-server-certificates', 'serverTLSBootstrap')
  if (truth(bootstrap) === true) return decided(true, [line(bootstrap, 'serverTLSBootstrap', 'true, or a certificate and its key')])
  const pair = [kubelet.get('--tls-cert-file', 'tlsCertFile'), kubelet.get('--tls-private-key-file', 'tlsPrivateKeyFile')]
  const file = kubelet.sources[0]?.location.file
  return decided(
    pair.every((s) => s?.value),
    [line(pair[0] ?? null, 'tlsCertFile', 'present', file), line(pair[1] ?? null, 'tlsPrivateKeyFile', 'present', file)],
  )
}
