import { expect, test } from 'vitest'
import { judge, read } from '../../audit.ts'
import { file } from '../../testing/calls-of.ts'
import { AT, authority } from '../../testing/certificates.ts'
import { cluster } from '../../testing/cluster.ts'

test('without a controller manager in the drop pods trust what it published as kube-root-ca.crt', async () => {
  const files = await cluster().replace('manifests/kube-controller-manager.yaml', null).replace('controller-manager.conf', null).files()
  const own = new TextDecoder().decode(files.find(({ path }) => path.endsWith('kubernetes/pki/ca.crt'))?.bytes)
  const pods = async (pem: string): Promise<readonly string[]> => {
    const map = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'kube-root-ca.crt', namespace: 'default' },
      data: { 'ca.crt': pem },
    }
    const { calls } = judge(await read([...files, file('root.json', JSON.stringify(map))]), { at: AT })
    return [...new Set(calls.filter(({ number }) => number === 4).map(({ callerAcceptsServer }) => callerAcceptsServer.status))]
  }
  expect(await pods(own)).toEqual(['trusted'])
  expect(await pods((await authority()).pem)).toEqual(['broken'])
})
