import { describe, expect, test } from 'vitest'
import { inventoryOf } from '../testing/inventory.ts'
import { fillSpecifiers } from './specifiers.ts'

/** What one program is started with, and which specifiers are said to be open. */
async function started(files: Readonly<Record<string, string>>, links: Readonly<Record<string, string>> = {}) {
  const encoder = new TextEncoder()
  const inputs = Object.entries(files).map(([path, text]) => ({ path, bytes: Uint8Array.from(encoder.encode(text)) }))
  const linked = Object.entries(links).map(([path, linkTarget]) => ({ path, bytes: new Uint8Array(), linkTarget }))
  const { settings, faults } = await inventoryOf([...inputs, ...linked])
  return {
    settings: settings.map(({ program, name, settings: own }) => [
      program,
      name,
      Object.fromEntries(own.map((one) => [one.name, one.value])),
    ]),
    open: faults.map(({ id, file, line, presented }) => [id, file, line, presented]),
  }
}

describe('specifiers', () => {
  test.each([
    ['%H %l', 'node1.example.com node1'],
    ['%n %N %p %i', 'etcd@a-b.service etcd@a-b etcd a-b'],
    ['%I %%', 'a/b %'],
    ['%E/etcd %S/etcd %t %h', '/etc/etcd /var/lib/etcd /run /root'],
    // No conversion of a date, and no zone of an address.
    ['100%', '100%'],
  ])('%s', (text, expected) => {
    const open: string[] = []
    expect([fillSpecifiers(text, 'etcd@a-b.service', 'node1.example.com', (one) => open.push(one)), open]).toEqual([expected, []])
  })
})

const unit = (exec: string, more = ''): string => `[Unit]\nDescription=x\n[Service]\n${more}ExecStart=${exec}\n`

test('the host of the file system the unit lies in', async () => {
  const files = {
    'n1/etc/hostname': 'node1\n',
    'n1/etc/systemd/system/kubelet.service': unit('/usr/bin/kubelet --hostname-override=%H --kubeconfig=%E/kubernetes/%p.conf'),
    'n2/etc/systemd/system/kubelet.service': unit('/usr/bin/kubelet --hostname-override=%H'),
  }
  expect(await started(files)).toEqual({
    settings: [
      ['kubelet', 'kubelet.service', { '--hostname-override': 'node1', '--kubeconfig': '/etc/kubernetes/kubelet.conf' }],
      ['kubelet', 'kubelet.service', { '--hostname-override': '${%H}' }],
    ],
    open: [['read/settings-unfilled', 'n2/etc/systemd/system/kubelet.service', 4, '%H']],
  })
})

test('a template: each of its instances, by their links and drop-ins; without any, the instance is open', async () => {
  const template = { 'etc/systemd/system/etcd@.service': unit('/usr/bin/etcd --name %i --cert-file=/etc/etcd/%i.crt') }
  const link = { 'etc/systemd/system/multi-user.target.wants/etcd@m1.service': '/etc/systemd/system/etcd@.service' }
  const dropIn = { 'etc/systemd/system/etcd@m2.service.d/10.conf': '[Service]\nEnvironment=ETCD_CLIENT_CERT_AUTH=true\n' }
  expect(await started({ ...template, ...dropIn }, link)).toEqual({
    settings: [
      ['etcd', 'etcd@m2.service', { ETCD_CLIENT_CERT_AUTH: 'true', '--name': 'm2', '--cert-file': '/etc/etcd/m2.crt' }],
      ['etcd', 'etcd@m1.service', { '--name': 'm1', '--cert-file': '/etc/etcd/m1.crt' }],
    ],
    open: [],
  })
  expect((await started(template)).open).toEqual([['read/settings-unfilled', 'etc/systemd/system/etcd@.service', 4, '%i']])
})

test('environment files by pattern, in the order of their names, and by specifier', async () => {
  const exec = '/usr/bin/kube-apiserver $ARGS $MORE'
  const files = {
    'n1/etc/systemd/system/kube-apiserver.service': unit(
      exec,
      'EnvironmentFile=-/etc/kubernetes/env.d/[0-9]*.conf\nEnvironmentFile=/etc/default/%p\n',
    ),
    'n1/etc/kubernetes/env.d/20-b.conf': 'ARGS="--client-ca-file=/b.crt"\n',
    'n1/etc/kubernetes/env.d/10-a.conf': 'ARGS="--client-ca-file=/a.crt"\n',
    'n1/etc/kubernetes/env.d/x.conf': 'ARGS="--client-ca-file=/x.crt"\n',
    'n1/etc/default/kube-apiserver': 'MORE="--secure-port=6443"\n',
  }
  const [first] = (await started(files)).settings
  expect(first).toEqual(['kube-apiserver', 'kube-apiserver.service', { '--client-ca-file': '/b.crt', '--secure-port': '6443' }])
})
