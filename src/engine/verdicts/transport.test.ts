import { expect, test } from 'vitest'
import { plainCall, plainHalf, plainPresented } from '../testing/plain.ts'
import { transportOf } from './transport.ts'

const unproven = plainHalf({ status: 'unproven' })
test('a caller whose certificate is not in the drop is not said to show none', () => {
  const peers = plainCall('etcd->etcd', { client: plainPresented(null), providerAcceptsClient: unproven, status: 'unproven' })
  expect(transportOf(peers)).toBe('unknown')
  expect(transportOf({ ...peers, client: plainPresented(3) })).toBe('mutual')
  expect(transportOf({ ...peers, client: plainPresented(null, { token: 0 }) })).toBe('one-way')
  expect(transportOf({ ...peers, providerAcceptsClient: plainHalf({ status: 'token' }) })).toBe('one-way')
})
test('a half in the clear is no TLS, whatever the call’s own status; call 12 is two keys', () => {
  const plaintext = plainHalf({ status: 'plaintext' })
  expect(transportOf(plainCall('kube-apiserver->etcd', { status: 'broken', callerAcceptsServer: plaintext }))).toBe('plaintext')
  expect(transportOf(plainCall('apiserver-signer->kube-apiserver'))).toBe('key-pair')
})
