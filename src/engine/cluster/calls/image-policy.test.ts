import { expect, test } from 'vitest'
import { callsOf, faults, shown } from '../../testing/calls-of.ts'
import { authority, type Issued, leaf } from '../../testing/certificates.ts'
import { kubeconfig } from '../../testing/manifests.ts'

const edge = 'kube-apiserver->image-policy-webhook'
const flag = ['--admission-control-config-file=/etc/kubernetes/admission/config.yaml']
const HOST = 'policy.sec.svc'
const admission = (plugin: string): string =>
  `apiVersion: apiserver.config.k8s.io/v1\nkind: AdmissionConfiguration\nplugins:\n- name: ImagePolicyWebhook\n${plugin}`
const inline = admission(
  '  configuration:\n    imagePolicy: {kubeConfigFile: /etc/kubernetes/admission/policy.conf, defaultAllow: false}\n',
)
const secret = ({ pem, keyPem }: Issued): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: { name: 'policy-tls', namespace: 'sec' },
    data: { 'tls.crt': btoa(pem), 'tls.key': btoa(keyPem) },
  })

async function files(configuration: string, serving: Issued | null, trusted: Issued, client: Issued): Promise<Record<string, string>> {
  const config = kubeconfig('policy.conf', trusted.pem, client.pem, client.keyPem).replace(/server: .*/, `server: https://${HOST}/images`)
  return {
    'etc/kubernetes/admission/config.yaml': configuration,
    'etc/kubernetes/admission/policy.conf': config,
    ...(serving === null ? {} : { 'policy.json': secret(serving) }),
  }
}

test('the image policy webhook: its kubeconfig against the Secret of its service', async () => {
  const [ca, other] = [await authority({ commonName: 'policy-ca' }), await authority({ commonName: 'policy-ca' })]
  const serving = await leaf(ca, { commonName: 'policy', usages: ['serverAuth'], san: [HOST] })
  const client = await leaf(ca, { commonName: 'apiserver', usages: ['clientAuth'] })
  // What the webhook checks its client with is nowhere in a drop.
  expect(shown(await callsOf(edge, await files(inline, serving, ca, client), flag))).toEqual([[HOST, 'trusted', 'unproven']])
  const wrong = await callsOf(edge, await files(inline, serving, other, client), flag)
  expect([shown(wrong), faults(wrong)]).toEqual([[[HOST, 'broken', 'unproven']], ['path/signature-invalid']])
  expect(shown(await callsOf(edge, await files(inline, null, ca, client), flag))).toEqual([[HOST, 'unproven', 'unproven']])
  const old = await leaf(ca, { commonName: 'apiserver', usages: ['clientAuth'], expired: true })
  const expired = await callsOf(edge, await files(inline, serving, ca, old), flag)
  expect([shown(expired), faults(expired)]).toEqual([[[HOST, 'trusted', 'broken']], ['path/expired']])
})

test('the configuration in a file of its own that the plugin names, beside the admission configuration', async () => {
  const ca = await authority({ commonName: 'policy-ca' })
  const serving = await leaf(ca, { commonName: 'policy', usages: ['serverAuth'], san: [HOST] })
  const client = await leaf(ca, { commonName: 'apiserver', usages: ['clientAuth'] })
  const own = JSON.stringify({ imagePolicy: { kubeConfigFile: '/etc/kubernetes/admission/policy.conf', allowTTL: 50 } })
  const at = { ...(await files(admission('  path: policy.json\n'), serving, ca, client)), 'etc/kubernetes/admission/policy.json': own }
  expect(shown(await callsOf(edge, at, flag))).toEqual([[HOST, 'trusted', 'unproven']])
  // A file that nothing names configures nothing.
  expect(await callsOf(edge, at)).toEqual([])
  expect(await callsOf(edge, { ...at, 'etc/kubernetes/admission/config.yaml': admission('  path: other.json\n') }, flag)).toEqual([])
})
