/** What verifying with a key costs, so that a drop of costly keys is bounded in time and not in number alone. */
import type { Curve, PublicKey } from './certificate.ts'

/**
 * One unit is about a twentieth of a millisecond of one processor. Measured with a key of its own for each signature, since that is what a
 * drop of many namesakes has: Chromium verifies P-256 in 2 units and RSA of 2048 bits in 1, Node in 3 and 3; P-384 takes 14 and P-521 34
 * wherever OpenSSL or BoringSSL has no code of its own for the curve.
 */
export function verifyCost({ algorithm, bits, curve, exponent }: PublicKey): number {
  if (algorithm === 'RSA') {
    const exponentiation = Math.max(1, (bits / 4096) ** 2) * (exponent === '65537' || exponent === '3' ? 1 : 4)
    // WebCrypto takes no larger ones: in JavaScript it is eight times as much.
    return Math.ceil(2 * exponentiation * (bits > 16_384 ? 8 : 1))
  }
  return ELLIPTIC[curve ?? 'P-256']
}

/** P-224 is verified in JavaScript. Ed25519 is as quick as P-256. */
const ELLIPTIC: Readonly<Record<Curve, number>> = { 'P-224': 90, 'P-256': 3, 'P-384': 14, 'P-521': 34 }

/** On top of that, where Ed25519 did not verify natively: it is then verified again in JavaScript, by Go's rules. */
export const ED25519_AGAIN = 60
