import { expect, test } from 'vitest'
import { plainInventory, plainSettings } from '../testing/plain.ts'
import { configurationsOf, entries, truth } from './configuration.ts'

const of = (...settings: Parameters<typeof plainSettings>[]) =>
  configurationsOf(
    plainInventory({ settings: settings.map((s) => plainSettings(...s)) }),
    new Set(),
    () => 'n',
    () => null,
  )[0]

test('a flag beats a field, whichever comes first; the last occurrence wins', () => {
  const kubelet = of(
    ['kubelet', 'env', { '--anonymous-auth': ['false', 'true'] }, 'env-file'],
    ['KubeletConfiguration', 'config.yaml', { 'authentication.anonymous.enabled': 'false' }, 'kubelet-config'],
  )
  expect(kubelet?.get('--anonymous-auth', 'authentication.anonymous.enabled')?.value).toBe('true')
})

test('etcd: flag, variable, file; a file named by --config-file alone counts', () => {
  expect(of(['etcd', 'etcd.env', { ETCD_TRUSTED_CA_FILE: '/ca' }, 'env-file'])?.get('--trusted-ca-file')?.value).toBe('/ca')
  const both = of(
    ['etcd', 'etcd.service', { '--config-file': '/c', '--cert-file': '/ignored' }, 'systemd-unit'],
    ['etcd', 'c', { 'client-transport-security.cert-file': '/used' }, 'etcd-config'],
  )
  expect(both?.get('--cert-file')?.value).toBe('/used')
})

test('argument maps stand for flags; the highest revision is in use', () => {
  const file = (n: number) => `static-pod-resources/kube-apiserver-pod-${n}/configmaps/config/config.yaml`
  const api = of(
    ['KubeAPIServerConfig', file(10), { 'apiServerArguments.client-ca-file': '/ten' }, 'apiserver-config'],
    ['KubeAPIServerConfig', file(9), { 'apiServerArguments.client-ca-file': '/nine' }, 'apiserver-config'],
  )
  expect(api?.get('--client-ca-file')?.value).toBe('/ten')
})

test('booleans as Go reads them, lists joined or repeated', () => {
  const api = of(['kube-apiserver', 'x', { '--a': '', '--b': 'F', '--c': 'maybe', '--d': ['x,y', ' z'] }])
  expect([api?.get('--a'), api?.get('--b'), api?.get('--c'), null].map((s) => truth(s ?? null))).toEqual([true, false, null, null])
  expect(entries(api?.all('--d') ?? [])).toEqual(['x', 'y', 'z'])
})
