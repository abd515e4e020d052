import { expect, test } from 'vitest'
import { callsOf, faults, shown } from '../../testing/calls-of.ts'
import { authority, type Issued, leaf } from '../../testing/certificates.ts'
import { ANY_TIME, handshake } from '../../testing/handshake.ts'

const edge = 'konnectivity-agent->konnectivity-server'
const pki = '/etc/kubernetes/pki'
const pod = (name: string, image: string, args: readonly string[]): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: kube-system}\nspec:\n  containers:\n  - name: ${name}\n    image: ${image}\n    command: [${image}]\n    args: ${JSON.stringify(args)}\n`
const server = (...args: string[]): Record<string, string> => ({
  'etc/kubernetes/manifests/konnectivity-server.yaml': pod('konnectivity-server', '/proxy-server', args),
})
const agent = (...args: string[]): Record<string, string> => ({
  'konnectivity-agent.yaml': pod('konnectivity-agent', '/proxy-agent', args),
})
const token = [
  '--ca-cert=/var/run/secrets/kubernetes.io/serviceaccount/ca.crt',
  '--service-account-token-path=/var/run/secrets/tokens/konnectivity-agent-token',
]
const reviewing = ['--agent-namespace=kube-system', '--agent-service-account=konnectivity-agent']
/** The upstream example lets the proxy server present the API server's own certificate to its agents. */
const own = [`--cluster-cert=${pki}/apiserver.crt`, `--cluster-key=${pki}/apiserver.key`]

test('an agent with a token: the authority given to pods against the cluster certificate, by the host dialled', async () => {
  const files = { ...server(...own, ...reviewing), ...agent('--proxy-server-host=192.0.2.11', '--proxy-server-port=8132', ...token) }
  const [call] = await callsOf(edge, files)
  expect(shown([call!])).toEqual([['192.0.2.11', 'trusted', 'token']])
  expect(call?.port).toBe(8132)
  const elsewhere = { ...server(...own), ...agent('--proxy-server-host=konnectivity.example', ...token) }
  expect([shown(await callsOf(edge, elsewhere)), faults(await callsOf(edge, elsewhere))]).toEqual([
    [['konnectivity.example', 'broken', 'token']],
    ['path/name-not-covered'],
  ])
})

test('one end alone is drawn and unproven; neither is not drawn; no token where one is reviewed decides nothing', async () => {
  expect(shown(await callsOf(edge, server(...own, ...reviewing)))).toEqual([[null, 'unproven', 'token']])
  expect(shown(await callsOf(edge, agent('--proxy-server-host=k.example', ...token)))).toEqual([['k.example', 'unproven', 'token']])
  expect(await callsOf(edge, server('--server-port=0'))).toEqual([])
  expect(await callsOf(edge, {})).toEqual([])
  const without = { ...server(...own, ...reviewing), ...agent('--proxy-server-host=192.0.2.11', token[0]!) }
  expect(shown(await callsOf(edge, without))).toEqual([['192.0.2.11', 'trusted', 'unproven']])
})

test('with certificates on both sides: as a real handshake of the same files decides', async () => {
  const [ca, other] = [
    await authority({ commonName: 'konnectivity-ca', ...ANY_TIME }),
    await authority({ commonName: 'konnectivity-ca', ...ANY_TIME }),
  ]
  const usages = (name: string, usage: string, by: Issued = ca) =>
    leaf(by, { commonName: name, usages: [usage], san: ['127.0.0.1', 'k'], ...ANY_TIME })
  const serving = await usages('server', 'serverAuth')
  const cases = [
    { client: await usages('agent', 'clientAuth'), expected: ['trusted', 'trusted'] },
    { client: await usages('agent', 'clientAuth', other), expected: ['trusted', 'broken'] },
    { client: await usages('agent', 'serverAuth'), expected: ['trusted', 'broken'] },
    { client: null, expected: ['trusted', 'broken'] },
    { client: await usages('agent', 'clientAuth'), trusted: other, expected: ['broken', 'trusted'] },
  ]
  for (const { client, trusted = ca, expected } of cases) {
    const at = `${pki}/konnectivity`
    const flags = client === null ? [] : [`--agent-cert=${at}/agent.crt`, `--agent-key=${at}/agent.key`]
    const calls = await callsOf(edge, {
      ...server(`--cluster-cert=${at}/server.crt`, `--cluster-key=${at}/server.key`, `--cluster-ca-cert=${at}/ca.crt`),
      'etc/kubernetes/manifests/konnectivity-agent.yaml': pod('konnectivity-agent', '/proxy-agent', [
        `--ca-cert=${at}/trusted.crt`,
        ...flags,
      ]),
      [`${at.slice(1)}/ca.crt`]: ca.pem,
      [`${at.slice(1)}/trusted.crt`]: trusted.pem,
      [`${at.slice(1)}/server.crt`]: serving.pem,
      [`${at.slice(1)}/server.key`]: serving.keyPem,
      ...(client === null ? {} : { [`${at.slice(1)}/agent.crt`]: client.pem, [`${at.slice(1)}/agent.key`]: client.keyPem }),
    })
    expect(shown(calls)).toEqual([['127.0.0.1', ...expected]])
    const real = await handshake(
      { ca: trusted.pem, ...(client === null ? {} : { cert: client.pem, key: client.keyPem }) },
      { ca: ca.pem, cert: serving.pem, key: serving.keyPem },
      'k',
    )
    expect([real.server, real.client]).toEqual(expected.map((status) => status === 'trusted'))
  }
})
