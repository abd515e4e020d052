/** Files to evidence: unpack, read, decode once, verify every signature once, the likeliest while the rest is still being read. */
import type { Evidence } from './audit.ts'
import { BUDGET } from './encoding/budget.ts'
import type { InputFile, ReadOptions } from './encoding/input.ts'
import { isUnpackFault, unpack } from './encoding/unpack.ts'
import { Intake } from './inventory/collect.ts'
import type { Inventory, Location, ReadFault } from './inventory/inventory.ts'
import { VerifyAhead } from './path/verify-ahead.ts'
import { verifySignatures } from './path/verify-signatures.ts'
import { type Arithmetic, HERE } from './x509/arithmetic.ts'
import type { CertificateId } from './x509/certificate.ts'

/**
 * Reads one drop. Rejects only with the signal's reason; what cannot be read is a fault in the inventory.
 * `arithmetic` is done on this thread unless the caller has a better place for it; `meanwhile` is told what was found before the last
 * signatures and digests are answered: who signed what, and the digests of files, are not in it yet.
 */
export async function read(
  files: AsyncIterable<InputFile> | Iterable<InputFile>,
  {
    onProgress,
    signal,
    breathe,
    arithmetic = HERE,
    meanwhile,
  }: ReadOptions & { readonly arithmetic?: Arithmetic; readonly meanwhile?: (inventory: Inventory) => void } = {},
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
  const signers: (readonly CertificateId[])[] = []
  const inventory: Inventory = { ...(await intake.finish()), signers }
  const { certificates, locations, faults } = inventory
  const verified = verifySignatures(certificates, ahead.verify, {
    ...(signal === undefined ? {} : { signal }),
    onProgress: (done, total) => onProgress?.({ phase: 'verify', done, total, file: null, verified: done }),
  })
  meanwhile?.(inventory)
  const [signatures] = await Promise.all([verified, intake.digested()])
  for (const { id } of certificates) signers.push(signatures.signers(id))
  const { unasked } = signatures
  const left = unasked === null ? [] : (locations[unasked] ?? []).slice(0, 1)
  return { inventory: left.length === 0 ? inventory : { ...inventory, faults: [...faults, ...left.map(budgetExhausted)] }, signatures }
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
