import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { at, plainCA, plainCall, plainFile, plainHalf, plainInventory, plainSettings, plainUse } from '../../testing/plain.ts'
import { signingCaNotTrusted as rule } from './signing-ca-not-trusted.ts'

const drop = (flags: Record<string, string>) => ({
  inventory: plainInventory({
    certificates: [plainCA({ id: 0 }), plainCA({ id: 1 })],
    locations: [[at('etc/kubernetes/pki/ca.crt')], [at('etc/kubernetes/pki/signing.crt')]],
    files: [plainFile('etc/kubernetes/pki/ca.crt'), plainFile('etc/kubernetes/pki/signing.crt')],
    settings: [plainSettings('kube-controller-manager', 'etc/kubernetes/manifests/kube-controller-manager.yaml', flags)],
  }),
  calls: [
    plainCall('kubelet->kube-apiserver', {
      providerAcceptsClient: plainHalf({ trusts: plainUse('kube-apiserver', '--client-ca-file', 'etc/kubernetes/pki/ca.crt') }),
    }),
  ],
})

test('kubernetes/signing-ca-not-trusted fires and stays silent', () => {
  const signing = '--cluster-signing-cert-file'
  fires(rule, drop({ [signing]: '/etc/kubernetes/pki/signing.crt' }), [[1]])
  silent(rule, drop({ [signing]: '/etc/kubernetes/pki/ca.crt' }))
  // The signer of kubelets beats the general one; an empty flag is an external CA.
  silent(
    rule,
    drop({ [signing]: '/etc/kubernetes/pki/signing.crt', '--cluster-signing-kubelet-client-cert-file': '/etc/kubernetes/pki/ca.crt' }),
  )
  silent(rule, drop({ [signing]: '' }))
})
