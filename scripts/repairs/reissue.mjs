// Issues a certificate of a tree anew with one thing wrong, signed with the tree's own CA key.
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { certPem, issue, keyPem, newKey } from '../pki.mjs'
import { get, put } from './kubeadm-tree.mjs'

/** Content of a DER element at `at`, and where it ends. */
function element(der, at) {
  let length = der[at + 1]
  let start = at + 2
  if (length > 127) {
    const octets = length & 127
    length = der.readUIntBE(start, octets)
    start += octets
  }
  return { start, end: start + length }
}
/** The subject as it stands in a certificate: the issuer field of what it signs has to equal it byte for byte. */
function subjectOf(der) {
  let at = element(der, element(der, 0).start).start
  for (let field = der[at] === 0xa0 ? 0 : 1; field < 5; field++) at = element(der, at).end
  return der.subarray(at, element(der, at).end)
}

export const authorityAt = (root, base) => {
  const { raw } = new X509Certificate(get(root, `${base}.crt`))
  const key = createPrivateKey(get(root, `${base}.key`))
  return { der: raw, key, rawSubject: subjectOf(raw), subject: [], spki: createPublicKey(key).export({ format: 'der', type: 'spki' }) }
}
/** Another authority of the same name. */
export const namesake = (authority) => {
  const key = newKey('EC')
  return { ...authority, key, spki: createPublicKey(key).export({ format: 'der', type: 'spki' }) }
}

const field = (name) => new RegExp(`(${name}: )(\\S+)`)
const embedded = (text, name) => Buffer.from(field(name).exec(text)[2], 'base64').toString()

/** What kubeadm put into a certificate or kubeconfig, as `issue` takes it. */
export function partsOf(root, path) {
  const text = get(root, path)
  const certificate = new X509Certificate(path.endsWith('.conf') ? embedded(text, 'client-certificate-data') : text)
  const subject = certificate.subject.split('\n').map((part) => part.split('='))
  const names = (certificate.subjectAltName ?? '').split(', ').filter(Boolean)
  const of = (kind) => names.flatMap((name) => (name.startsWith(`${kind}:`) ? [name.slice(kind.length + 1)] : []))
  const usages = { '1.3.6.1.5.5.7.3.1': 'server', '1.3.6.1.5.5.7.3.2': 'client' }
  return {
    subject,
    dns: of('DNS'),
    ip: of('IP Address').map(short),
    eku: (certificate.keyUsage ?? []).map((oid) => usages[oid]),
    from: Date.parse(certificate.validFrom) / 1000,
    days: 365,
  }
}
const short = (address) => (address === '0:0:0:0:0:0:0:1' ? '::1' : address)

/** Writes the certificate, and its key, where kubeadm had put them. */
export function reissue(root, path, issuer, parts) {
  const made = issue({ ...parts, issuer, key: newKey('EC') })
  if (!path.endsWith('.conf')) {
    put(root, path, certPem(made))
    put(root, path.replace(/crt$/, 'key'), keyPem(made.key))
    return
  }
  const b64 = (pem) => Buffer.from(pem).toString('base64')
  const text = get(root, path).replace(field('client-certificate-data'), `$1${b64(certPem(made))}`)
  put(root, path, text.replace(field('client-key-data'), `$1${b64(keyPem(made.key))}`))
}
