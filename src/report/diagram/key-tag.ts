/** The four characters that tell two keys of one name apart: first digits of the SHA-256 of the SubjectPublicKeyInfo. */
import { sha256Hex } from '../sha256.ts'

const digests = new Map<string, string>()
/** SHA-256 of a key, lower-case hex. In: `PublicKey.spki` (one Latin-1 character a byte). */
export function keyDigest(spki: string): string {
  let digest = digests.get(spki)
  if (digest === undefined) {
    if (digests.size > 4096) digests.clear()
    digest = sha256Hex(Uint8Array.from(spki, (c) => c.charCodeAt(0)))
    digests.set(spki, digest)
  }
  return digest
}
export const keyTag = (spki: string): string => keyDigest(spki).slice(0, 4)
