import { expect, test } from 'vitest'
import { judge, read } from '../../audit.ts'
import { faults, file, shown } from '../../testing/calls-of.ts'
import { AT, authority } from '../../testing/certificates.ts'
import { cluster, type ClusterBuilder } from '../../testing/cluster.ts'
import type { Call } from '../../verdicts/verdict.ts'

const SAN = ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc', 'kubernetes.default.svc.cluster.local', '10.96.0.1']

/** Two control planes of one cluster, whose API servers hand requests on to each other. */
async function peers(
  builder: ClusterBuilder,
  { flags = [], drop = null }: { flags?: readonly string[]; drop?: RegExp | null } = {},
): Promise<Call[]> {
  const files = await builder.files()
  const own = (node: string, address: string) =>
    files.map(({ path, bytes }) => {
      const text = new TextDecoder().decode(bytes).replaceAll('192.0.2.11', address)
      const more = ['--peer-ca-file=/etc/kubernetes/pki/ca.crt', ...flags].map((flag) => `    - ${flag}\n`).join('')
      return file(
        `${node}/${path}`,
        path.endsWith('kube-apiserver.yaml') ? text.replace('    - kube-apiserver\n', `    - kube-apiserver\n${more}`) : text,
      )
    })
  const all = [...own('cp1', '192.0.2.11'), ...own('cp2', '192.0.2.12')].filter(({ path }) => drop === null || !drop.test(path))
  const { calls, clusters } = judge(await read(all), { at: AT })
  expect(clusters).toHaveLength(1)
  return calls.filter(({ edge }) => edge === 'kube-apiserver->kube-apiserver')
}
const NAME = 'kubernetes.default.svc'
// No address in it: a peer is checked under the service's name, at whatever address it is dialled.
const builder = cluster().with('apiserver.crt', { san: SAN })

test('peers: the front-proxy client certificate, and the serving certificate under the name of the service', async () => {
  const calls = await peers(builder, { flags: ['--peer-advertise-port=7443'] })
  expect(calls.map(({ from, to, port }) => [from.node, to.node, port])).toEqual([
    ['cp1', 'cp2', 7443],
    ['cp2', 'cp1', 7443],
  ])
  expect(shown(calls)).toEqual([
    [NAME, 'trusted', 'trusted'],
    [NAME, 'trusted', 'trusted'],
  ])
})

test('peers that refuse each other', async () => {
  const nameless = await peers(cluster().with('apiserver.crt', { san: ['192.0.2.11', '192.0.2.12'] }))
  expect([shown(nameless)[0], faults(nameless)[0]]).toEqual([[NAME, 'broken', 'trusted'], 'path/name-not-covered'])
  const stranger = await peers(builder.with('front-proxy-client.crt', { issuer: await authority({ commonName: 'front-proxy-ca' }) }))
  expect([shown(stranger)[0], faults(stranger)[0]]).toEqual([[NAME, 'trusted', 'broken'], 'path/signature-invalid'])
  const named = await peers(builder.with('front-proxy-client.crt', { commonName: 'aggregator' }))
  expect([shown(named)[0], faults(named)[0]]).toEqual([[NAME, 'trusted', 'broken'], 'edge/name-not-allowed'])
})

test('a peer whose serving certificate is not in the drop', async () => {
  const calls = await peers(builder, { drop: /^cp2\/.*\/apiserver\.(crt|key)$/ })
  expect(calls.map(({ to, callerAcceptsServer }) => [to.node, callerAcceptsServer.status])).toEqual([
    ['cp2', 'unproven'],
    ['cp1', 'trusted'],
  ])
})
