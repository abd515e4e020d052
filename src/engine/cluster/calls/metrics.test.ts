import { expect, test } from 'vitest'
import { callsOf, faults, shown } from '../../testing/calls-of.ts'
import { authority, type CertificateOptions, leaf } from '../../testing/certificates.ts'

const at = '/etc/kubernetes/pki/metrics'
/** A certificate set for the port of metrics, of an authority the metrics client may or may not trust. */
async function served(options: CertificateOptions = {}): Promise<Record<string, string>> {
  const ca = await authority({ commonName: 'metrics-ca' })
  const { pem, keyPem } = await leaf(ca, { commonName: 'metrics', usages: ['serverAuth'], san: ['192.0.2.11'], ...options })
  return { [`${at.slice(1)}.crt`]: pem, [`${at.slice(1)}.key`]: keyPem }
}
const flags = [`--tls-cert-file=${at}.crt`, `--tls-private-key-file=${at}.key`]

test.each([
  ['kube-controller-manager', 'metrics-client->kube-controller-manager', 10257],
  ['kube-scheduler', 'metrics-client->kube-scheduler', 10259],
] as const)('%s: a certificate set for its port is judged for what fails under any authority', async (component, edge, port) => {
  const [call] = await callsOf(edge, await served(), flags, component)
  expect([shown([call!]), call?.port]).toEqual([[[null, 'unproven', 'token']], port])
  expect(call?.callerAcceptsServer.missing).toEqual([{ component: 'metrics-client', setting: 'ca_file', file: null }])
  const expired = await callsOf(edge, await served({ expired: true }), flags, component)
  expect([shown(expired), faults(expired)]).toEqual([[[null, 'broken', 'token']], ['path/expired']])
  const client = await callsOf(edge, await served({ usages: ['clientAuth'] }), flags, component)
  expect([shown(client), faults(client)]).toEqual([[[null, 'broken', 'token']], ['path/usage-not-allowed']])
  const files = await served()
  const mixed = { ...files, [`${at.slice(1)}.key`]: (await served())[`${at.slice(1)}.key`]! }
  expect(faults(await callsOf(edge, mixed, flags, component))).toEqual(['edge/key-mismatch'])
  expect(await callsOf(edge, files)).toEqual([])
})

const etcd = 'metrics-client->etcd'
test('etcd: its serving certificate and client authority at a port of metrics with TLS; none without', async () => {
  const [call] = await callsOf(etcd, {}, ['--listen-metrics-urls=https://192.0.2.11:2381'], 'etcd')
  expect([call?.port, shown([call!])]).toEqual([2381, [['192.0.2.11', 'unproven', 'unproven']]])
  expect(await callsOf(etcd, {}, ['--listen-metrics-urls=http://127.0.0.1:2381'], 'etcd')).toEqual([])
  // Nobody says what name the client checks: an address the certificate lacks decides nothing, an authority that has ended does.
  expect(shown(await callsOf(etcd, {}, ['--listen-metrics-urls=https://192.0.2.99:2381'], 'etcd'))).toEqual([
    ['192.0.2.99', 'unproven', 'unproven'],
  ])
  const ended = await authority({ commonName: 'etcd-ca', expired: true })
  const flags = ['--listen-metrics-urls=https://0.0.0.0:2381', `--trusted-ca-file=${at}.crt`]
  const calls = await callsOf(etcd, { [`${at.slice(1)}.crt`]: ended.pem }, flags, 'etcd', true)
  expect([shown(calls), faults(calls)]).toEqual([[[null, 'unproven', 'broken']], ['path/expired']])
})
