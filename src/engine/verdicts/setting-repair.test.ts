import { describe, expect, it } from 'vitest'
import type { SettingUse } from '../cluster/cluster.ts'
import { kubeadm } from '../cluster/layouts/kubeadm.ts'
import { misnamed, unlisted } from './setting-repair.ts'

const MANIFEST = '/etc/kubernetes/manifests/kube-apiserver.yaml'
const use = (setting: string, value: string, component: SettingUse['component'] = 'kube-apiserver'): SettingUse => ({
  component,
  setting,
  value,
  file: value.slice(1),
  location: { file: MANIFEST, field: null, line: 7 },
  resolved: 'exact',
  assumed: false,
})
const wrongUsage = {
  id: 'path/usage-not-allowed',
  certificate: 0,
  role: 'end-entity',
  expected: 'serverAuth',
  presented: ['clientAuth'],
} as never

describe('a flag that names the file of another', () => {
  it('is set back, with its key', () =>
    expect(misnamed(wrongUsage, use('--tls-cert-file', '/etc/kubernetes/pki/apiserver-kubelet-client.crt'), MANIFEST, kubeadm)).toEqual([
      { do: 'edit', file: MANIFEST, setting: '--tls-cert-file', value: '/etc/kubernetes/pki/apiserver.crt' },
      { do: 'edit', file: MANIFEST, setting: '--tls-private-key-file', value: '/etc/kubernetes/pki/apiserver.key' },
      { do: 'restart', component: 'kube-apiserver', how: 'static-pod' },
    ]))
  it('is left where it names its own, or a file kubeadm does not make', () => {
    expect(misnamed(wrongUsage, use('--tls-cert-file', '/etc/kubernetes/pki/apiserver.crt'), MANIFEST, kubeadm)).toBeNull()
    expect(misnamed(wrongUsage, use('--tls-cert-file', '/srv/own.crt'), MANIFEST, kubeadm)).toBeNull()
  })
  it('is not to blame for a date', () =>
    expect(
      misnamed({ id: 'path/expired' } as never, use('--tls-cert-file', '/etc/kubernetes/pki/etcd/server.crt'), MANIFEST, kubeadm),
    ).toBeNull())
})

describe('a name that is not on the list', () => {
  const fault = (allowed: readonly string[], presented: string, setting = '--requestheader-allowed-names') =>
    ({ id: 'edge/name-not-allowed', allowed, presented, use: use(setting, allowed.join(',')) }) as const
  const client = use('--proxy-client-cert-file', '/etc/kubernetes/pki/front-proxy-client.crt')
  it('is never let in where the list says what kubeadm writes: the certificate is made again', () =>
    expect(unlisted(fault(['front-proxy-client'], 'kubernetes-admin'), MANIFEST, client, kubeadm, 'cp-1')).toEqual([
      { do: 'run', command: 'rm /etc/kubernetes/pki/front-proxy-client.crt /etc/kubernetes/pki/front-proxy-client.key', on: 'cp-1' },
      { do: 'run', command: 'kubeadm init phase certs front-proxy-client', on: 'cp-1' },
      { do: 'explain', note: 'renew-copies-names' },
      { do: 'restart', component: 'kube-apiserver', how: 'static-pod' },
    ]))
  it('is put on a list that was changed', () =>
    expect(unlisted(fault(['aggregator'], 'front-proxy-client'), MANIFEST, client, kubeadm, 'cp-1')?.[0]).toEqual({
      do: 'edit',
      file: MANIFEST,
      setting: '--requestheader-allowed-names',
      value: 'front-proxy-client',
    }))
  it('of a member of etcd ends the list: each member has another', () =>
    expect(unlisted(fault(['etcd.local'], 'cp1', '--peer-cert-allowed-cn'), MANIFEST, null, kubeadm, 'cp-1')?.[0]).toMatchObject({
      value: null,
    }))
})
