import { expect, test } from 'vitest'
import { judge, read } from '../audit.ts'
import type { InputFile } from '../encoding/input.ts'
import { AT } from '../testing/certificates.ts'
import { cluster } from '../testing/cluster.ts'

const binding = (role: string, subject: object): InputFile => ({
  path: 'bindings.json',
  bytes: new TextEncoder().encode(
    JSON.stringify({
      kind: 'ClusterRoleBindingList',
      apiVersion: 'rbac.authorization.k8s.io/v1',
      items: [{ metadata: { name: 'b' }, roleRef: { kind: 'ClusterRole', name: role }, subjects: [subject] }],
    }),
  ),
})

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
