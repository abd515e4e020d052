import { expect, test } from 'vitest'
import { callsOf, faults, shown } from '../../testing/calls-of.ts'

const edge = 'token-verifier->kube-apiserver'
const of = (...flags: string[]) => callsOf(edge, {}, flags)

test('issuer discovery is drawn only where a flag tells that others than the API server verify tokens', async () => {
  expect(await of()).toEqual([])
})

test('keys under the service name: as every pod dials it', async () => {
  expect(shown(await of('--service-account-jwks-uri=https://kubernetes.default.svc/openid/v1/jwks'))).toEqual([
    ['kubernetes.default.svc.cluster.local', 'trusted', 'not-applicable'],
    ['kubernetes.default.svc', 'trusted', 'not-applicable'],
  ])
})

test('keys under a service name its certificate lacks', async () => {
  const calls = await of('--service-account-jwks-uri=https://kubernetes.default.svc.other.domain/openid/v1/jwks')
  expect(calls.map(({ serverName, status }) => [serverName, status])).toEqual([
    ['kubernetes.default.svc.cluster.local', 'trusted'],
    ['kubernetes.default.svc.other.domain', 'broken'],
  ])
  expect(faults(calls)).toEqual(['path/name-not-covered'])
})

test('keys at the API server itself under its own address: what the verifier trusts is not in the drop', async () => {
  const [issuer, keys] = await of('--service-account-jwks-uri=https://192.0.2.11:6443/openid/v1/jwks')
  expect(issuer?.status).toBe('trusted')
  expect([keys?.to.component, keys?.port, keys?.callerAcceptsServer.status]).toEqual(['kube-apiserver', 6443, 'unproven'])
  expect(keys?.callerAcceptsServer.missing.map(({ component, setting }) => [component, setting])).toEqual([['token-verifier', 'ca_file']])
})

test('documents published elsewhere, as for the token exchange of a cloud: nothing of that server is in the drop', async () => {
  const calls = await of('--service-account-issuer=https://oidc.bucket.example/cluster-1')
  expect(calls.map(({ to, serverName, status }) => [to.component, serverName, status])).toEqual([
    ['oidc-issuer', 'oidc.bucket.example', 'unproven'],
  ])
})
