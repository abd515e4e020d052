/**
 * Makes certificates for tests: healthy as kubeadm's unless told otherwise, signed by WebCrypto, with times counted from a given moment.
 * A fixture then says only its fault: `leaf(ca, { expired: true })`.
 */
import { GENERALIZED_TIME, latin1, OCTET_STRING, PRINTABLE_STRING, SET, UTC_TIME, UTF8_STRING } from '../x509/der.ts'
import { bitString, type Der, element, integer, nullElement, oid, sequence } from '../x509/der-writer.ts'
import { parseIp } from '../x509/ip.ts'

/** The moment healthy certificates are made for: 2026-07-01T12:00:00Z. */
export const AT = 1_782_907_200
const DAY = 86_400

export type KeyKind = 'P-256' | 'P-384' | 'P-521' | 'RSA-1024' | 'RSA-2048' | 'RSA-3072' | 'Ed25519'
export interface Keys {
  readonly kind: KeyKind
  readonly pair: CryptoKeyPair
  /** SubjectPublicKeyInfo. */
  readonly spki: Der
  /** PKCS #8. */
  readonly pkcs8: Der
}
export interface Issued {
  readonly der: Der
  readonly pem: string
  readonly keyPem: string
  readonly keys: Keys
  /** DER of the subject, as children write it into their issuer field. */
  readonly subject: Der
  /** Content of the subjectKeyIdentifier. */
  readonly keyId: Der
}

/** One attribute of a name: dotted OID (or CN, O, OU), value, and the string type where it is not UTF8String. */
export type Attribute = readonly [type: string, value: string, tag?: number]
export interface RawExtension {
  readonly oid: string
  readonly critical: boolean
  readonly value: Der
}

export interface CertificateOptions {
  readonly at?: number
  readonly commonName?: string
  readonly organizations?: readonly string[]
  /** Instead of `commonName` and `organizations`. */
  readonly subject?: readonly Attribute[]
  /** DNS names and IP addresses as they are; others as `URI:...`, `email:...`. */
  readonly san?: readonly string[]
  readonly usages?: readonly string[] | null
  /** Names as RFC 5280; null: no keyUsage extension. */
  readonly keyUsage?: readonly (keyof typeof KEY_USAGE_BITS)[] | null
  readonly expired?: boolean
  readonly notYetValid?: boolean
  readonly notBefore?: number
  readonly notAfter?: number
  readonly serial?: bigint
  readonly version?: 1 | 3
  /** null: no basicConstraints extension. */
  readonly ca?: boolean | null
  readonly pathLength?: number
  readonly permittedDns?: readonly string[]
  readonly excludedDns?: readonly string[]
  readonly key?: KeyKind
  /** Reuse this key: a renewed CA, or a certificate and a key that do not belong together. */
  readonly keys?: Keys
  readonly hash?: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512'
  readonly subjectKeyId?: Der | null
  readonly authorityKeyId?: Der | null
  readonly extensions?: readonly RawExtension[]
  /** One bit of the signature is flipped. */
  readonly corruptSignature?: boolean
}

const KEY_USAGE_BITS = {
  digitalSignature: 0,
  contentCommitment: 1,
  keyEncipherment: 2,
  dataEncipherment: 3,
  keyAgreement: 4,
  keyCertSign: 5,
  cRLSign: 6,
  encipherOnly: 7,
  decipherOnly: 8,
} as const
const USAGES: Readonly<Record<string, string>> = { any: '2.5.29.37.0', serverAuth: '1.3.6.1.5.5.7.3.1', clientAuth: '1.3.6.1.5.5.7.3.2' }
const ATTRIBUTES: Readonly<Record<string, string>> = { CN: '2.5.4.3', O: '2.5.4.10', OU: '2.5.4.11' }

const ascii = (text: string): Der => new TextEncoder().encode(text)

export async function newKeys(kind: KeyKind = 'P-256'): Promise<Keys> {
  const pair = (await crypto.subtle.generateKey(keyAlgorithm(kind), true, ['sign', 'verify'])) as CryptoKeyPair
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  return { kind, pair, spki, pkcs8 }
}

function keyAlgorithm(kind: KeyKind): RsaHashedKeyGenParams | EcKeyGenParams | { name: 'Ed25519' } {
  if (kind === 'Ed25519') return { name: kind }
  if (!kind.startsWith('RSA')) return { name: 'ECDSA', namedCurve: kind }
  return { name: 'RSASSA-PKCS1-v1_5', modulusLength: Number(kind.slice(4)), publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' }
}

/** A self-signed certification authority, ten years from a month before `at`. */
export function authority(options: CertificateOptions = {}): Promise<Issued> {
  return issue(
    null,
    { commonName: 'kubernetes', ca: true, usages: null, keyUsage: ['digitalSignature', 'keyEncipherment', 'keyCertSign'], ...options },
    3650,
  )
}
/** An end entity for server and client authentication, one year from a month before `at`. */
export function leaf(issuer: Issued, options: CertificateOptions = {}): Promise<Issued> {
  const defaults = {
    commonName: 'leaf',
    ca: false,
    usages: ['serverAuth', 'clientAuth'],
    keyUsage: ['digitalSignature', 'keyEncipherment'],
  } as const
  return issue(issuer, { ...defaults, ...options }, 365)
}
async function issue(issuer: Issued | null, options: CertificateOptions, days: number): Promise<Issued> {
  const at = options.at ?? AT
  const keys = options.keys ?? (await newKeys(options.key))
  const signer = issuer?.keys ?? keys
  const subject = distinguishedName(options)
  const keyId = options.subjectKeyId ?? new Uint8Array(await crypto.subtle.digest('SHA-1', keys.spki))
  const notBefore = options.notBefore ?? (options.notYetValid ? at + DAY : at - 30 * DAY)
  const notAfter = options.notAfter ?? (options.expired ? at - DAY : notBefore + days * DAY)
  const hash = options.hash ?? 'SHA-256'
  const algorithm = signatureAlgorithm(signer.kind, hash)
  const version = options.version ?? 3
  const extensions = allExtensions(options, keyId, issuer)
  const tbs = sequence(
    ...(version === 1 ? [] : [element(0xa0, integer(2n))]),
    integer(
      options.serial ??
        BigInt(
          `0x${[...new Uint8Array(await crypto.subtle.digest('SHA-256', keys.spki))]
            .slice(0, 7)
            .map((octet) => octet.toString(16).padStart(2, '0'))
            .join('')}`,
        ),
    ),
    algorithm,
    issuer?.subject ?? subject,
    sequence(time(notBefore), time(notAfter)),
    subject,
    keys.spki,
    ...(version === 1 ? [] : [element(0xa3, sequence(...extensions))]),
  )
  const signature = await sign(signer, hash, tbs)
  if (options.corruptSignature) signature[signature.length - 1] = (signature[signature.length - 1] as number) ^ 1
  const der = sequence(tbs, algorithm, bitString(signature))
  return { der, pem: pem('CERTIFICATE', der), keyPem: pem('PRIVATE KEY', keys.pkcs8), keys, subject, keyId }
}

/** RFC 7468 text. */
export function pem(type: string, der: Uint8Array): string {
  const lines = btoa(latin1(der)).match(/.{1,64}/g) ?? []
  return `-----BEGIN ${type}-----\n${lines.join('\n')}\n-----END ${type}-----\n`
}

/** The public half alone: `sa.pub`. */
export const publicKeyPem = (keys: Keys): string => pem('PUBLIC KEY', keys.spki)

/** organizationName before commonName, as Go writes them. */
export function distinguishedName({ subject, commonName, organizations = [] }: CertificateOptions): Der {
  const attributes = subject ?? [
    ...organizations.map((o): Attribute => ['O', o]),
    ...(commonName === undefined ? [] : [['CN', commonName] as const]),
  ]
  return sequence(
    ...attributes.map(([type, value, tag]) => {
      const printable = /^[A-Za-z0-9 '()+,./:=?-]*$/.test(value) ? PRINTABLE_STRING : UTF8_STRING
      return element(SET, sequence(oid(ATTRIBUTES[type] ?? type), element(tag ?? printable, ascii(value))))
    }),
  )
}

function time(seconds: number): Der {
  const text = new Date(seconds * 1000).toISOString().replace(/\.\d+/, '').replace(/[-:T]/g, '')
  const year = Number(text.slice(0, 4))
  return year >= 1950 && year < 2050 ? element(UTC_TIME, ascii(text.slice(2))) : element(GENERALIZED_TIME, ascii(text))
}

function allExtensions(options: CertificateOptions, keyId: Der, issuer: Issued | null): Der[] {
  const out: Der[] = []
  const add = (id: string, critical: boolean, value: Der): void => {
    out.push(sequence(oid(id), ...(critical ? [Uint8Array.of(1, 1, 0xff)] : []), element(OCTET_STRING, value)))
  }
  if (options.keyUsage) add('2.5.29.15', true, keyUsage(options.keyUsage))
  if (options.usages) add('2.5.29.37', false, sequence(...options.usages.map((usage) => oid(USAGES[usage] ?? usage))))
  if (options.ca !== null && options.ca !== undefined) {
    const pathLength = options.pathLength === undefined ? [] : [integer(BigInt(options.pathLength))]
    add('2.5.29.19', true, sequence(...(options.ca ? [Uint8Array.of(1, 1, 0xff)] : []), ...pathLength))
  }
  if (options.subjectKeyId !== null && options.ca) add('2.5.29.14', false, element(OCTET_STRING, keyId))
  const authorityKeyId = options.authorityKeyId === undefined ? issuer?.keyId : options.authorityKeyId
  if (authorityKeyId) add('2.5.29.35', false, sequence(element(0x80, authorityKeyId)))
  if (options.san && options.san.length > 0) add('2.5.29.17', false, sequence(...options.san.map(generalName)))
  if (options.permittedDns || options.excludedDns) {
    const subtrees = (tag: number, names: readonly string[] = []): Der[] =>
      names.length === 0 ? [] : [element(tag, ...names.map((name) => sequence(element(0x82, ascii(name)))))]
    add('2.5.29.30', true, sequence(...subtrees(0xa0, options.permittedDns), ...subtrees(0xa1, options.excludedDns)))
  }
  for (const extension of options.extensions ?? []) add(extension.oid, extension.critical, extension.value)
  return out
}

function keyUsage(names: readonly (keyof typeof KEY_USAGE_BITS)[]): Der {
  const bits = names.map((name) => KEY_USAGE_BITS[name])
  const last = Math.max(...bits)
  const octets = new Uint8Array((last >> 3) + 1)
  for (const bit of bits) octets[bit >> 3] = (octets[bit >> 3] as number) | (0x80 >> (bit & 7))
  return element(0x03, Uint8Array.of(7 - (last & 7)), octets)
}

function generalName(name: string): Der {
  const ip = parseIp(name)
  if (ip !== null) return element(0x87, Uint8Array.from(ip.bytes))
  if (name.startsWith('URI:')) return element(0x86, ascii(name.slice(4)))
  if (name.startsWith('email:')) return element(0x81, ascii(name.slice(6)))
  return element(0x82, ascii(name))
}

function signatureAlgorithm(kind: KeyKind, hash: string): Der {
  if (kind === 'Ed25519') return sequence(oid('1.3.101.112'))
  const rsa = { 'SHA-1': 5, 'SHA-256': 11, 'SHA-384': 12, 'SHA-512': 13 }[hash]
  if (kind.startsWith('RSA')) return sequence(oid(`1.2.840.113549.1.1.${rsa}`), nullElement())
  return sequence(
    oid(
      {
        'SHA-1': '1.2.840.10045.4.1',
        'SHA-256': '1.2.840.10045.4.3.2',
        'SHA-384': '1.2.840.10045.4.3.3',
        'SHA-512': '1.2.840.10045.4.3.4',
      }[hash] as string,
    ),
  )
}

async function sign({ kind, pkcs8 }: Keys, hash: string, data: Der): Promise<Der> {
  const algorithm =
    kind === 'Ed25519' ? { name: kind } : kind.startsWith('RSA') ? { name: 'RSASSA-PKCS1-v1_5', hash } : { name: 'ECDSA', namedCurve: kind }
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign'])
  const signature = new Uint8Array(await crypto.subtle.sign({ name: algorithm.name, hash }, key, data))
  if (algorithm.name !== 'ECDSA') return signature
  const half = signature.length / 2
  const number = (octets: Uint8Array): Der =>
    integer(BigInt(`0x${[...octets].map((octet) => octet.toString(16).padStart(2, '0')).join('')}`))
  return sequence(number(signature.subarray(0, half)), number(signature.subarray(half)))
}
