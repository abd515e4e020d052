/** RSAPrivateKey (RFC 8017 appendix A.1.2), accepted and refused as Go's x509.ParsePKCS1PrivateKey (1.24 and later). Only n and e leave. */
import { DerReader, INTEGER, Malformed, SEQUENCE, unsigned } from './der.ts'

export interface RsaPublicNumbers {
  /** Content of an INTEGER, as DER has it. */
  readonly modulus: Uint8Array<ArrayBuffer>
  readonly exponent: bigint
}

/** Throws `Malformed` with Go's message, which never holds key material. */
export function readRsaPrivateKey(der: Uint8Array<ArrayBuffer>): RsaPublicNumbers {
  const outer = new DerReader(der)
  const fields = outer.enter(SEQUENCE)
  const version = fields?.readInt64() ?? null
  if (fields === null || version === null) throw new Malformed("asn1: structure error: tags don't match", 0)
  const n = readPositive(fields)
  const modulus = der.subarray(fields.contentStart, fields.contentEnd)
  const e = fields.readInt64()
  if (e === null) throw new Malformed('asn1: structure error: integer too large', fields.at)
  const d = readPositive(fields)
  const primes = [readPositive(fields), readPositive(fields)]
  const crt: bigint[] = []
  while (crt.length < 3 && fields.peek() === INTEGER) crt.push(readPositive(fields))
  if (fields.peek() === SEQUENCE) primes.push(...readAdditionalPrimes(fields))
  // encoding/asn1 lets a SEQUENCE end in elements it does not know, not in octets that are none.
  if (!fields.empty && !fields.readAny()) throw new Malformed('asn1: syntax error: data truncated', fields.at)
  if (!outer.empty) throw new Malformed('asn1: syntax error: trailing data', outer.at)
  if (version > 1n) throw new Malformed('x509: unsupported private key version', 0)
  const error = primes.length > 2 ? multiPrimeError(n, e, d, primes) : keyError(n, e, d, primes as [bigint, bigint], crt)
  if (error !== null) throw new Malformed(error, 0)
  return { modulus, exponent: e }
}

function readPositive(fields: DerReader): bigint {
  if (!fields.readInteger()) throw new Malformed("asn1: structure error: tags don't match", fields.at)
  // Beyond what anybody uses, arithmetic takes time without bound.
  if (fields.contentEnd - fields.contentStart > 8193) throw new Malformed('asn1: structure error: integer too large', fields.start)
  const value = unsigned(fields.bytes, fields.contentStart, fields.contentEnd)
  if (value === 0n || (fields.bytes[fields.contentStart] as number) >= 0x80)
    throw new Malformed('x509: private key contains zero or negative value', fields.start)
  return value
}

function readAdditionalPrimes(fields: DerReader): bigint[] {
  const primes: bigint[] = []
  const list = fields.enter(SEQUENCE)
  while (list !== null && !list.empty) {
    const prime = list.enter(SEQUENCE)
    if (prime === null) throw new Malformed("asn1: structure error: tags don't match", list.at)
    primes.push(readPositive(prime))
    // Its exponent and coefficient are computed anew, but must be there.
    if (!prime.readInteger() || !prime.readInteger()) throw new Malformed("asn1: structure error: tags don't match", prime.at)
  }
  return primes
}

/** By its hexadecimal digits: those of base two are four times as many. */
const bitLength = (value: bigint): number => {
  const digits = value.toString(16)
  return 4 * digits.length + 28 - Math.clz32(Number.parseInt(digits[0]!, 16))
}

/** Go's checkPublicKey. */
function publicKeyError(n: bigint, e: bigint): string | null {
  if ((n & 1n) === 0n) return 'crypto/rsa: public modulus is even'
  if (e < 2n) return 'crypto/rsa: public exponent too small or negative'
  if ((e & 1n) === 0n) return 'crypto/rsa: public exponent is even'
  return e > 0x7fffffffn ? 'crypto/rsa: public exponent too large' : null
}

/** Go's NewPrivateKeyWithPrecomputation and checkPrivateKey: the parts must fit one another; primes are not tested for being prime. */
function keyError(n: bigint, e: bigint, d: bigint, [p, q]: [bigint, bigint], crt: readonly bigint[]): string | null {
  if (d >= n) return 'input overflows the modulus'
  const complete = crt.length === 3
  if (p <= 1n || q <= 1n) return 'crypto/rsa: invalid prime'
  const [dP, dQ, qInv] = complete ? (crt as [bigint, bigint, bigint]) : [d % (p - 1n), d % (q - 1n), inverse(q % p, p)]
  if (complete && qInv >= p) return 'input overflows the modulus'
  const error = publicKeyError(n, e)
  if (error !== null) return error
  if (p >= n || q >= n) return 'crypto/rsa: invalid prime'
  if ((p * q) % n !== 0n) return 'crypto/rsa: p * q != n'
  if (dP >= p - 1n || (e * dP) % (p - 1n) !== 1n) return 'crypto/rsa: invalid CRT exponent'
  if (dQ >= q - 1n || (e * dQ) % (q - 1n) !== 1n) return 'crypto/rsa: invalid CRT exponent'
  if ((q * qInv) % p !== 1n) return 'crypto/rsa: invalid CRT coefficient'
  if (d % (p - 1n) !== dP) return 'crypto/rsa: d does not match dP'
  if (d % (q - 1n) !== dQ) return 'crypto/rsa: d does not match dQ'
  if (p === q) return 'crypto/rsa: p == q'
  const half = Math.floor(bitLength(n) / 2)
  if (bitLength(p > q ? p - q : q - p) <= half - 100) return 'crypto/rsa: |p - q| too small'
  return bitLength(d) <= half ? 'crypto/rsa: d too small' : null
}

/** Go's NewPrivateKeyWithoutCRT and precomputeLegacy. */
function multiPrimeError(n: bigint, e: bigint, d: bigint, primes: readonly bigint[]): string | null {
  if (d >= n) return 'input overflows the modulus'
  const error = publicKeyError(n, e)
  if (error !== null) return error
  let product = 1n
  for (const prime of primes) {
    if (prime <= 1n) return 'crypto/rsa: prime factor is <= 1'
    if (product > 1n && inverse(product % prime, prime) === 0n) return 'crypto/rsa: prime factors are not relatively prime'
    product *= prime
  }
  return null
}

/** The inverse of `value` modulo `modulus`, 0 where there is none. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [r, next, x, nextX] = [modulus, value, 0n, 1n]
  while (next !== 0n) {
    const quotient = r / next
    ;[r, next, x, nextX] = [next, r - quotient * next, nextX, x - quotient * nextX]
  }
  return r === 1n ? (x + modulus) % modulus : 0n
}
