import { expect, test } from 'vitest'
import { judge, read } from '../audit.ts'
import type { InputFile } from '../encoding/input.ts'
import { AT } from '../testing/certificates.ts'
import { cluster } from '../testing/cluster.ts'

const listOf = (...items: readonly (readonly [name: string, role: string, subject: object])[]): InputFile => ({
  path: 'bindings.json',
  bytes: new TextEncoder().encode(
    JSON.stringify({
      kind: 'ClusterRoleBindingList',
      apiVersion: 'rbac.authorization.k8s.io/v1',
      items: items.map(([name, role, subject]) => ({
        metadata: { name },
        roleRef: { kind: 'ClusterRole', name: role },
        subjects: [subject],
      })),
    }),
  ),
})

const binding = (role: string, subject: object): InputFile => listOf(['b', role, subject])
/** What `kubectl get clusterrolebindings` lists of the bootstrap policy, and more. */
const allOf = (...more: readonly (readonly [name: string, role: string, subject: object])[]): InputFile =>
  listOf(
    ['cluster-admin', 'cluster-admin', { kind: 'Group', name: 'system:masters' }],
    ['system:basic-user', 'system:basic-user', { kind: 'Group', name: 'system:authenticated' }],
    ['system:node-proxier', 'system:node-proxier', { kind: 'User', name: 'system:kube-proxy' }],
    ...more,
  )

test('a ClusterRoleBinding of the drop authorises the scheduler of another name; one for less, or of another subject, does not', async () => {
  const files = await cluster()
    .with('scheduler.conf', { commonName: 'my-scheduler', organizations: ['planners'] })
    .files()
  const identity = async (...more: readonly InputFile[]): Promise<string | undefined> =>
    judge(await read([...files, ...more]), { at: AT }).calls.find(({ number }) => number === 6)?.identityAuthorised.status
  expect(await identity()).toBe('broken')
  expect(await identity(binding('system:kube-scheduler', { kind: 'User', name: 'my-scheduler' }))).toBe('trusted')
  expect(await identity(binding('cluster-admin', { kind: 'Group', name: 'planners' }))).toBe('trusted')
  expect(await identity(binding('view', { kind: 'Group', name: 'planners' }))).toBe('broken')
  expect(await identity(binding('cluster-admin', { kind: 'User', name: 'planners' }))).toBe('broken')
})

test('the client of kubelets without an organisation: by version where kubeadm binds nothing, by the bindings where it may', async () => {
  const USER = { kind: 'User', name: 'kube-apiserver-kubelet-client' }
  const made = new Map<string, readonly InputFile[]>()
  const organisation = async (
    version: string,
    organizations: readonly string[],
    ...more: readonly InputFile[]
  ): Promise<string | undefined> => {
    const key = organizations.join()
    const files = made.get(key) ?? (await cluster().with('apiserver-kubelet-client.crt', { organizations }).files())
    made.set(key, files)
    const config = {
      path: 'var/lib/kubelet/config.yaml',
      bytes: new TextEncoder().encode(
        'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nauthentication: {x509: {clientCAFile: /etc/kubernetes/pki/ca.crt}}\nauthorization: {mode: Webhook}\n',
      ),
    }
    const tagged = files.map((file) => {
      const text = new TextDecoder().decode(file.bytes)
      return file.path.endsWith('.yaml') ? { ...file, bytes: new TextEncoder().encode(text.replaceAll('v1.31.0', version)) } : file
    })
    return judge(await read([...tagged, config, ...more]), { at: AT }).calls.find(({ number }) => number === 11)?.identityAuthorised.status
  }
  for (const [version, none, masters, admins] of [
    ['v1.28.15', 'broken', 'trusted', 'trusted'],
    ['v1.33.11', 'broken', 'trusted', 'trusted'],
    // Whether the binding is there, no file on the node says.
    ['v1.33.12', 'unproven', 'trusted', 'trusted'],
    ['v1.36.0', 'broken', 'trusted', 'trusted'],
    ['v1.36.4', 'unproven', 'trusted', 'trusted'],
  ] as const) {
    expect(await organisation(version, []), version).toBe(none)
    expect(await organisation(version, ['system:masters']), version).toBe(masters)
    expect(await organisation(version, ['kubeadm:cluster-admins']), version).toBe(admins)
  }
  expect(await organisation('v1.36.4', [], allOf(['kubeadm:apiserver-kubelet-client', 'system:kubelet-api-admin', USER]))).toBe('trusted')
  expect(await organisation('v1.36.4', [], allOf())).toBe('broken')
  // A role of one's own may allow it, for this user or for everybody.
  expect(await organisation('v1.36.4', [], allOf(['own', 'kubelet-reader', USER]))).toBe('unproven')
  expect(await organisation('v1.36.4', [], allOf(['own', 'kubelet-reader', { kind: 'Group', name: 'system:authenticated' }]))).toBe(
    'unproven',
  )
})
