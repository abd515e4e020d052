import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { at, plainCall, plainCertificate, plainInventory, plainPresented, plainSettings } from '../../testing/plain.ts'
import { etcdServerUsage as rule } from './etcd-server-usage.ts'

const SERVER = '1.3.6.1.5.5.7.3.1'
const drop = (extKeyUsage: readonly string[] | null, flags: Record<string, string> = {}) => ({
  inventory: plainInventory({
    certificates: [plainCertificate({ extKeyUsage })],
    locations: [[at('cp1/etc/kubernetes/pki/etcd/server.crt')]],
    settings: [plainSettings('etcd', 'cp1/etc/kubernetes/manifests/etcd.yaml', flags)],
  }),
  calls: [plainCall('kube-apiserver->etcd', { server: plainPresented(0) })],
})

test('kubernetes/etcd-server-usage fires and stays silent', () => {
  fires(rule, drop([SERVER]), [[0]])
  silent(rule, drop([SERVER, '1.3.6.1.5.5.7.3.2']))
  silent(rule, drop(null))
  // The gateway has a certificate of its own.
  silent(rule, drop([SERVER], { '--client-cert-file': '/etc/etcd/client.crt' }))
})
