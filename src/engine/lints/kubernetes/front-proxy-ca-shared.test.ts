import { test } from 'vitest'
import { bundles, fires, silent } from '../../testing/lints.ts'
import { frontProxyCaShared as rule } from './front-proxy-ca-shared.ts'

test('kubernetes/front-proxy-ca-shared fires and stays silent', () => {
  const drop = (spki: string) =>
    bundles({ '--requestheader-client-ca-file': 'fp.crt' }, 'kube-apiserver', { '--client-ca-file': 'ca.crt' }, 'kube-apiserver', spki)
  fires(rule, drop('key-0'), [[0, 1]])
  silent(rule, drop('another'))
})
