/** Files to evidence: unpack, read, decode once, verify every signature once, the likeliest while the rest is still being read. */
import type { Evidence } from './audit.ts'
import { BUDGET } from './encoding/budget.ts'
import type { InputFile, ReadOptions } from './encoding/input.ts'
import { isUnpackFault, unpack } from './encoding/unpack.ts'
import { Intake } from './inventory/collect.ts'
import type { Location, ReadFault } from './inventory/inventory.ts'
import { VerifyAhead } from './path/verify-ahead.ts'
import { verifySignatures } from './path/verify-signatures.ts'
import { type Arithmetic, HERE } from './x509/arithmetic.ts'

/**
 * Reads one drop. Rejects only with the signal's reason; what cannot be read is a fault in the inventory.
 * `arithmetic` is done on this thread unless the caller has a better place for it.
 */
export async function read(
  files: AsyncIterable<InputFile> | Iterable<InputFile>,
  { onProgress, signal, breathe, arithmetic = HERE }: ReadOptions & { readonly arithmetic?: Arithmetic } = {},
): Promise<Evidence> {
  const ahead = new VerifyAhead(arithmetic.verify)
  const intake = new Intake(arithmetic, (certificate) => ahead.take(certificate))
  let done = 0
  for await (const items of unpack(files, true)) {
    signal?.throwIfAborted()
    let file: string | null = null
    for (const item of items) {
      intake.add(item)
      if (isUnpackFault(item)) continue
      done++
      file = item.path
    }
    ahead.catchUp()
    onProgress?.({ phase: 'read', done, total: null, file, verified: ahead.done })
    await breathe?.()
  }
  const found = await intake.finish()
  const signatures = await verifySignatures(found.certificates, ahead.verify, {
    ...(signal === undefined ? {} : { signal }),
    onProgress: (verified, total) => onProgress?.({ phase: 'verify', done: verified, total, file: null, verified }),
  })
  const left = signatures.unasked === null ? [] : (found.locations[signatures.unasked] ?? [])
  const faults = [...found.faults, ...left.slice(0, 1).map(budgetExhausted)]
  return { inventory: { ...found, faults, signers: found.certificates.map(({ id }) => signatures.signers(id)) }, signatures }
}

const budgetExhausted = ({ file, field, line }: Location): ReadFault => ({
  id: 'read/budget-exhausted',
  file,
  field,
  line,
  offset: null,
  expected: null,
  presented: null,
  limit: BUDGET.signatureCost,
})
