import { describe, expect, it } from 'vitest'
import { pieces } from './pieces.ts'

const paths = (text: string) => pieces(text).flatMap((piece) => (piece.path ? [piece.text] : []))

describe('paths within a sentence', () => {
  it.each([
    ['"CN=etcd-ca" (cp-1/etc/kubernetes/pki/etcd/ca.crt) bears', ['cp-1/etc/kubernetes/pki/etcd/ca.crt']],
    [
      '(etc/kubernetes/admin.conf#users[kubernetes-admin].client-certificate-data) was',
      ['etc/kubernetes/admin.conf#users[kubernetes-admin].client-certificate-data'],
    ],
    ['signed with --service-account-key-file=/etc/kubernetes/pki/sa.pub.', ['--service-account-key-file=/etc/kubernetes/pki/sa.pub']],
    ['etc/kubernetes/manifests/kube-apiserver.yaml:11 has no --flag: any', ['etc/kubernetes/manifests/kube-apiserver.yaml:11']],
    ['In a/b.crt, c/d.key than the others', ['a/b.crt', 'c/d.key']],
    ['（etc/kubernetes/pki/ca.crt）的名称', ['etc/kubernetes/pki/ca.crt']],
    ['Names as in RFC 5280; and/or is two words', ['and/or']],
    ['nothing here', []],
  ])('%s', (text, expected) => {
    expect(paths(text)).toEqual(expected)
    expect(
      pieces(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
  })
})
