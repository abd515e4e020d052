import { test } from 'vitest'
import { fires, silent } from '../../testing/lints.ts'
import { plainCertificate, plainInventory, plainName } from '../../testing/plain.ts'
import type { Name } from '../../x509/certificate.ts'
import { emptySubjectNamesNotCritical as rule } from './empty-subject-names-not-critical.ts'

test('rfc5280/empty-subject-names-not-critical fires and stays silent', () => {
  const nobody: Name = { ...plainName(''), text: '', attributes: [] }
  const one = (critical: boolean, subject = nobody) => ({
    inventory: plainInventory({
      certificates: [plainCertificate({ id: 0, subject, extensions: [{ oid: '2.5.29.17', critical, start: 0, length: 0 }] })],
    }),
  })
  fires(rule, one(false), [[0]])
  silent(rule, one(true))
  silent(rule, one(false, plainName('kube-apiserver')))
})
