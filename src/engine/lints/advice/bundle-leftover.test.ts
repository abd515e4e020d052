import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { AT, at, DAY, plainCA, plainCall, plainCertificate, plainHalf, plainInventory, plainUse } from '../../testing/plain.ts'
import { bundleLeftover as rule } from './bundle-leftover.ts'

test('advice/bundle-leftover fires and stays silent', () => {
  const drop = (days: number) => ({
    inventory: plainInventory({
      certificates: [plainCA({ id: 0 }), plainCA({ id: 1, notAfter: AT + days * DAY })],
      locations: [[at('ca.crt')], [at('ca.crt')]],
    }),
    calls: [
      plainCall('admin->kube-apiserver', {
        providerAcceptsClient: plainHalf({ trusts: plainUse('kube-apiserver', '--client-ca-file', 'ca.crt') }),
      }),
    ],
  })
  fires(rule, drop(-1), [[1]])
  silent(rule, drop(1))
})

test('the old CA of a rotation whose leaves are all new; not the new one of a rotation that has only begun', () => {
  const drop = (signer: number, signers = [[0], [1], [signer]]) => ({
    inventory: plainInventory({
      certificates: [
        plainCA({ id: 0, notBefore: AT - 900 * DAY }),
        plainCA({ id: 1, notBefore: AT - 9 * DAY }),
        plainCertificate({ id: 2 }),
      ],
      locations: [[at('ca.crt')], [at('ca.crt')], [at('apiserver.crt')]],
      signers,
    }),
    calls: [
      plainCall('admin->kube-apiserver', {
        providerAcceptsClient: plainHalf({ trusts: plainUse('kube-apiserver', '--client-ca-file', 'ca.crt') }),
      }),
    ],
  })
  fires(rule, drop(1), [[0]])
  silent(rule, drop(0))
  silent(rule, drop(1, [[0], [1], [1, 0]]))
  // The old one has signed the new one, and the new one the old one.
  fires(rule, drop(1, [[0], [1, 0], [1]]), [[0]])
  fires(rule, drop(1, [[0, 1], [1, 0], [1]]), [[0]])
  silent(rule, drop(0, [[0, 1], [1, 0], [0]]))
  silent(rule, drop(2, [[0, 1], [1, 0], []]))
})

test('an expired client certificate beside the bundle in a kubeconfig is not part of it', () => {
  const conf = (field: string) => at('admin.conf', field)
  const bundle = 'clusters[kubernetes].certificate-authority-data'
  silent(rule, {
    inventory: plainInventory({
      certificates: [plainCA({ id: 0 }), plainCertificate({ id: 1, notAfter: AT - DAY })],
      locations: [[conf(bundle)], [conf('users[me].client-certificate-data')]],
    }),
    calls: [
      plainCall('admin->kube-apiserver', {
        callerAcceptsServer: plainHalf({
          trusts: plainUse('admin', 'certificate-authority-data', 'admin.conf', { resolved: 'embedded', location: conf(bundle) }),
        }),
      }),
    ],
  })
})
