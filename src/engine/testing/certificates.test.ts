import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decodeCertificate } from '../x509/decode.ts'
import { verifySignature } from '../x509/signature.ts'
import { AT, authority, type CertificateOptions, type Issued, leaf } from './certificates.ts'
import { cluster } from './cluster.ts'

const decode = ({ der }: Issued) => {
  const answer = decodeCertificate(der, 0)
  if (!answer.ok) throw new Error(answer.error)
  return answer.certificate
}

describe('the certificate builder', () => {
  it.each(['P-256', 'P-384', 'P-521', 'RSA-2048', 'Ed25519'] as const)(
    'an authority and a leaf with %s keys are what they say',
    async (key) => {
      const ca = await authority({ key })
      const server = await leaf(ca, {
        key,
        commonName: 'etcd',
        organizations: ['system:masters'],
        san: ['localhost', '::1', 'URI:spiffe://a/b'],
      })
      expect(new X509Certificate(server.der).checkIssued(new X509Certificate(ca.der))).toBe(true)
      expect(await verifySignature(decode(server), decode(ca).publicKey)).toBe('valid')
      expect(decode(server)).toMatchObject({
        subject: { commonName: 'etcd', organizations: ['system:masters'] },
        isCA: false,
        notBefore: AT - 30 * 86_400,
      })
      expect(decode(server).names).toMatchObject({ dns: ['localhost'], uri: ['spiffe://a/b'] })
      expect(decode(ca)).toMatchObject({ isCA: true, maxPathLen: null })
    },
  )
  it.each<[CertificateOptions, object]>([
    [{ expired: true }, { notAfter: AT - 86_400 }],
    [{ notYetValid: true }, { notBefore: AT + 86_400 }],
    [
      { ca: true, pathLength: 0 },
      { isCA: true, maxPathLen: 0 },
    ],
    [{ version: 1 }, { version: 1, extensions: [] }],
    [{ hash: 'SHA-1' }, { signatureAlgorithm: 'ECDSA-SHA1' }],
    [{ notAfter: 2_600_000_000 }, { notAfter: 2_600_000_000 }],
    [{ permittedDns: ['.a.example'] }, { nameConstraints: { permitted: { dns: ['.a.example'] } } }],
  ])('%j', async (options, expected) => {
    expect(decode(await leaf(await authority(), options))).toMatchObject(expected)
  })
  it('a corrupt signature does not verify', async () => {
    const ca = await authority()
    expect(await verifySignature(decode(await leaf(ca, { corruptSignature: true })), decode(ca).publicKey)).toBe('invalid')
  })
})

describe('the cluster builder', () => {
  it('lays out kubeadm, with one thing changed', async () => {
    const files = await cluster().with('etcd/server.crt', { expired: true }).replace('pki/sa.pub', null).files()
    const paths = files.map((file) => file.path)
    expect(paths).toContain('etc/kubernetes/manifests/etcd.yaml')
    expect(paths).toContain('etc/kubernetes/kubelet.conf')
    expect(paths).not.toContain('etc/kubernetes/pki/sa.pub')
    const pem = new TextDecoder().decode(files.find((file) => file.path.endsWith('etcd/server.crt'))?.bytes)
    expect(new X509Certificate(pem).validTo).toBe('Jun 30 12:00:00 2026 GMT')
  })
})
