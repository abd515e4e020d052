import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCA, plainCertificate, plainInventory } from '../../testing/plain.ts'
import { keyIdentifierAbsent as rule } from './key-identifier-absent.ts'

test('rfc5280/key-identifier-absent fires and stays silent', () => {
  fires(
    rule,
    {
      inventory: plainInventory({
        certificates: [plainCA({ id: 0, subjectKeyId: null }), plainCertificate({ id: 1, authorityKeyId: null })],
      }),
    },
    [[0, 1]],
  )
  silent(rule, { inventory: plainInventory({ certificates: [plainCA({ id: 0 }), plainCertificate({ id: 1 })] }) })
})
