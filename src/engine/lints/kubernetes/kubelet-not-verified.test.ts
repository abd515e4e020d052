import { expect, test } from 'vitest'
import { outcome, silent } from '../../testing/lints.ts'
import { plainInventory, plainSettings } from '../../testing/plain.ts'
import { kubeletNotVerified as rule } from './kubelet-not-verified.ts'

test('kubernetes/kubelet-not-verified fires and stays silent', () => {
  const flags = (name: string) => ({
    inventory: plainInventory({ settings: [plainSettings('kube-apiserver', 'cp1/kube-apiserver.yaml', { [name]: '/x' })] }),
  })
  expect(outcome(rule, flags('--client-ca-file')).hits).toHaveLength(1)
  silent(rule, flags('--kubelet-certificate-authority'))
})
