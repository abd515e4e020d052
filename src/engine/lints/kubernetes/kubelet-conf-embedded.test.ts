import { expect, test } from 'vitest'
import { outcome, silent } from '../../testing/lints.ts'
import { at, plainInventory, plainKubeconfig, plainText } from '../../testing/plain.ts'
import { kubeletConfEmbedded as rule } from './kubelet-conf-embedded.ts'

test('kubernetes/kubelet-conf-embedded fires and stays silent', () => {
  const drop = (kind: 'data' | 'path') => ({
    inventory: plainInventory({
      kubeconfigs: [
        plainKubeconfig(
          'etc/kubernetes/kubelet.conf',
          {},
          {
            certificate:
              kind === 'path'
                ? { kind, path: '/var/lib/kubelet/pki/kubelet-client-current.pem', location: at('etc/kubernetes/kubelet.conf') }
                : { kind, text: plainText('etc/kubernetes/kubelet.conf', []), path: null },
          },
        ),
      ],
    }),
  })
  expect(outcome(rule, drop('data')).hits[0]?.locations?.[0]?.field).toContain('client-certificate-data')
  silent(rule, drop('path'))
})
