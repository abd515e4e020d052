import { expect, test } from 'vitest'
import { outcome, silent } from '../../testing/lints.ts'
import { plainInventory, plainSettings } from '../../testing/plain.ts'
import { requestheaderAnyName as rule } from './requestheader-any-name.ts'

test('kubernetes/requestheader-any-name fires and stays silent', () => {
  const flags = (more: Record<string, string>) => ({
    inventory: plainInventory({
      settings: [plainSettings('kube-apiserver', 'cp1/a.yaml', { '--requestheader-client-ca-file': '/fp.crt', ...more })],
    }),
  })
  expect(outcome(rule, flags({})).hits).toHaveLength(1)
  expect(outcome(rule, flags({ '--requestheader-allowed-names': '' })).hits).toHaveLength(1)
  silent(rule, flags({ '--requestheader-allowed-names': 'front-proxy-client' }))
})
