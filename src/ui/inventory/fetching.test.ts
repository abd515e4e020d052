import { describe, expect, it } from 'vitest'
import { fetching } from './fetching.ts'

const missing = (file: string | null, over: object = {}) =>
  ({ component: 'kube-proxy', setting: 'clientConnection.kubeconfig', file, wouldSettle: [], ...over }) as const

describe('what only the cluster holds', () => {
  it('is fetched by kubectl', () => {
    expect(fetching(missing('ConfigMap kube-system/kube-proxy'))).toBe(
      'kubectl -n kube-system get configmap kube-proxy -o yaml >kube-proxy.yaml',
    )
    expect(fetching(missing(null, { component: 'extension-apiserver', setting: 'spec.caBundle' }))).toContain('apiservices')
  })
  it('puts no name into a command that Kubernetes would refuse', () => {
    expect(fetching(missing('ConfigMap kube-system/a;rm -rf /'))).toBeNull()
    expect(fetching(missing('Secret $(id)/x'))).toBeNull()
  })
  it('leaves files to the node they are on', () => expect(fetching(missing('/var/lib/kubelet/pki/kubelet.crt'))).toBeNull())
})
