import { describe, expect, it } from 'vitest'
import { HostPaths, Placing } from './host-files.ts'

const cut = (root: string, ...relative: string[]) => ({
  root,
  mounts: [{ host: '/', archive: root }],
  paths: relative.map((path) => root + path),
})

describe('Placing', () => {
  it('nodes of the same relative paths share their host paths, each with files of its own', () => {
    const placing = new Placing()
    const [one, other] = ['nodes/a/', 'fleet/nodes/bc/'].map((root) =>
      placing.place(cut(root, 'etc/hostname', 'etc/kubernetes/kubelet.conf')),
    )
    expect(other?.hosts).toBe(one?.hosts)
    expect(other?.get('/etc/kubernetes/kubelet.conf')).toBe('fleet/nodes/bc/etc/kubernetes/kubelet.conf')
    expect([...(one ?? [])]).toEqual([
      ['/etc/hostname', 'nodes/a/etc/hostname'],
      ['/etc/kubernetes/kubelet.conf', 'nodes/a/etc/kubernetes/kubelet.conf'],
    ])
  })

  it.each([
    ['another file', cut('n/b/', 'etc/hostname', 'etc/kubernetes/proxy__.conf')],
    ['another order', cut('n/b/', 'etc/kubernetes/kubelet.conf', 'etc/hostname')],
    ['another mount', { ...cut('n/b/', 'etc/hostname', 'etc/kubernetes/kubelet.conf'), mounts: [{ host: '/', archive: 'n/b/etc/' }] }],
    ['another place', { ...cut('n/b/', 'etc/hostname', 'etc/kubernetes/kubelet.conf'), mounts: [{ host: '/x/', archive: 'n/b/' }] }],
    [
      'a file below another root',
      { ...cut('n/b/', 'etc/hostname', 'etc/kubernetes/kubelet.conf'), paths: ['n/b/etc/hostname', 'n/c/etc/kubernetes/kubelet.conf'] },
    ],
  ])('%s is another kind of node', (_, different) => {
    const placing = new Placing()
    const first = placing.place(cut('n/a/', 'etc/hostname', 'etc/kubernetes/kubelet.conf'))
    const second = placing.place(different)
    expect(second.hosts).not.toBe(first.hosts)
    expect([...second]).toEqual([...new Placing().place(different)])
  })

  it('a path that names its place on the node beats a folder that only looks like that place, also in a tree like another', () => {
    const placing = new Placing()
    const both = (root: string) => ({
      root,
      mounts: [
        { host: '/etc/kubernetes/', archive: `${root}kubernetes/` },
        { host: '/', archive: root },
      ],
      paths: [`${root}kubernetes/admin.conf`, `${root}etc/kubernetes/admin.conf`, `${root}kubernetes/pki/ca.crt`],
    })
    const [one, other] = [placing.place(both('a/')), placing.place(both('b/'))]
    expect(other.hosts).toBe(one.hosts)
    expect(other.get('/etc/kubernetes/admin.conf')).toBe('b/etc/kubernetes/admin.conf')
    expect(other.get('/etc/kubernetes/pki/ca.crt')).toBe('b/kubernetes/pki/ca.crt')
    expect(other.get('/kubernetes/admin.conf')).toBeUndefined()
  })

  it('knows the directories above its files', () => {
    const hosts = new HostPaths(['/etc/kubernetes/pki/ca.crt', '/hostname'])
    expect([...hosts.directories]).toEqual(['/etc/kubernetes/pki/', '/etc/kubernetes/', '/etc/'])
  })
})
