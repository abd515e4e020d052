/** What verifying with a key costs, so that a drop of costly keys is bounded in time and not in number alone. */
import type { PublicKey } from './certificate.ts'

/** One unit is about a twentieth of a millisecond: half of what P-256 or RSA of 2048 bits takes, measured under Node 20 and Chromium. */
export function verifyCost({ algorithm, bits, curve, exponent }: PublicKey): number {
  if (algorithm === 'RSA') {
    const exponentiation = Math.max(1, (bits / 4096) ** 2) * (exponent === '65537' || exponent === '3' ? 1 : 4)
    // WebCrypto takes no larger ones: in JavaScript it is eight times as much.
    return Math.ceil(2 * exponentiation * (bits > 16_384 ? 8 : 1))
  }
  // P-224 is verified in JavaScript.
  return curve === 'P-224' ? 60 : curve === 'P-521' ? 7 : curve === 'P-384' ? 6 : 2
}

/** On top of that, where Ed25519 did not verify natively: it is then verified again in JavaScript, by Go's rules. */
export const ED25519_AGAIN = 60
