/** One Kubernetes object to a KubeObject. Secrets lose everything but certificates, public facts of keys, and claims of tokens. */
import { decodeBase64 } from '../encoding/base64.ts'
import { isYamlMap, readYaml, type YamlDocument, type YamlMap } from '../encoding/yaml.ts'
import type { Collector } from './collector.ts'
import { list, map, text, texts } from './fields.ts'
import type { Kubeconfig, KubeObject, Location, PemText, Setting, SettingsOrigin, TokenId } from './inventory.ts'
import { readKubeconfig } from './kubeconfig.ts'
import { NO_POD, type SourceFile } from './reader.ts'
import { fieldsOf } from './fields.ts'
import { looksLikeJwt } from './tokens.ts'

export const KINDS: ReadonlySet<string> = new Set([
  'Secret',
  'ConfigMap',
  'ServiceAccount',
  'CertificateSigningRequest',
  'APIService',
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
  'CustomResourceDefinition',
  'Certificate',
  'Issuer',
  'ClusterIssuer',
  'Node',
  'ClusterRoleBinding',
  'ClusterTrustBundle',
  'PodCertificateRequest',
])
type Locate = (field: readonly (string | number)[]) => Location
const latin1 = new TextDecoder('latin1')
const utf8 = new TextDecoder()

const CONFIG_ORIGINS: Readonly<Record<string, SettingsOrigin>> = {
  KubeletConfiguration: 'kubelet-config',
  KubeProxyConfiguration: 'kube-proxy-config',
  ClusterConfiguration: 'kubeadm-config',
}

export function readObject(
  value: YamlMap,
  kind: string,
  locate: Locate,
  file: SourceFile,
  document: YamlDocument,
  into: Collector,
): KubeObject {
  const metadata = map(value['metadata'])
  const found = {
    texts: [] as { field: string; text: PemText }[],
    tokens: [] as TokenId[],
    kubeconfigs: [] as Kubeconfig[],
    settings: [] as Setting[],
    facts: {} as Record<string, string>,
  }
  const inField = (field: string, path: readonly (string | number)[]): Location => ({ ...locate(path), field })
  const content = (field: string, path: readonly (string | number)[], octets: string): void => {
    const location = inField(field, path)
    if (octets.includes('-----BEGIN ')) found.texts.push({ field, text: into.pemText(octets, location) })
    else if (looksLikeJwt(octets.trim())) {
      const id = into.token(octets, location)
      if (id !== null) found.tokens.push(id)
    }
  }
  const nested = (field: string, path: readonly (string | number)[], inner: string): void => {
    if (!/^(kind|apiVersion):/m.test(inner)) return
    for (const one of readYaml(inner, file.yamlAllowance).documents) {
      if (!isYamlMap(one.value)) continue
      const line = locate(path).line
      const at: Locate = (keys) => ({ ...inField(field, path), line: line === null ? null : line + one.lineOf(keys) })
      const innerKind = text(one.value['kind'])
      if (innerKind === 'Config') found.kubeconfigs.push(readKubeconfig(one.value, at, field, into))
      const origin = innerKind === null ? undefined : CONFIG_ORIGINS[innerKind]
      if (origin !== undefined && innerKind !== null) {
        const settings = fieldsOf(file, one, one.value).map((setting) => ({ ...setting, location: inField(field, path) }))
        into.settings.push({
          origin,
          program: innerKind,
          location: inField(field, path),
          settings,
          ...NO_POD,
          name: text(metadata['name']),
          namespace: text(metadata['namespace']),
        })
      }
    }
  }
  if (kind === 'Secret' || kind === 'ConfigMap') {
    const encoded = kind === 'Secret' ? map(value['data']) : map(value['binaryData'])
    for (const [key, raw] of Object.entries(encoded)) {
      const bytes = typeof raw === 'string' ? decodeBase64(raw) : null
      if (bytes === null) {
        if (raw !== null && raw !== '') into.fault('read/base64-malformed', inField(`data[${key}]`, ['data', key]), { expected: 'base64' })
        continue
      }
      content(`data[${key}]`, ['data', key], latin1.decode(bytes))
      if (kind === 'Secret') nested(`data[${key}]`, ['data', key], utf8.decode(bytes))
    }
    for (const [key, raw] of Object.entries(kind === 'Secret' ? map(value['stringData']) : map(value['data']))) {
      if (typeof raw !== 'string') continue
      const field = kind === 'Secret' ? 'stringData' : 'data'
      content(`${field}[${key}]`, [field, key], raw)
      nested(`${field}[${key}]`, [field, key], raw)
    }
    bootstrapToken(encoded, value, metadata, inField('data[token-id]', ['data', 'token-id']), found.tokens, into)
    if (kind === 'ConfigMap' && text(metadata['name']) === 'extension-apiserver-authentication')
      for (const [key, raw] of Object.entries(map(value['data'])))
        if (typeof raw === 'string' && !raw.includes('-----BEGIN')) found.facts[`data[${key}]`] = raw
  } else {
    for (const [field, path, raw] of encodedFields(value)) {
      const bytes = decodeBase64(raw)
      if (bytes === null) into.fault('read/base64-malformed', inField(field, path), { expected: 'base64' })
      else content(field, path, latin1.decode(bytes))
    }
    for (const path of ['spec.trustBundle', 'status.certificateChain']) {
      const keys = path.split('.')
      content(path, keys, text(at(value, keys)) ?? '')
    }
    Object.assign(found.facts, factsOf(kind, value))
  }
  return {
    kind,
    apiVersion: text(value['apiVersion']) ?? '',
    name: text(metadata['name']) ?? '',
    namespace: text(metadata['namespace']),
    type: text(value['type']),
    location: locate([]),
    ...found,
  }
}

/** A Secret of type bootstrap.kubernetes.io/token: its id is public, its secret is not read. */
function bootstrapToken(encoded: YamlMap, value: YamlMap, metadata: YamlMap, location: Location, tokens: TokenId[], into: Collector): void {
  if (text(value['type']) !== 'bootstrap.kubernetes.io/token') return
  const id = decodeBase64(text(encoded['token-id']) ?? '')
  const name = id === null || id.length === 0 ? text(metadata['name'])?.replace(/^bootstrap-token-/, '') : utf8.decode(id)
  if (name !== undefined && /^[a-z0-9]{6}$/.test(name)) {
    // Any secret part of the right shape: only the id is kept.
    const token = into.token(`${name}.${'0'.repeat(16)}`, location)
    if (token !== null) tokens.push(token)
  }
}

const at = (value: YamlMap, keys: readonly string[]): YamlMap[string] =>
  keys.reduce<YamlMap[string]>((within, key) => map(within)[key], value)

/** Base64 fields that hold PEM, with their paths. */
function encodedFields(value: YamlMap): [string, (string | number)[], string][] {
  const fields: [string, (string | number)[], string][] = []
  const add = (field: string, path: (string | number)[], raw: unknown): void => {
    if (typeof raw === 'string' && raw !== '') fields.push([field, path, raw])
  }
  const [spec, status] = [map(value['spec']), map(value['status'])]
  add('spec.caBundle', ['spec', 'caBundle'], spec['caBundle'])
  add('spec.request', ['spec', 'request'], spec['request'])
  add('status.certificate', ['status', 'certificate'], status['certificate'])
  add(
    'spec.conversion.webhook.clientConfig.caBundle',
    ['spec', 'conversion', 'webhook', 'clientConfig', 'caBundle'],
    map(map(map(spec['conversion'])['webhook'])['clientConfig'])['caBundle'],
  )
  list(value['webhooks']).forEach((webhook, i) =>
    add(`webhooks[${i}].clientConfig.caBundle`, ['webhooks', i, 'clientConfig', 'caBundle'], map(map(webhook)['clientConfig'])['caBundle']),
  )
  return fields
}

/** Plain facts by dotted path: what names, addresses and references an object of this kind has. */
function factsOf(kind: string, value: YamlMap): Record<string, string> {
  const facts: Record<string, string> = {}
  const add = (path: string, fact: string | null): void => {
    if (fact !== null && fact !== '') facts[path] = fact.slice(0, 4096)
  }
  const spec = map(value['spec'])
  for (const path of [
    'spec.service.name',
    'spec.service.namespace',
    'spec.group',
    'spec.version',
    'spec.insecureSkipTLSVerify',
    'spec.signerName',
    'spec.username',
    'spec.nodeName',
    'spec.secretName',
    'spec.commonName',
    'spec.issuerRef.name',
    'spec.issuerRef.kind',
    'spec.ca.secretName',
    'spec.conversion.webhook.clientConfig.service.name',
    'spec.conversion.webhook.clientConfig.service.namespace',
    'spec.conversion.webhook.clientConfig.url',
    'roleRef.name',
  ]) {
    add(path, text(at(value, path.split('.'))))
  }
  add('spec.dnsNames', texts(spec['dnsNames']).join(','))
  if (kind === 'Node')
    list(map(value['status'])['addresses']).forEach((address, i) =>
      add(`status.addresses[${i}].${text(map(address)['type']) ?? ''}`, text(map(address)['address'])),
    )
  if (kind === 'ClusterRoleBinding')
    list(value['subjects']).forEach((subject, i) =>
      add(`subjects[${i}]`, `${text(map(subject)['kind']) ?? ''} ${text(map(subject)['name']) ?? ''}`),
    )
  list(value['webhooks']).forEach((webhook, i) => {
    const config = map(map(webhook)['clientConfig'])
    add(
      `webhooks[${i}].service`,
      text(map(config['service'])['name']) === null
        ? null
        : `${text(map(config['service'])['name'])}.${text(map(config['service'])['namespace']) ?? ''}`,
    )
    add(`webhooks[${i}].url`, text(config['url']))
  })
  return facts
}
