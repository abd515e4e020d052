import { expect, test } from 'vitest'
import { authority, type Issued, leaf } from '../../testing/certificates.ts'
import { callsOf, faults, shown } from '../../testing/calls-of.ts'
import { kubeconfig } from '../../testing/manifests.ts'

const webhook = (caBundle: string): string =>
  JSON.stringify({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'guard' },
    webhooks: ['a', 'b'].map((name) => ({ name, clientConfig: { caBundle, service: { name: 'guard', namespace: 'sec' } } })),
  })
const secret = ({ pem, keyPem }: Issued, name = 'guard-tls'): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        kind: 'Secret',
        apiVersion: 'v1',
        type: 'kubernetes.io/tls',
        metadata: { name, namespace: 'sec' },
        data: { 'tls.crt': btoa(pem), 'tls.key': btoa(keyPem) },
      },
    ],
  })

test('an admission webhook: the bundle of its configuration against the certificate in the one Secret that is for its service', async () => {
  const ca = await authority({ commonName: 'webhook-ca' })
  const other = await authority({ commonName: 'webhook-ca' })
  const serving = await leaf(ca, { commonName: 'guard', usages: ['serverAuth'], san: ['guard.sec.svc'] })
  const edge = 'kube-apiserver->webhook'
  expect(shown(await callsOf(edge, { 'wh.json': webhook(btoa(ca.pem)), 'secrets.json': secret(serving) }))).toEqual([
    ['guard.sec.svc', 'trusted', 'not-applicable'],
  ])
  const wrong = await callsOf(edge, { 'wh.json': webhook(btoa(other.pem)), 'secrets.json': secret(serving) })
  expect([shown(wrong), faults(wrong)]).toEqual([[['guard.sec.svc', 'broken', 'not-applicable']], ['path/signature-invalid']])
  // Without the Secret, or with two that could be it, nobody knows what is presented.
  expect(shown(await callsOf(edge, { 'wh.json': webhook(btoa(ca.pem)) }))).toEqual([['guard.sec.svc', 'unproven', 'not-applicable']])
  const two = { 'wh.json': webhook(btoa(other.pem)), 's1.json': secret(serving), 's2.json': secret(serving, 'copy') }
  expect(shown(await callsOf(edge, two))).toEqual([['guard.sec.svc', 'unproven', 'not-applicable']])
  expect(await callsOf(edge, {})).toEqual([])
})

test('an APIService: its bundle against the Secret of its service, or verification skipped', async () => {
  const ca = await authority({ commonName: 'metrics-ca' })
  const expired = await leaf(ca, { commonName: 'm', usages: ['serverAuth'], san: ['guard.sec.svc'], expired: true })
  const service = (spec: object): string =>
    JSON.stringify({
      kind: 'APIService',
      apiVersion: 'apiregistration.k8s.io/v1',
      metadata: { name: 'v1.x' },
      spec: { service: { name: 'guard', namespace: 'sec' }, ...spec },
    })
  const edge = 'kube-apiserver->extension-apiserver'
  const calls = await callsOf(edge, { 'api.json': service({ caBundle: btoa(ca.pem) }), 's.json': secret(expired) })
  expect(faults(calls)).toEqual(['path/expired'])
  expect(shown(await callsOf(edge, { 'api.json': service({ insecureSkipTLSVerify: true }), 's.json': secret(expired) }))).toEqual([
    ['guard.sec.svc', 'unverified', 'trusted'],
  ])
})

test('a conversion webhook of a CustomResourceDefinition', async () => {
  const ca = await authority({ commonName: 'conversion-ca', expired: true })
  const crd = `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: things.example.com}\nspec:\n  conversion:\n    strategy: Webhook\n    webhook:\n      clientConfig:\n        caBundle: ${btoa(ca.pem)}\n        service: {name: converter, namespace: sec}\n`
  expect(shown(await callsOf('kube-apiserver->conversion-webhook', { 'crd.yaml': crd }))).toEqual([
    ['converter.sec.svc', 'broken', 'not-applicable'],
  ])
})

test('kubeconfigs of webhooks are calls of their own, no way to the API server and no cluster', async () => {
  const ca = await authority({ commonName: 'audit-ca' })
  const client = await leaf(ca, { commonName: 'apiserver', usages: ['clientAuth'], expired: true })
  const config = kubeconfig('x.conf', ca.pem, client.pem, client.keyPem).replace(/server: .*/, 'server: https://audit.example:8443/log')
  const authorization = `apiVersion: apiserver.config.k8s.io/v1\nkind: AuthorizationConfiguration\nauthorizers:\n- type: Webhook\n  name: x\n  webhook:\n    connectionInfo: {type: KubeConfigFile, kubeConfigFile: /etc/kubernetes/authz.conf}\n`
  const files = { 'etc/kubernetes/audit.conf': config, 'etc/kubernetes/authz.conf': config, 'etc/kubernetes/authz.yaml': authorization }
  const flags = ['--audit-webhook-config-file=/etc/kubernetes/audit.conf', '--authorization-config=/etc/kubernetes/authz.yaml']
  for (const edge of ['kube-apiserver->audit-webhook', 'kube-apiserver->authorization-webhook'] as const)
    expect(shown(await callsOf(edge, files, flags)), edge).toEqual([['audit.example', 'unproven', 'broken']])
  expect(await callsOf('user->kube-apiserver', files, flags)).toEqual([])
})

test('OIDC: the CA by flag, or as PEM in the AuthenticationConfiguration that a flag names', async () => {
  const [good, old] = [await authority({ commonName: 'oidc-ca' }), await authority({ commonName: 'oidc-ca', expired: true })]
  const indented = (pem: string): string => pem.trim().replace(/^/gm, '      ')
  const config = (pem: string): string =>
    `apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\njwt:\n- issuer:\n    url: https://id.example\n    audiences: [kubernetes]\n    certificateAuthority: |\n${indented(pem)}\n`
  const edge = 'kube-apiserver->oidc-issuer'
  const flag = ['--authentication-config=/etc/kubernetes/authn.yaml']
  expect(shown(await callsOf(edge, { 'etc/kubernetes/authn.yaml': config(good.pem) }, flag))).toEqual([
    ['id.example', 'unproven', 'not-applicable'],
  ])
  expect(shown(await callsOf(edge, { 'etc/kubernetes/authn.yaml': config(old.pem) }, flag))).toEqual([
    ['id.example', 'broken', 'not-applicable'],
  ])
  expect(await callsOf(edge, { 'etc/kubernetes/authn.yaml': config(old.pem) })).toEqual([])
  const byFlag = ['--oidc-issuer-url=https://id.example:8443/realm', '--oidc-ca-file=/etc/kubernetes/oidc.crt']
  expect(shown(await callsOf(edge, { 'etc/kubernetes/oidc.crt': 'no PEM' }, byFlag))).toEqual([['id.example', 'broken', 'not-applicable']])
})

test('konnectivity: both ends from the egress selector and the manifest; its own kubeconfig; a socket has nothing to check', async () => {
  const ca = await authority({ commonName: 'konnectivity-ca' })
  const [server, client] = [
    await leaf(ca, { commonName: 'ks', usages: ['serverAuth'], san: ['127.0.0.1'] }),
    await leaf(ca, { commonName: 'kc', usages: ['clientAuth'] }),
  ]
  const pki = '/etc/kubernetes/pki/konnectivity'
  const egress = (transport: string): string =>
    `apiVersion: apiserver.k8s.io/v1beta1\nkind: EgressSelectorConfiguration\negressSelections:\n- name: cluster\n  connection:\n    proxyProtocol: HTTPConnect\n    transport:\n${transport}`
  const tcp = `      tcp:\n        url: https://127.0.0.1:8131\n        tlsConfig: {caBundle: ${pki}/ca.crt, clientCert: ${pki}/client.crt, clientKey: ${pki}/client.key}\n`
  const manifest = `kind: Pod\nmetadata: {name: konnectivity-server}\nspec:\n  containers:\n  - name: konnectivity-server-container\n    command: [/proxy-server]\n    args: ["--server-cert=${pki}/server.crt", "--server-key=${pki}/server.key", "--server-ca-cert=${pki}/ca.crt", "--kubeconfig=/etc/kubernetes/konnectivity-server.conf"]\n`
  const files = {
    'etc/kubernetes/egress.yaml': egress(tcp),
    'etc/kubernetes/manifests/konnectivity-server.yaml': manifest,
    'etc/kubernetes/konnectivity-server.conf': kubeconfig('k.conf', ca.pem, client.pem, client.keyPem),
    [`${pki.slice(1)}/ca.crt`]: ca.pem,
    [`${pki.slice(1)}/server.crt`]: server.pem,
    [`${pki.slice(1)}/server.key`]: server.keyPem,
    [`${pki.slice(1)}/client.crt`]: client.pem,
    [`${pki.slice(1)}/client.key`]: client.keyPem,
  }
  const flag = ['--egress-selector-config-file=/etc/kubernetes/egress.yaml']
  const edge = 'kube-apiserver->konnectivity-server'
  expect(shown(await callsOf(edge, files, flag))).toEqual([['127.0.0.1', 'trusted', 'trusted']])
  expect(shown(await callsOf('konnectivity-server->kube-apiserver', files, flag))).toEqual([['192.0.2.11', 'broken', 'broken']])
  const uds = { 'etc/kubernetes/egress.yaml': egress('      uds: {udsName: /etc/kubernetes/konnectivity/x.socket}\n') }
  expect(shown(await callsOf(edge, uds, flag))).toEqual([[null, 'not-applicable', 'not-applicable']])
})

test('KMS on a socket, ports of metrics with a certificate: drawn where set', async () => {
  const kms = `apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources:\n- resources: [secrets]\n  providers:\n  - kms: {apiVersion: v2, name: k, endpoint: "unix:///run/kms.sock"}\n`
  expect(
    shown(
      await callsOf('kube-apiserver->kms-plugin', { 'etc/kubernetes/enc.yaml': kms }, [
        '--encryption-provider-config=/etc/kubernetes/enc.yaml',
      ]),
    ),
  ).toEqual([[null, 'not-applicable', 'not-applicable']])
  for (const edge of ['metrics-client->kube-controller-manager', 'metrics-client->etcd', 'kube-apiserver->kube-apiserver'] as const)
    expect(await callsOf(edge, {}), edge).toEqual([])
})

test('cert-manager: the Secret of a Certificate is what the webhook of its service presents, in a List of YAML', async () => {
  const ca = await authority({ commonName: 'issuer' })
  const serving = await leaf(ca, {
    commonName: '',
    usages: ['serverAuth'],
    san: ['guard.sec.svc', 'guard.sec.svc.cluster.local'],
    expired: true,
  })
  const list = `apiVersion: v1\nkind: List\nitems:\n- apiVersion: cert-manager.io/v1\n  kind: Certificate\n  metadata: {name: guard, namespace: sec}\n  spec:\n    secretName: guard-tls\n    dnsNames: [guard.sec.svc]\n    issuerRef: {name: own, kind: Issuer}\n- apiVersion: cert-manager.io/v1\n  kind: Issuer\n  metadata: {name: own, namespace: sec}\n  spec: {ca: {secretName: issuer-tls}}\n- apiVersion: v1\n  kind: Secret\n  type: kubernetes.io/tls\n  metadata: {name: guard-tls, namespace: sec, annotations: {cert-manager.io/certificate-name: guard}}\n  data:\n    ca.crt: ${btoa(ca.pem)}\n    tls.crt: ${btoa(serving.pem)}\n    tls.key: ${btoa(serving.keyPem)}\n`
  const calls = await callsOf('kube-apiserver->webhook', { 'wh.json': webhook(btoa(ca.pem)), 'all.yaml': list })
  expect([shown(calls), faults(calls)]).toEqual([[['guard.sec.svc', 'broken', 'not-applicable']], ['path/expired']])
})
