import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { authority, leaf } from '../testing/certificates.ts'
import type { Certificate, GeneralNames } from './certificate.ts'
import { decodeCertificate, newInterner } from './decode.ts'
import { hex } from './der.ts'
import { type Field, inspect } from './inspect.ts'
import { ipText, networkText } from './ip.ts'

const FIXTURES = '../shared/fixtures/'

function find(fields: readonly Field[], ...path: readonly string[]): string | readonly Field[] | undefined {
  const value = fields.find((field) => field.id === path[0])?.value
  return path.length === 1 || value === undefined || typeof value === 'string' ? value : find(value, ...path.slice(1))
}
const text = (fields: readonly Field[], ...path: readonly string[]): string => {
  const value = find(fields, ...path)
  return typeof value === 'string' ? value : ''
}
const list = (fields: readonly Field[], ...path: readonly string[]): readonly Field[] => {
  const value = find(fields, ...path)
  return Array.isArray(value) ? value : []
}
const values = (fields: readonly Field[], id: string): string[] =>
  fields.filter((field) => field.id === id).map(({ value }) => (typeof value === 'string' ? value : ''))
const plain = (colons: string): string => colons.replaceAll(':', '').toLowerCase()

/** What both decoders know, in one form. */
function ofInspector(fields: readonly Field[]): object {
  const extensions = text(fields, 'go-sees-extensions') === 'false' ? [] : list(fields, 'extensions')
  const has = (name: string): boolean => extensions.some((extension) => extension.id === `extension:${name}`)
  const extension = (name: string): readonly Field[] => list(extensions, `extension:${name}`)
  const subtrees = (side: string): object => names(list(extension('name-constraints'), side))
  return {
    version: Number(text(fields, 'version')),
    serial: BigInt(text(fields, 'serial-number', 'decimal')).toString(16),
    signatureOid: text(fields, 'signature-algorithm', 'oid'),
    issuer: text(fields, 'issuer', 'rfc4514'),
    subject: text(fields, 'subject', 'rfc4514'),
    notBefore: Number(text(fields, 'not-before')),
    notAfter: Number(text(fields, 'not-after')),
    bits: Number(text(fields, 'public-key', 'bits')),
    exponent: text(fields, 'public-key', 'exponent'),
    ca: text(extension('basic-constraints'), 'ca') === 'true',
    pathLength: text(extension('basic-constraints'), 'path-length'),
    keyUsage: text(extension('key-usage'), 'bits')
      .split(', ')
      .filter((name) => BITS.includes(name))
      .sort(),
    usages: has('ext-key-usage')
      ? values(extension('ext-key-usage'), 'usage').map((usage) => /\(([\d.]+)\)/.exec(usage)?.[1] ?? usage)
      : null,
    names: has('subject-alt-name') ? names(extension('subject-alt-name')) : null,
    subjectKeyId: plain(text(extension('subject-key-identifier'), 'key-id')),
    authorityKeyId: plain(text(extension('authority-key-identifier'), 'key-id')),
    constraints: has('name-constraints') ? [subtrees('permitted'), subtrees('excluded')] : null,
    extensions: extensions.map((each) => [text([each], each.id, 'oid'), text([each], each.id, 'critical')]),
    signature: plain(text(fields, 'signature')),
  }
}
const names = (fields: readonly Field[]): object => ({
  dns: values(fields, 'dns-name'),
  ip: values(fields, 'ip-address'),
  email: values(fields, 'rfc822-name'),
  uri: values(fields, 'uri'),
})

const BITS = [
  'digitalSignature',
  'contentCommitment',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
]
function ofDecoder(certificate: Certificate): object {
  const subtrees = ({ dns, ip, email, uri }: NonNullable<Certificate['nameConstraints']>['permitted']): object => ({
    dns,
    ip: ip.map(({ address, mask }) => networkText(address, mask)),
    email,
    uri,
  })
  const general = ({ dns, ip, email, uri }: GeneralNames): object => ({ dns, ip: ip.map(ipText), email, uri })
  const { start, length } = certificate.signature
  return {
    version: certificate.version,
    serial: certificate.serial,
    signatureOid: certificate.signatureOid,
    issuer: certificate.issuer.text,
    subject: certificate.subject.text,
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    bits: certificate.publicKey.bits,
    exponent: certificate.publicKey.exponent ?? '',
    ca: certificate.isCA,
    pathLength: certificate.maxPathLen === null ? '' : String(certificate.maxPathLen),
    keyUsage: BITS.filter((_, bit) => (certificate.keyUsage >> bit) & 1).sort(),
    usages: certificate.extKeyUsage,
    names: certificate.names === null ? null : general(certificate.names),
    subjectKeyId: certificate.subjectKeyId ?? '',
    authorityKeyId: certificate.authorityKeyId ?? '',
    constraints:
      certificate.nameConstraints === null
        ? null
        : [subtrees(certificate.nameConstraints.permitted), subtrees(certificate.nameConstraints.excluded)],
    extensions: certificate.extensions.map(({ oid, critical }) => [oid, String(critical)]),
    signature: hex(certificate.der, start, start + length),
  }
}

function pemBlocks(content: string, into: Map<string, Uint8Array<ArrayBuffer>>): void {
  for (const [, body = ''] of content.matchAll(/-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g))
    into.set(body, new Uint8Array(Buffer.from(body, 'base64')))
  for (const [, data = ''] of content.matchAll(/(?:client-certificate|certificate-authority)-data: (\S+)/g))
    pemBlocks(Buffer.from(data, 'base64').toString(), into)
}

/** Every certificate of the clusters (`everyone`) and of the kubeadm-like chains. */
function certificatesOf(source: string): Uint8Array<ArrayBuffer>[] {
  const found = new Map<string, Uint8Array<ArrayBuffer>>()
  if (source === 'clusters') {
    for (const archive of readdirSync(`${FIXTURES}clusters`).filter((name) => name.endsWith('.tar.gz'))) {
      pemBlocks(gunzipSync(readFileSync(`${FIXTURES}clusters/${archive}`)).toString('latin1'), found)
    }
  } else {
    pemBlocks(
      JSON.stringify(JSON.parse(gunzipSync(readFileSync(`${FIXTURES}path-validation/kubeadm-like.json.gz`)).toString())).replaceAll(
        '\\n',
        '\n',
      ),
      found,
    )
  }
  return [...found.values()]
}

describe.skipIf(!existsSync(FIXTURES))('two decoders, one answer', () => {
  it.each(['clusters', 'kubeadm-like'])('every certificate of %s', { timeout: 300_000 }, async (source) => {
    const only = { ours: [] as string[], theirs: [] as string[] }
    const interner = newInterner()
    const different: object[] = []
    let both = 0
    for (const der of certificatesOf(source)) {
      const decoded = decodeCertificate(der, 0, interner)
      const { kind, fields } = await inspect(der)
      if (!decoded.ok && kind === 'certificate') only.theirs.push(decoded.error)
      const unread = list(fields, 'extensions').filter(
        ({ id, value }) => id !== 'extension:unknown' && find(value as Field[], 'hex') !== undefined,
      )
      if (decoded.ok && text(fields, 'partial') === 'true') only.ours.push('octets after elements, inside a SEQUENCE')
      else if (decoded.ok && unread.length > 0) only.ours.push(unread.map(({ id }) => id).join(' '))
      if (!decoded.ok || text(fields, 'partial') === 'true' || unread.length > 0) continue
      const [theirs, ours] = [ofInspector(fields), ofDecoder(decoded.certificate)]
      if (JSON.stringify(theirs) !== JSON.stringify(ours)) different.push({ theirs, ours, der: Buffer.from(der).toString('base64') })
      else both++
    }
    const reasons = [...new Set(only.theirs)].map((reason) => `${only.theirs.filter((one) => one === reason).length} ${reason}`)
    console.log(
      `${source}: ${both} equal in every field; ${only.theirs.length} only the inspector reads (${reasons.join('; ')}); ${only.ours.length} only the decoder reads (${[...new Set(only.ours)].join('; ')})`,
    )
    expect(both).toBeGreaterThan(300)
    expect(different.slice(0, 5), `${different.length} differ`).toEqual([])
    expect(only.ours.length).toBeLessThan(both / 100)
  })
})

describe('every kind of object', () => {
  it('says that Go sees no extensions in a version 1 certificate', async () => {
    const { der } = await leaf(await authority(), { usages: null })
    // The INTEGER of the version stands at a fixed place behind two headers.
    const at = der.findIndex((octet, i) => octet === 0xa0 && der[i + 1] === 3 && der[i + 2] === 2)
    der[at + 4] = 0
    const { fields } = await inspect(der)
    expect(list(fields, 'extensions').length).toBeGreaterThan(0)
    expect(text(fields, 'go-sees-extensions')).toBe('false')
  })
  it('a certificate with an unknown extension: its OID, its octets and its tree', async () => {
    const extensions = [{ oid: '1.2.3.4.5', critical: true, value: Uint8Array.of(0x30, 3, 2, 1, 7) }]
    const { kind, fields } = await inspect((await leaf(await authority(), { extensions })).der)
    expect(kind).toBe('certificate')
    const unknown = list(fields, 'extensions', 'extension:unknown')
    expect(unknown).toEqual([
      { id: 'oid', value: '1.2.3.4.5' },
      { id: 'critical', value: 'true' },
      { id: 'hex', value: '3003020107' },
      { id: 'asn1', value: [{ id: 'asn1:SEQUENCE', value: [{ id: 'asn1:INTEGER', value: '7' }] }] },
    ])
  })
  it('says what Go makes of it', async () => {
    const { fields } = await inspect(
      (
        await leaf(await authority(), {
          serial: 0n,
          extensions: [{ oid: '2.5.29.15', critical: true, value: Uint8Array.of(3, 2, 5, 0xa0) }],
        })
      ).der,
    )
    expect(text(fields, 'go')).toBe('x509: certificate contains duplicate extension with OID "2.5.29.15"')
  })
  it('a self-signed authority is verified, not believed', async () => {
    expect(text((await inspect((await authority()).der)).fields, 'self-signed')).toBe('valid')
    expect(text((await inspect((await authority({ corruptSignature: true })).der)).fields, 'self-signed')).toBe('invalid')
  })
  it('a private key shows its shape, whole or torn, and none of its numbers', async () => {
    const { keys } = await authority()
    const { d = '' } = await crypto.subtle.exportKey('jwk', keys.pair.privateKey)
    const secret = Buffer.from(d, 'base64url').toString('hex')
    for (const der of [keys.pkcs8, keys.pkcs8.slice(0, -10), Uint8Array.of(...(await authority()).der, ...keys.pkcs8)]) {
      expect(JSON.stringify(await inspect(der))).not.toContain(secret.slice(0, 24))
    }
    expect(await inspect(keys.pkcs8)).toMatchObject({
      kind: 'asn1',
      fields: [{ id: 'asn1:SEQUENCE', value: [{ id: 'asn1:INTEGER', value: '1 octets' }, {}, {}] }],
    })
  })
  it('no octets, no ASN.1 and deep nesting never throw', async () => {
    expect((await inspect(new Uint8Array())).kind).toBe('unreadable')
    expect((await inspect(Uint8Array.of(1, 2, 3))).kind).toBe('unreadable')
    expect((await inspect(Uint8Array.of(0x30, 3, 2, 1, 7))).kind).toBe('asn1')
    let deep = Uint8Array.of(5, 0)
    for (let i = 0; i < 3000; i++)
      deep = Uint8Array.of(0x30, 0x83, (deep.length >> 16) & 255, (deep.length >> 8) & 255, deep.length & 255, ...deep)
    expect(['asn1', 'unreadable']).toContain((await inspect(deep)).kind)
  })
})

const hasOpenssl = existsSync('/usr/bin/openssl')
describe.skipIf(!hasOpenssl)('objects made by OpenSSL', () => {
  const openssl = (script: string): Uint8Array<ArrayBuffer> =>
    new Uint8Array(execFileSync('bash', ['-c', `set -e; cd "$(mktemp -d)"; ${script}`], { stdio: ['ignore', 'pipe', 'ignore'] }))
  const KEY = 'openssl ecparam -name prime256v1 -genkey -noout -out k.pem;'
  it('a certification request: subject, requested names, proof of possession', async () => {
    const der = openssl(
      `${KEY} openssl req -new -key k.pem -subj /O=system:nodes/CN=system:node:n1 -addext subjectAltName=DNS:n1,IP:192.0.2.1 -outform DER`,
    )
    const { kind, fields } = await inspect(der)
    expect(kind).toBe('certificate-request')
    expect(text(fields, 'subject', 'rfc4514')).toBe('CN=system:node:n1,O=system:nodes')
    expect(text(fields, 'requested-extensions', 'extension:subject-alt-name', 'ip-address')).toBe('192.0.2.1')
    expect(text(fields, 'self-signed')).toBe('valid')
  })
  it('a revocation list: issuer, number, entries', async () => {
    const config = '[ca]\\ndefault_ca=b\\n[b]\\ndatabase=index\\ncrlnumber=number\\ndefault_md=sha256\\ndefault_crl_days=7\\n'
    const authorityFiles = `openssl req -x509 -new -key k.pem -subj /CN=ca -out c.pem; touch index; echo 01 > number; printf '${config}' > config;`
    const der = openssl(`${KEY} ${authorityFiles} openssl ca -config config -gencrl -keyfile k.pem -cert c.pem | openssl crl -outform DER`)
    const { kind, fields } = await inspect(der)
    expect(kind).toBe('revocation-list')
    expect(text(fields, 'issuer', 'rfc4514')).toBe('CN=ca')
    expect(text(fields, 'entry-count')).toBe('0')
  })
  it('PKCS #7 and PKCS #12: the structure, and certificates that are not encrypted', async () => {
    const made = `${KEY} openssl req -x509 -new -key k.pem -subj /CN=held -out c.pem;`
    const seven = await inspect(openssl(`${made} openssl crl2pkcs7 -nocrl -certfile c.pem -outform DER`))
    expect(seven.kind).toBe('pkcs7')
    expect(text(seven.fields, 'certificate', 'subject', 'rfc4514')).toBe('CN=held')
    const twelve = await inspect(openssl(`${made} openssl pkcs12 -export -in c.pem -inkey k.pem -passout pass:x -certpbe NONE`))
    expect(twelve.kind).toBe('pkcs12')
    expect(
      twelve.fields
        .filter(({ id }) => id === 'safe')
        .map(({ value }) => text(value as Field[], 'bag'))
        .sort(),
    ).toEqual(['certBag', 'pkcs8ShroudedKeyBag'])
  })
})
