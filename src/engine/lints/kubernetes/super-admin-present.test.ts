import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCall, plainCertificate, plainInventory, plainPresented, plainUse } from '../../testing/plain.ts'
import { superAdminPresent as rule } from './super-admin-present.ts'

test('kubernetes/super-admin-present fires and stays silent', () => {
  const calls = [
    plainCall('super-admin->kube-apiserver', {
      client: plainPresented(0, { use: plainUse('super-admin', 'client-certificate-data', 'etc/kubernetes/super-admin.conf') }),
    }),
  ]
  fires(rule, { inventory: plainInventory({ certificates: [plainCertificate({ id: 0 })] }), calls }, [[0]])
  silent(rule, { inventory: plainInventory(), calls: [plainCall('admin->kube-apiserver')] })
})
