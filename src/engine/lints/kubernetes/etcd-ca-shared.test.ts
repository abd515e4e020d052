import { test } from 'vitest'
import { bundles, fires, silent } from '../../testing/lints.ts'
import { etcdCaShared as rule } from './etcd-ca-shared.ts'

test('kubernetes/etcd-ca-shared fires and stays silent', () => {
  const drop = (spki: string) =>
    bundles({ '--trusted-ca-file': 'etcd/ca.crt' }, 'etcd', { '--client-ca-file': 'ca.crt' }, 'kube-apiserver', spki)
  fires(rule, drop('key-0'), [[0, 1]])
  silent(rule, drop('another'))
})
