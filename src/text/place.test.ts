import { expect, it } from 'vitest'
import { brief } from './place.ts'

it.each([
  ['etc/kubernetes/pki/etcd/ca.crt', 'pki/etcd/ca.crt'],
  ['kubernetes/pki/ca.crt', 'pki/ca.crt'],
  ['kubernetes/admin.conf#users[kubernetes-admin].client-certificate-data', 'admin.conf'],
  ['nodes/cp2/etc/kubernetes/kubelet.conf#clusters[a].certificate-authority-data', 'cp2: kubelet.conf'],
  ['cp-2/var/lib/kubelet/pki/kubelet.crt', 'cp-2: /var/lib/kubelet/pki/kubelet.crt'],
  ['var/lib/rancher/k3s/server/tls/server-ca.crt', '/var/lib/rancher/k3s/server/tls/server-ca.crt'],
  ['secret.yaml#data[tls.crt]', 'secret.yaml#data[tls.crt]'],
  ['conf/ca/ca.crt', 'conf/ca/ca.crt'],
  ['kubernetes/notes/ca.crt', 'kubernetes/notes/ca.crt'],
  ['a\u202e.crt', 'a\\u{202E}.crt'],
])('%s is said as %s', (path, said) => expect(brief(path)).toBe(said))
