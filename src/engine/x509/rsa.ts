/** RSA verification in plain integers (RFC 8017), as Go's crypto/rsa does it: for keys WebCrypto refuses, and where it is missing. */
import { fromLatin1, hex, unsigned } from './der.ts'
import { type Sha2, sha2 } from './sha2.ts'

/** DigestInfo before the digest, RFC 8017 section 9.2 note 1. */
const DIGEST_INFO: Readonly<Record<Sha2, string>> = {
  'SHA-256': '\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20',
  'SHA-384': '\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30',
  'SHA-512': '\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40',
}

export interface RsaKey {
  readonly n: bigint
  readonly e: bigint
  readonly bits: number
}

/** Go's checkPublicKey and checkKeySize: at least 1024 bits (since Go 1.24), odd modulus, odd exponent of 2 to 31 bits. */
export const rsaKeyAllowed = ({ n, e, bits }: RsaKey): boolean =>
  bits >= 1024 && (n & 1n) === 1n && e >= 2n && (e & 1n) === 1n && e <= 0x7fffffffn

/** The signature raised to the public exponent, as many octets as the modulus has; null where it is no signature of that key. */
function recover({ n, e, bits }: RsaKey, signature: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const size = Math.ceil(bits / 8)
  if (signature.length !== size) return null
  const value = unsigned(signature)
  if (value >= n) return null
  let power = 1n
  for (let base = value, exponent = e; exponent > 0n; exponent >>= 1n, base = (base * base) % n) {
    if (exponent & 1n) power = (power * base) % n
  }
  const digits = power.toString(16).padStart(2 * size, '0')
  return Uint8Array.from({ length: size }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16))
}

/** RSASSA-PKCS1-v1_5, RFC 8017 section 8.2.2, by comparing the encoded messages. */
export function verifyPkcs1(key: RsaKey, hash: Sha2, data: Uint8Array, signature: Uint8Array): boolean {
  const encoded = recover(key, signature)
  const digestInfo = hex(fromLatin1(DIGEST_INFO[hash])) + hex(sha2(hash, data))
  const padding = Math.ceil(key.bits / 8) - digestInfo.length / 2 - 3
  if (encoded === null || padding < 8) return false
  return hex(encoded) === `0001${'ff'.repeat(padding)}00${digestInfo}`
}

/** RSASSA-PSS, RFC 8017 sections 8.1.2 and 9.1.2, with a salt as long as the hash. */
export function verifyPss(key: RsaKey, hash: Sha2, data: Uint8Array, signature: Uint8Array): boolean {
  const digest = sha2(hash, data)
  const emBits = key.bits - 1
  const emLength = Math.ceil(emBits / 8)
  let encoded = recover(key, signature)
  if (encoded !== null && encoded.length > emLength) encoded = encoded[0] === 0 ? encoded.slice(1) : null
  if (encoded === null || emLength < 2 * digest.length + 2 || encoded[emLength - 1] !== 0xbc) return false
  const db = encoded.slice(0, emLength - digest.length - 1)
  const h = encoded.subarray(emLength - digest.length - 1, emLength - 1)
  const mask = 0xff >> (8 * emLength - emBits)
  if ((db[0] as number) & ~mask) return false
  const generated = mgf1(hash, h, db.length)
  for (let i = 0; i < db.length; i++) db[i] = (db[i] as number) ^ (generated[i] as number)
  db[0] = (db[0] as number) & mask
  const padding = db.length - digest.length - 1
  if (db.subarray(0, padding).some((octet) => octet !== 0) || db[padding] !== 1) return false
  const message = new Uint8Array(8 + 2 * digest.length)
  message.set(digest, 8)
  message.set(db.subarray(padding + 1), 8 + digest.length)
  return hex(sha2(hash, message)) === hex(h)
}

/** RFC 8017 appendix B.2.1. */
function mgf1(hash: Sha2, seed: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length)
  const input = new Uint8Array(seed.length + 4)
  input.set(seed)
  for (let counter = 0, at = 0; at < length; counter++) {
    new DataView(input.buffer).setUint32(seed.length, counter)
    const block = sha2(hash, input)
    out.set(block.subarray(0, length - at), at)
    at += block.length
  }
  return out
}
