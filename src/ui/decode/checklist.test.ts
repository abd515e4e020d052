/**
 * The checklist of what a person must be able to read, item by item, on objects made to carry it: as lines of the page's words.
 * The signatures are made up, since nothing here asks for them.
 */
import { describe, expect, it } from 'vitest'
import { type Der, bitString, element, integer, nullElement, oid, sequence } from '../../engine/x509/der-writer.ts'
import { inspect } from '../../engine/x509/inspect.ts'
import { EXTENSION_NAMES, OTHER_EXTENSIONS } from '../../engine/x509/oids.ts'
import { authority, leaf, newKeys } from '../../engine/testing/certificates.ts'
import { DECODE_EN } from '../../text/decode.en.ts'
import { DECODE_ZH } from '../../text/decode.zh-CN.ts'
import type { DecodeWords } from '../../text/decode.ts'
import { moment as utc } from '../../text/format.ts'
import { type Entry, entriesOf } from './entries.ts'

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text)
const explicit = (tag: number, ...parts: readonly Uint8Array[]): Der => element(0xa0 | tag, ...parts)
const implicit = (tag: number, content: Uint8Array): Der => element(0x80 | tag, content)
const utf8 = (text: string): Der => element(0x0c, ascii(text))
const octets = (...parts: readonly Uint8Array[]): Der => element(0x04, ...parts)
const TRUE = Uint8Array.of(1, 1, 0xff)
const bits = (unused: number, ...content: readonly number[]): Der => element(0x03, Uint8Array.of(unused, ...content))

type Attribute = readonly [type: string, tag: number, value: Uint8Array]
const attribute = ([type, tag, value]: Attribute): Der => sequence(oid(type), element(tag, value))
/** Each inner list is one RDN. */
const name = (...rdns: readonly (readonly Attribute[])[]): Der => sequence(...rdns.map((rdn) => element(0x31, ...rdn.map(attribute))))
const cn = (text: string): Der => name([['2.5.4.3', 0x0c, ascii(text)]])
const dnsName = (text: string): Der => implicit(2, ascii(text))
const uriName = (text: string): Der => implicit(6, ascii(text))

const SHA256_RSA = sequence(oid('1.2.840.113549.1.1.11'), nullElement())
const RSA_KEY = sequence(
  sequence(oid('1.2.840.113549.1.1.1'), nullElement()),
  bitString(sequence(integer((1n << 2047n) | 1n), integer(3n))),
)
const DAY = element(0x17, ascii('260101000000Z'))
const LATER = element(0x18, ascii('20510203040506Z'))

interface Parts {
  readonly serial?: bigint
  readonly algorithm?: Der
  readonly outer?: Der
  readonly issuer?: Der
  readonly subject?: Der
  readonly key?: Der
  readonly ids?: readonly Der[]
  readonly extensions?: readonly (readonly [type: string, value: Uint8Array, critical?: boolean])[]
}
const extension = ([type, value, critical]: NonNullable<Parts['extensions']>[number]): Der =>
  sequence(oid(type), ...(critical ? [TRUE] : []), octets(value))
function certificate(parts: Parts = {}): Der {
  const algorithm = parts.algorithm ?? SHA256_RSA
  const tbs = sequence(
    explicit(0, integer(2n)),
    integer(parts.serial ?? 0x1234n),
    algorithm,
    parts.issuer ?? cn('ca'),
    sequence(DAY, LATER),
    parts.subject ?? cn('leaf'),
    parts.key ?? RSA_KEY,
    ...(parts.ids ?? []),
    ...(parts.extensions ? [explicit(3, sequence(...parts.extensions.map(extension)))] : []),
  )
  return sequence(tbs, parts.outer ?? algorithm, bitString(Uint8Array.of(1, 2, 3)))
}

function lines(list: readonly Entry[], words: DecodeWords): string[] {
  return list.flatMap((one) => [
    [one.label, one.critical ? `[${words.critical}]` : '', one.value ?? '', one.note ?? ''].filter(Boolean).join(' | '),
    ...lines(one.children, words),
  ])
}
async function read(der: Der, words = DECODE_EN): Promise<string[]> {
  return lines(entriesOf(await inspect(der), { words, moment: (at) => ({ value: utc(at), note: null }) }), words)
}
const withExtension = (type: string, value: Uint8Array, critical = false) => read(certificate({ extensions: [[type, value, critical]] }))

describe('A: always shown', () => {
  it('version, serial number twice (zero too), both signature algorithms and whether they agree', async () => {
    expect(await read(certificate())).toEqual(
      expect.arrayContaining([
        'Version | 3',
        'Serial number | 12:34 | 4660',
        'Signature algorithm | sha256WithRSAEncryption | 1.2.840.113549.1.1.11',
        'Signature algorithm within | sha256WithRSAEncryption | equal to the one outside',
      ]),
    )
    expect(await read(certificate({ serial: 0n }))).toContain('Serial number | 00 | 0')
    expect(await read(certificate({ outer: sequence(oid('1.3.101.112')) }))).toContain(
      'Signature algorithm within | sha256WithRSAEncryption | differs from the one outside',
    )
  })
  it('RSA-PSS with its parameters', async () => {
    const hash = sequence(oid('2.16.840.1.101.3.4.2.2'), nullElement())
    const pss = sequence(oid('1.2.840.113549.1.1.10'), sequence(explicit(0, hash), explicit(2, integer(48n))))
    expect(await read(certificate({ algorithm: pss }))).toEqual(
      expect.arrayContaining(['Signature algorithm | rsassaPss | 1.2.840.113549.1.1.10', 'Hash | sha384', 'Salt length | 48']),
    )
  })
  it.each([
    ['1.2.840.10045.4.3.3', 'ecdsa-with-SHA384'],
    ['1.3.101.112', 'ED25519'],
    ['2.16.840.1.101.3.4.3.18', 'ML-DSA-65'],
    ['2.16.840.1.101.3.4.3.26', 'SLH-DSA-SHAKE-128s'],
  ])('%s is named though nobody can verify it here', async (type, called) => {
    expect(await read(certificate({ algorithm: sequence(oid(type)) }))).toContain(`Signature algorithm | ${called} | ${type}`)
  })
  it('names in order, several attributes in one RDN, every string type, an unknown attribute by its OID', async () => {
    const subject = name(
      [['2.5.4.6', 0x13, ascii('DE')]],
      [
        ['2.5.4.10', 0x0c, ascii('Größe')],
        ['2.5.4.11', 0x14, Uint8Array.of(0x42, 0xfc)],
      ],
      [['2.5.4.3', 0x1e, Uint8Array.of(0x4e, 0x2d)]],
      [['0.9.2342.19200300.100.1.25', 0x16, ascii('example')]],
      [['1.2.3.4', 0x0c, ascii('x')]],
    )
    const shown = await read(certificate({ subject }))
    expect(shown).toEqual(
      expect.arrayContaining([
        'C | DE | PrintableString · 2.5.4.6',
        'O | Größe | UTF8String · 2.5.4.10',
        'OU | Bü | T61String · 2.5.4.11 · in one RDN with the attribute above',
        'CN | 中 | BMPString · 2.5.4.3',
        'DC | example | IA5String · 0.9.2342.19200300.100.1.25',
        '1.2.3.4 | x | UTF8String',
      ]),
    )
    expect(shown.find((line) => line.startsWith('Subject | '))).toContain('C=DE')
  })
  it('both dates, of either time type', async () => {
    expect(await read(certificate())).toEqual(
      expect.arrayContaining(['Not before | 2026-01-01 00:00 UTC', 'Not after | 2051-02-03 04:05:06 UTC']),
    )
  })
  it('the key: algorithm, its real size, modulus and exponent, or curve and point', async () => {
    expect(await read(certificate())).toEqual(
      expect.arrayContaining(['Public key | rsaEncryption 2048 | 1.2.840.113549.1.1.1', 'Exponent | 3']),
    )
    const short = sequence(
      sequence(oid('1.2.840.113549.1.1.1'), nullElement()),
      bitString(sequence(integer((1n << 2043n) | 1n), integer(65537n))),
    )
    expect(await read(certificate({ key: short }))).toContain('Public key | rsaEncryption 2044 | 1.2.840.113549.1.1.1')
    const shown = await read((await authority({ key: 'P-384' })).der)
    expect(shown).toContain('Public key | id-ecPublicKey P-384 | 1.2.840.10045.2.1')
    expect(shown.some((line) => /^Point \| 04:/.test(line))).toBe(true)
    expect(shown.some((line) => /^Modulus/.test(line))).toBe(false)
  })
  it('fingerprints of the certificate and of its key', async () => {
    const shown = await read((await authority()).der)
    for (const [label, pairs] of [
      ['SHA-256', 32],
      ['SHA-1', 20],
      ['Public key \\(SPKI\\) SHA-256', 32],
    ] as const)
      expect(shown.some((line) => new RegExp(`^${label} \\| ([0-9A-F]{2}:){${pairs - 1}}[0-9A-F]{2}$`).test(line))).toBe(true)
  })
  it('issued by itself, and whether its own key really signed it', async () => {
    expect(await read((await authority()).der)).toEqual(expect.arrayContaining(['Self-issued | yes', 'Self-signed | verifies']))
    const forged = await authority({ corruptSignature: true })
    expect(await read(forged.der)).toContain('Self-signed | does not verify')
    expect(await read((await leaf(await authority())).der)).toContain('Self-issued | no')
  })
  it('basic constraints, key usage with all nine bits, extended key usage by name and OID', async () => {
    expect(await withExtension('2.5.29.19', sequence(TRUE, integer(2n)), true)).toEqual(
      expect.arrayContaining(['Basic constraints | [critical] | 2.5.29.19', 'CA | yes', 'Path length | 2']),
    )
    expect(await withExtension('2.5.29.15', bits(7, 0xff, 0x80), true)).toContain(
      'digitalSignature, contentCommitment, keyEncipherment, dataEncipherment, keyAgreement, keyCertSign, cRLSign, encipherOnly, decipherOnly',
    )
    expect(await withExtension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'), oid('1.2.3')))).toEqual(
      expect.arrayContaining(['Extended key usage | 2.5.29.37', 'serverAuth (1.3.6.1.5.5.7.3.1)', '1.2.3']),
    )
  })
  it('key identifiers, of the issuer by name and serial number too', async () => {
    expect(await withExtension('2.5.29.14', octets(Uint8Array.of(0xab, 1)))).toEqual(
      expect.arrayContaining(['Subject key identifier | 2.5.29.14', 'Key identifier | AB:01']),
    )
    const issuer = element(0xa1, explicit(4, cn('root')))
    expect(await withExtension('2.5.29.35', sequence(implicit(0, Uint8Array.of(0xcd)), issuer, implicit(2, Uint8Array.of(9))))).toEqual(
      expect.arrayContaining([
        'Authority key identifier | 2.5.29.35',
        'Key identifier | CD',
        'Directory name | CN=root',
        'Serial number | 09',
      ]),
    )
  })
  it('alternative names of every form', async () => {
    const names = sequence(
      dnsName('kubernetes.default'),
      implicit(7, Uint8Array.of(10, 96, 0, 1)),
      implicit(
        7,
        Uint8Array.from({ length: 16 }, (_, i) => (i === 15 ? 1 : 0)),
      ),
      uriName('spiffe://cluster.local/ns/default/sa/web'),
      implicit(1, ascii('a@example.com')),
      explicit(4, cn('dir')),
      element(0xa0, oid('1.3.6.1.4.1.311.20.2.3'), explicit(0, utf8('user@corp'))),
      implicit(8, oid('1.2.3.4').subarray(2)),
    )
    expect(await withExtension('2.5.29.17', names)).toEqual(
      expect.arrayContaining([
        'DNS name | kubernetes.default',
        'IP address | 10.96.0.1',
        'IP address | ::1',
        'URI | spiffe://cluster.local/ns/default/sa/web',
        'Email | a@example.com',
        'Directory name | CN=dir',
        'Other name | User principal name | 1.3.6.1.4.1.311.20.2.3',
        'UTF8String | user@corp',
        'Registered ID | 1.2.3.4',
      ]),
    )
  })
  it('an unknown extension: OID, critical, octets and tree, never an error', async () => {
    expect(await withExtension('1.3.6.1.4.1.99999.1', sequence(integer(7n), utf8('hello')), true)).toEqual(
      expect.arrayContaining([
        'Unknown extension | [critical] | 1.3.6.1.4.1.99999.1',
        'Hexadecimal | 300a0201070c0568656c6c6f | 12 octets',
        'SEQUENCE',
        'INTEGER | 7',
        'UTF8String | hello',
      ]),
    )
    expect(await withExtension('1.3.6.1.4.1.99999.1', Uint8Array.of(0xff, 0xfe))).toContain('Hexadecimal | fffe | 2 octets')
  })
  it('an extension that is not what it says it is, and what Go makes of the whole', async () => {
    const shown = await withExtension('2.5.29.19', Uint8Array.of(0xff))
    expect(shown).toContain('Basic constraints | not of the form its identifier promises | 2.5.29.19')
    expect(shown.some((line) => line.startsWith('Go’s parser | refuses it: x509: '))).toBe(true)
  })
})

describe('B: decoded when present', () => {
  const subtree = (base: Uint8Array): Der => sequence(base)
  it.each<readonly [string, string, Uint8Array, readonly string[]]>([
    [
      'name constraints',
      '2.5.29.30',
      sequence(
        element(0xa0, subtree(dnsName('example.com')), subtree(implicit(7, Uint8Array.of(10, 0, 0, 0, 255, 0, 0, 0)))),
        element(0xa1, subtree(implicit(1, ascii('.evil.example'))), subtree(uriName('.internal'))),
      ),
      ['Permitted', 'DNS name | example.com', 'IP address | 10.0.0.0/8', 'Excluded', 'Email | .evil.example', 'URI | .internal'],
    ],
    [
      'policies with qualifiers',
      '2.5.29.32',
      sequence(
        sequence(
          oid('2.23.140.1.2.1'),
          sequence(
            sequence(oid('1.3.6.1.5.5.7.2.1'), element(0x16, ascii('https://cps.example'))),
            sequence(oid('1.3.6.1.5.5.7.2.2'), sequence(sequence(utf8('Org'), sequence(integer(3n))), utf8('read this'))),
          ),
        ),
      ),
      ['Policy | 2.23.140.1.2.1', 'Practice statement (CPS) | https://cps.example', 'User notice | Org · 3 · read this'],
    ],
    ['policy mappings', '2.5.29.33', sequence(sequence(oid('1.2.3'), oid('1.2.4'))), ['Mapping | 1.2.3 → 1.2.4']],
    [
      'policy constraints',
      '2.5.29.36',
      sequence(implicit(0, Uint8Array.of(1)), implicit(1, Uint8Array.of(2))),
      ['Require explicit policy after | 1', 'Inhibit policy mapping after | 2'],
    ],
    ['inhibit any policy', '2.5.29.54', integer(4n), ['Certificates skipped | 4']],
    [
      'CRL distribution points',
      '2.5.29.31',
      sequence(
        sequence(
          explicit(0, element(0xa0, uriName('http://crl.example/a'))),
          implicit(1, Uint8Array.of(1, 0x60)),
          element(0xa2, explicit(4, cn('crl ca'))),
        ),
      ),
      [
        'Distribution point',
        'URI | http://crl.example/a',
        'Reasons | keyCompromise, cACompromise',
        'CRL issuer',
        'Directory name | CN=crl ca',
      ],
    ],
    [
      'freshest CRL',
      '2.5.29.46',
      sequence(sequence(explicit(0, element(0xa0, uriName('http://crl.example/d'))))),
      ['URI | http://crl.example/d'],
    ],
    [
      'authority information access',
      '1.3.6.1.5.5.7.1.1',
      sequence(
        sequence(oid('1.3.6.1.5.5.7.48.1'), uriName('http://ocsp.example')),
        sequence(oid('1.3.6.1.5.5.7.48.2'), uriName('http://ca.example/ca.crt')),
      ),
      ['OCSP | shown, never fetched', 'URI | http://ocsp.example', 'CA issuers | shown, never fetched', 'URI | http://ca.example/ca.crt'],
    ],
    [
      'subject information access',
      '1.3.6.1.5.5.7.1.11',
      sequence(sequence(oid('1.3.6.1.5.5.7.48.5'), uriName('rsync://repo.example'))),
      ['CA repository | shown, never fetched', 'URI | rsync://repo.example'],
    ],
    ['issuer alternative names', '2.5.29.18', sequence(dnsName('issuer.example')), ['DNS name | issuer.example']],
    [
      'private key usage period',
      '2.5.29.16',
      sequence(implicit(0, ascii('20260101000000Z')), implicit(1, ascii('20270101000000Z'))),
      ['Not before | 2026-01-01 00:00 UTC', 'Not after | 2027-01-01 00:00 UTC'],
    ],
    [
      'subject directory attributes',
      '2.5.29.9',
      sequence(sequence(oid('1.3.6.1.5.5.7.9.4'), element(0x31, element(0x13, ascii('CH'))))),
      ['1.3.6.1.5.5.7.9.4', 'PrintableString | CH'],
    ],
    [
      'signed certificate timestamps',
      '1.3.6.1.4.1.11129.2.4.2',
      octets(
        Uint8Array.of(0, 49, 0, 47, 0, ...Array.from({ length: 32 }, () => 0xaa)),
        Uint8Array.from({ length: 8 }, (_, i) => Number((1_782_907_200_000n >> BigInt(8 * (7 - i))) & 0xffn)),
        Uint8Array.of(0, 0, 4, 3, 0, 0),
      ),
      ['Signed certificate timestamp', `Log | ${'aa'.repeat(32)}`, 'Time | 2026-07-01 12:00 UTC'],
    ],
    ['TLS feature', '1.3.6.1.5.5.7.1.24', sequence(integer(5n), integer(17n)), ['status_request', 'status_request_v2']],
    ['OCSP no check', '1.3.6.1.5.5.7.48.1.5', nullElement(), []],
    ['Netscape type', '2.16.840.1.113730.1.1', bits(0, 0xc0), ['SSL client, SSL server']],
    ['Netscape comment', '2.16.840.1.113730.1.13', element(0x16, ascii('made by openssl')), ['made by openssl']],
    ['precertificate poison', '1.3.6.1.4.1.11129.2.4.3', nullElement(), []],
  ])('%s', async (_, type, value, wanted) => {
    const shown = await withExtension(type, value)
    const called = EXTENSION_NAMES[type]
    expect(called).toBeDefined()
    expect(shown).toEqual(expect.arrayContaining([`${DECODE_EN.extensions[called ?? 'unknown']} | ${type}`, ...wanted]))
    // Decoded, not shown as it stands.
    expect(shown.some((line) => line.startsWith('Hexadecimal'))).toBe(false)
    const chinese = await read(certificate({ extensions: [[type, value]] }), DECODE_ZH)
    expect(chinese).toContain(`${DECODE_ZH.extensions[called ?? 'unknown']} | ${type}`)
    expect(chinese).toHaveLength(shown.length)
  })
  it('issuer and subject unique identifiers', async () => {
    const shown = await read(certificate({ ids: [implicit(1, Uint8Array.of(0, 0xa1)), implicit(2, Uint8Array.of(0, 0xb2))] }))
    expect(shown).toEqual(expect.arrayContaining(['Issuer unique ID | 00a1', 'Subject unique ID | 00b2']))
  })
})

describe('C: the raw tree is enough, under its own name', () => {
  it.each(Object.entries(OTHER_EXTENSIONS))('%s is %s', async (type, called) => {
    const shown = await withExtension(type, sequence(utf8('inside')))
    expect(shown).toEqual(expect.arrayContaining([`${called} | ${type}`, 'SEQUENCE', 'UTF8String | inside']))
  })
})

describe('D: other objects of a drop', () => {
  it('a request: subject, key, requested names and usages, proof of possession', async () => {
    const { pair, spki } = await newKeys()
    const wanted = sequence(
      extension(['2.5.29.17', sequence(dnsName('node-1'), implicit(7, Uint8Array.of(192, 0, 2, 1)))]),
      extension(['2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))]),
    )
    const info = sequence(
      integer(0n),
      name([['2.5.4.10', 0x0c, ascii('system:nodes')]], [['2.5.4.3', 0x0c, ascii('system:node:node-1')]]),
      spki,
      element(
        0xa0,
        sequence(oid('1.2.840.113549.1.9.14'), element(0x31, wanted)),
        sequence(oid('1.2.840.113549.1.9.7'), element(0x31, utf8('pw'))),
      ),
    )
    const raw = new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, info))
    const number = (part: Uint8Array) => integer(BigInt(`0x${[...part].map((o) => o.toString(16).padStart(2, '0')).join('')}`))
    const signature = sequence(number(raw.subarray(0, 32)), number(raw.subarray(32)))
    const shown = await read(sequence(info, sequence(oid('1.2.840.10045.4.3.2')), bitString(signature)))
    expect(shown).toEqual(
      expect.arrayContaining([
        'Subject | CN=system:node:node-1,O=system:nodes',
        'Public key | id-ecPublicKey P-256 | 1.2.840.10045.2.1',
        'Requested extensions',
        'DNS name | node-1',
        'IP address | 192.0.2.1',
        'serverAuth (1.3.6.1.5.5.7.3.1)',
        '1.2.840.113549.1.9.7',
        'Self-signed | verifies',
      ]),
    )
  })
  it('a revocation list: issuer, updates, number, entries with their reasons', async () => {
    const entry = sequence(
      integer(0x77n),
      DAY,
      sequence(extension(['2.5.29.21', element(0x0a, Uint8Array.of(1))]), extension(['2.5.29.24', LATER])),
    )
    const list = sequence(
      integer(1n),
      SHA256_RSA,
      cn('crl ca'),
      DAY,
      LATER,
      sequence(entry),
      explicit(
        0,
        sequence(
          extension(['2.5.29.20', integer(42n)]),
          extension(['2.5.29.27', integer(41n), true]),
          extension([
            '2.5.29.28',
            sequence(explicit(0, element(0xa0, uriName('http://crl.example'))), implicit(2, Uint8Array.of(0xff))),
            true,
          ]),
        ),
      ),
    )
    const shown = await read(sequence(list, SHA256_RSA, bitString(Uint8Array.of(1))))
    expect(shown).toEqual(
      expect.arrayContaining([
        'Issuer | CN=crl ca',
        'This update | 2026-01-01 00:00 UTC',
        'Next update | 2051-02-03 04:05:06 UTC',
        'Revoked certificates | 1',
        'Serial number | 77',
        'Revoked at | 2026-01-01 00:00 UTC',
        'keyCompromise',
        'Invalid since | 2051-02-03 04:05:06 UTC',
        'CRL number | 2.5.29.20',
        '42',
        'Delta CRL indicator | [critical] | 2.5.29.27',
        'Issuing distribution point | [critical] | 2.5.29.28',
        'URI | http://crl.example',
        'onlyContainsCACerts',
      ]),
    )
  })
  it('a PKCS #7 container and the certificates in it', async () => {
    const signed = sequence(
      integer(1n),
      element(0x31),
      sequence(oid('1.2.840.113549.1.7.1')),
      explicit(0, certificate({ subject: cn('held') })),
      element(0x31),
    )
    const shown = await read(sequence(oid('1.2.840.113549.1.7.2'), explicit(0, signed)))
    expect(shown).toEqual(expect.arrayContaining(['Content type | signedData', 'Certificate', 'Subject | CN=held']))
  })
  it('a private key has no value to show', async () => {
    const { pkcs8, pair } = await newKeys()
    const { d = '' } = await crypto.subtle.exportKey('jwk', pair.privateKey)
    const shown = (await read(pkcs8)).join('\n').toLowerCase()
    expect(shown).toContain('sequence')
    expect(shown).not.toContain(Buffer.from(d, 'base64url').toString('hex').slice(0, 16))
  })
})
