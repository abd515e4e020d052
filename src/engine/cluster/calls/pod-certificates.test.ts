import { expect, test } from 'vitest'
import { baseFiles, callsOf, faults, shown } from '../../testing/calls-of.ts'
import { authority, type Issued, leaf } from '../../testing/certificates.ts'
import { ANY_TIME, handshake } from '../../testing/handshake.ts'

const SIGNER = 'example.com/mesh'
const object = (kind: string, version: string, name: string, rest: object): object => ({
  apiVersion: `certificates.k8s.io/${version}`,
  kind,
  metadata: { name },
  ...rest,
})
const bundle = (pem: string, signerName = SIGNER, name = 'a') =>
  object('ClusterTrustBundle', 'v1beta1', `${signerName.replace('/', ':')}:${name}`, { spec: { signerName, trustBundle: pem } })
const request = (certificateChain: string) =>
  object('PodCertificateRequest', 'v1beta1', 'req-1', {
    spec: { signerName: SIGNER, podName: 'web-0', nodeName: 'cp1', serviceAccountName: 'web' },
    status: { certificateChain },
  })
const list = (...items: object[]): Record<string, string> => ({ 'all.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) })
const mesh = (ca: Issued, ...usages: string[]) => leaf(ca, { commonName: 'web', usages, san: ['web.default.svc'], ...ANY_TIME })

test('what a signer gave a pod against the bundle of that signer, as a real handshake between two such pods decides', async () => {
  const [ca, other] = [await authority({ commonName: 'mesh', ...ANY_TIME }), await authority({ commonName: 'mesh', ...ANY_TIME })]
  const both = await mesh(ca, 'serverAuth', 'clientAuth')
  for (const [trusted, status] of [
    [ca, 'trusted'],
    [other, 'broken'],
  ] as const) {
    expect(shown(await callsOf('pod->pod', list(bundle(trusted.pem), request(both.pem))))).toEqual([['web.default.svc', status, status]])
    const end = { cert: both.pem, key: both.keyPem, ca: trusted.pem }
    const accepted = status === 'trusted'
    expect(await handshake(end, end, 'web.default.svc')).toEqual({ server: accepted, client: accepted })
  }
  expect(faults(await callsOf('pod->pod', list(bundle(other.pem), request(both.pem))))).toEqual([
    'path/signature-invalid',
    'path/signature-invalid',
  ])
})

test('several bundles of a signer are one; a client is judged as a client only; without a bundle nothing is proven', async () => {
  const [ca, other] = [await authority({ commonName: 'mesh' }), await authority({ commonName: 'old' })]
  const client = await mesh(ca, 'clientAuth')
  expect(shown(await callsOf('pod->pod', list(bundle(other.pem), bundle(ca.pem, SIGNER, 'b'), request(client.pem))))).toEqual([
    [null, 'not-applicable', 'trusted'],
  ])
  expect(shown(await callsOf('pod->pod', list(bundle(ca.pem, 'example.com/other'), request(client.pem))))).toEqual([
    [null, 'not-applicable', 'unproven'],
  ])
  // A SPIFFE identity alone is no name to dial: the path holds, the name is anybody's guess.
  const spiffe = await leaf(ca, { commonName: '', usages: ['serverAuth'], san: ['URI:spiffe://mesh/web'] })
  const [call] = await callsOf('pod->pod', list(bundle(ca.pem), request(spiffe.pem)))
  expect([call?.callerAcceptsServer.status, call?.callerAcceptsServer.missing]).toEqual([
    'unproven',
    [{ component: 'pod', setting: 'server', file: null }],
  ])
  expect(await callsOf('pod->pod', list(bundle(ca.pem), request('')))).toEqual([])
})

test('the bundle published for the API server: pods that mount it trust that, not kube-root-ca.crt', async () => {
  const ca = (await baseFiles()).find(({ path }) => path.endsWith('pki/ca.crt'))
  const own = new TextDecoder().decode(ca?.bytes)
  const other = await authority({ commonName: 'kubernetes' })
  const edge = 'pod->kube-apiserver'
  const name = 'kubernetes.io/kube-apiserver-serving'
  const before = shown(await callsOf(edge, {}))
  expect(shown(await callsOf(edge, list(bundle(own, name))))).toEqual([...before, ['kubernetes.default.svc', 'trusted', 'token']])
  expect(shown(await callsOf(edge, list(bundle(other.pem, name))))).toEqual([...before, ['kubernetes.default.svc', 'broken', 'token']])
})
