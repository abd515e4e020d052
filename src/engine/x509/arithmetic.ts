/** The dear part of reading: signatures, private keys and digests. A caller may have it done elsewhere; the engine does not know where. */
import type { CertificateId, PublicKey } from './certificate.ts'
import { hex } from './der.ts'
import { type KeyAnswer, readPrivateKey } from './private-key.ts'
import { sha256Hex } from './sha2.ts'
import { type Signed, type SignatureAnswer, verifySignature } from './signature.ts'

export interface Arithmetic {
  /** Was the certificate signed by this key? */
  readonly verify: (child: Signed & { readonly id: CertificateId }, issuerKey: PublicKey) => Promise<SignatureAnswer>
  /** The facts of a private key; `der` is the caller's to wipe. `late`: nobody who has anything else to do waits for it. */
  readonly readKey: (der: Uint8Array<ArrayBuffer>, late: boolean) => Promise<KeyAnswer>
  /** SHA-256 in lower-case hex. */
  readonly digest: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>
}

/** Where the page was not served securely there is no WebCrypto: ours is slower and says the same. */
async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle
  return subtle === undefined ? sha256Hex(bytes) : hex(new Uint8Array(await subtle.digest('SHA-256', bytes)))
}

/** On this thread. */
export const HERE: Arithmetic = {
  verify: verifySignature,
  readKey: readPrivateKey,
  digest: sha256,
}
