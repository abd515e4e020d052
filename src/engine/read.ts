/** Files to evidence: unpack, read, decode once, verify every signature once, the likeliest while the rest is still being read. */
import type { Evidence } from './audit.ts'
import type { InputFile, ReadOptions } from './encoding/input.ts'
import { isUnpackFault, unpack } from './encoding/unpack.ts'
import { Intake } from './inventory/collect.ts'
import { VerifyAhead } from './path/verify-ahead.ts'
import { type Verify, verifySignatures } from './path/verify-signatures.ts'
import { verifySignature } from './x509/signature.ts'

/**
 * Reads one drop. Rejects only with the signal's reason; what cannot be read is a fault in the inventory.
 * `verify` is the verifier of one signature: that of this thread unless the caller has a better one.
 */
export async function read(
  files: AsyncIterable<InputFile> | Iterable<InputFile>,
  { onProgress, signal, verify = verifySignature }: ReadOptions & { readonly verify?: Verify } = {},
): Promise<Evidence> {
  const ahead = new VerifyAhead(verify)
  const intake = new Intake((certificate) => ahead.take(certificate))
  let done = 0
  for await (const items of unpack(files)) {
    signal?.throwIfAborted()
    let file: string | null = null
    for (const item of items) {
      intake.add(item)
      if (isUnpackFault(item)) continue
      done++
      file = item.path
    }
    onProgress?.({ phase: 'read', done, total: null, file, verified: ahead.done })
  }
  const found = await intake.finish()
  const signatures = await verifySignatures(found.certificates, ahead.verify, {
    ...(signal === undefined ? {} : { signal }),
    onProgress: (verified, total) => onProgress?.({ phase: 'verify', done: verified, total, file: null, verified }),
  })
  return { inventory: { ...found, signers: found.certificates.map(({ id }) => signatures.signers(id)) }, signatures }
}
