import { describe, expect, it } from 'vitest'
import type { FileFacts } from '../inventory/inventory.ts'
import { LAYOUTS } from './layouts/index.ts'
import { cutTrees } from './nodes.ts'

const facts = (path: string): FileFacts => ({
  path,
  container: null,
  bytes: 1,
  mode: null,
  uid: null,
  gid: null,
  owner: null,
  linkTarget: null,
  directory: false,
  readAs: [],
  ignored: null,
  sha256: null,
})
const cut = (...paths: string[]) => cutTrees(paths.map(facts), LAYOUTS)
const placed = (...paths: string[]) =>
  cut(...paths).map(({ root, folder, loose, files }) => ({ root, folder, loose, files: Object.fromEntries(files) }))

describe('cutTrees', () => {
  it('takes nodes/NAME as the tree of a node, with paths as on the node', () => {
    expect(placed('nodes/cp1/etc/kubernetes/pki/ca.crt', 'nodes/cp2/var/lib/kubelet/config.yaml')).toEqual([
      { root: 'nodes/cp1/', folder: 'cp1', loose: false, files: { '/etc/kubernetes/pki/ca.crt': 'nodes/cp1/etc/kubernetes/pki/ca.crt' } },
      {
        root: 'nodes/cp2/',
        folder: 'cp2',
        loose: false,
        files: { '/var/lib/kubelet/config.yaml': 'nodes/cp2/var/lib/kubelet/config.yaml' },
      },
    ])
  })
  it('names no node after the drop itself', () => {
    expect(placed('etc/kubernetes/admin.conf', 'var/lib/kubelet/config.yaml')).toMatchObject([{ root: '', folder: null }])
  })
  it('recognises a bare kubernetes folder', () => {
    expect(placed('kubernetes/admin.conf', 'kubernetes/pki/ca.crt', 'kubernetes/pki/etcd/ca.crt')).toEqual([
      {
        root: '',
        folder: null,
        loose: false,
        files: {
          '/etc/kubernetes/admin.conf': 'kubernetes/admin.conf',
          '/etc/kubernetes/pki/ca.crt': 'kubernetes/pki/ca.crt',
          '/etc/kubernetes/pki/etcd/ca.crt': 'kubernetes/pki/etcd/ca.crt',
        },
      },
    ])
  })
  it('recognises a pki folder of any name and depth', () => {
    const [tree] = cut(
      'a/b/certificates/ca.crt',
      'a/b/certificates/apiserver.crt',
      'a/b/certificates/etcd/ca.crt',
      'a/b/certificates/etcd/server.crt',
    )
    expect(tree?.files.get('/etc/kubernetes/pki/etcd/server.crt')).toBe('a/b/certificates/etcd/server.crt')
  })
  it('keeps a folder of old files out of the tree in use', () => {
    const [tree] = cut(
      'kubernetes/admin.conf',
      'kubernetes/pki/ca.crt',
      'kubernetes/pki/apiserver.crt',
      'pki.bak/ca.crt',
      'pki.bak/apiserver.crt',
    )
    expect(tree?.files.get('/etc/kubernetes/pki/ca.crt')).toBe('kubernetes/pki/ca.crt')
  })
  it('adds what lies beside a node tree to that node, and leaves the rest loose', () => {
    const trees = placed('vm-1/etc/kubernetes/kubelet.conf', 'vm-1/ps.txt', 'vm-2/etc/kubernetes/kubelet.conf', 'kubeconfig')
    expect(trees.map(({ root, loose }) => [root, loose])).toEqual([
      ['vm-1/', false],
      ['vm-2/', false],
      ['', true],
    ])
  })
})
