// Issues certificates for the example archives with Node's crypto: small, exact control over every field, nothing else.
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

const length = (n) => (n < 128 ? Buffer.from([n]) : n < 256 ? Buffer.from([0x81, n]) : Buffer.from([0x82, n >> 8, n & 255]))
const tlv = (tag, ...parts) => {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), length(body.length), body])
}
const seq = (...parts) => tlv(0x30, ...parts)
const integer = (bytes) => tlv(0x02, bytes[0] & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)
const oid = (text) => {
  const [a, b, ...rest] = text.split('.').map(Number)
  const out = [a * 40 + b]
  for (const n of rest) {
    const digits = [n & 127]
    for (let m = Math.floor(n / 128); m > 0; m = Math.floor(m / 128)) digits.unshift((m & 127) | 128)
    out.push(...digits)
  }
  return tlv(0x06, Buffer.from(out))
}
const time = (seconds) => {
  const iso = new Date(seconds * 1000).toISOString().replace(/[-:T]|\.\d+/g, '')
  return Number(iso.slice(0, 4)) < 2050 ? tlv(0x17, Buffer.from(iso.slice(2))) : tlv(0x18, Buffer.from(iso))
}

const ATTRIBUTES = { C: '2.5.4.6', ST: '2.5.4.8', L: '2.5.4.7', O: '2.5.4.10', OU: '2.5.4.11', CN: '2.5.4.3' }
const name = (pairs) => seq(...pairs.map(([type, value]) => tlv(0x31, seq(oid(ATTRIBUTES[type]), tlv(0x0c, Buffer.from(value))))))

const RSA_WITH = { sha256: '1.2.840.113549.1.1.11', sha1: '1.2.840.113549.1.1.5' }
const EKU = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' }
const KEY_USAGE = { digitalSignature: 0x80, keyEncipherment: 0x20, keyCertSign: 0x04, cRLSign: 0x02 }
const extension = (id, critical, value) => seq(oid(id), ...(critical ? [tlv(0x01, Buffer.from([0xff]))] : []), tlv(0x04, value))
const ipBytes = (text) => {
  if (!text.includes(':')) return Buffer.from(text.split('.').map(Number))
  const [head, tail = ''] = text.split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const groups = text.includes('::') ? [...left, ...Array(8 - left.length - right.length).fill('0'), ...right] : left
  return Buffer.concat(groups.map((g) => Buffer.from(g.padStart(4, '0'), 'hex')))
}

/** A key pair: `RSA` (2048 bits) or `EC` (P-256). */
export const newKey = (kind = 'EC') =>
  kind === 'RSA'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    : generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey

/** PEM of a private key as its owner writes it: `sec1`, `pkcs1` or `pkcs8`. */
export const keyPem = (key, type = key.asymmetricKeyType === 'rsa' ? 'pkcs1' : 'sec1') => key.export({ format: 'pem', type })
export const publicPem = (key) => createPublicKey(key).export({ format: 'pem', type: 'spki' })
export const certPem = (...certificates) =>
  certificates
    .map(
      ({ der }) => `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/(.{64})(?!$)/g, '$1\n')}\n-----END CERTIFICATE-----\n`,
    )
    .join('')

/**
 * Issues one certificate. `subject`: pairs of type and value; `days` from `from` (Unix seconds); `dns`, `ip`: alternative names;
 * `digest`: of an RSA signature; `rawSerial`: the bytes of the serial as they are, where `serial` is padded to stay positive;
 * `eku`: any of `server`, `client`, null for no extension; `ca`: basic constraints; `issuer`: { der, key, subject, rawSubject? }, itself if absent.
 */
export const issue = ({
  subject,
  issuer,
  key = newKey(),
  ca = false,
  eku = null,
  dns = [],
  ip = [],
  from,
  days,
  serial,
  usage,
  keyIds = true,
  constraints = true,
  version = 3,
  digest = 'sha256',
  rawSerial,
}) => {
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  const hash = (der) => Buffer.from(der.subarray(-20))
  const signer = issuer ?? { key, subject, spki }
  const bits = usage ?? (ca ? ['digitalSignature', 'keyEncipherment', 'keyCertSign'] : ['digitalSignature', 'keyEncipherment'])
  const names = [...dns.map((d) => tlv(0x82, Buffer.from(d))), ...ip.map((a) => tlv(0x87, ipBytes(a)))]
  const extensions = [
    bits.length > 0 &&
      extension('2.5.29.15', true, tlv(0x03, Buffer.from([ca ? 1 : 5, bits.reduce((sum, bit) => sum | KEY_USAGE[bit], 0)]))),
    eku && extension('2.5.29.37', false, seq(...eku.map((usage) => oid(EKU[usage])))),
    constraints && extension('2.5.29.19', true, seq(...(ca ? [tlv(0x01, Buffer.from([0xff]))] : []))),
    keyIds && ca && extension('2.5.29.14', false, tlv(0x04, hash(spki))),
    keyIds && issuer && extension('2.5.29.35', false, seq(tlv(0x80, hash(signer.spki)))),
    names.length > 0 && extension('2.5.29.17', false, seq(...names)),
  ].filter(Boolean)
  const rsa = signer.key.asymmetricKeyType === 'rsa'
  const algorithm = rsa ? seq(oid(RSA_WITH[digest]), tlv(0x05)) : seq(oid('1.2.840.10045.4.3.2'))
  const random = randomBytes(8)
  random[0] = (random[0] & 0x7f) | 0x40
  const tbs = seq(
    ...(version === 3 ? [tlv(0xa0, integer(Buffer.from([2])))] : []),
    rawSerial ? tlv(0x02, rawSerial) : integer(serial ?? random),
    algorithm,
    signer.rawSubject ?? name(signer.subject),
    seq(time(from), time(from + days * 86400)),
    name(subject),
    spki,
    ...(version === 3 ? [tlv(0xa3, seq(...extensions))] : []),
  )
  const der = seq(tbs, algorithm, tlv(0x03, Buffer.from([0]), sign(digest, tbs, signer.key)))
  return { der, key, subject, spki }
}

/** A kubeconfig of one cluster, user and context; values are given as they stand in the file. */
export const kubeconfig = ({
  cluster = 'kubernetes',
  user,
  context = `${user}@${cluster}`,
  server,
  ca,
  caData,
  cert,
  certData,
  key,
  keyData,
  token,
}) => {
  const line = (field, value) => (value === undefined ? '' : `    ${field}: ${value}\n`)
  const b64 = (text) => (text === undefined ? undefined : Buffer.from(text).toString('base64'))
  return (
    `apiVersion: v1\nclusters:\n- cluster:\n` +
    line('certificate-authority', ca) +
    line('certificate-authority-data', b64(caData)) +
    line('server', server) +
    `  name: ${cluster}\ncontexts:\n- context:\n    cluster: ${cluster}\n    user: ${user}\n  name: ${context}\ncurrent-context: ${context}\nkind: Config\npreferences: {}\nusers:\n- name: ${user}\n  user:\n` +
    line('client-certificate', cert) +
    line('client-certificate-data', b64(certData)) +
    line('client-key', key) +
    line('client-key-data', b64(keyData)) +
    line('token', token)
  )
}
export { createPrivateKey }
