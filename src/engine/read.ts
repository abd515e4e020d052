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

type Files = AsyncIterable<InputFile> | Iterable<InputFile>
interface Options extends ReadOptions {
  readonly arithmetic?: Arithmetic
  readonly meanwhile?: (inventory: Inventory) => void
}

/**
 * Reads one drop. Rejects only with the signal's reason; what cannot be read is a fault in the inventory.
 * `arithmetic` is done on this thread unless the caller has a better place for it; `meanwhile` is told what was found before the last
 * signatures and digests are answered: who signed what, and the digests of files, are not in it yet. `again` gives the same files once
 * more: elliptic keys are then taken at their word about their public half until that is proven, and all is read again if one lied.
 */
export async function read(files: Files, { again, ...options }: Options & { readonly again?: () => Files } = {}): Promise<Evidence> {
  const believed = again === undefined ? null : await readOnce(files, options, true)
  return believed ?? ((await readOnce(again?.() ?? files, options, false)) as Evidence)
}

/** Null where a key was believed and lied. */
async function readOnce(
  files: Files,
  { onProgress, signal, breathe, arithmetic = HERE, meanwhile }: Options,
  believing: boolean,
): Promise<Evidence | null> {
  const ahead = new VerifyAhead(arithmetic.verify)
  const intake = new Intake(arithmetic, (certificate) => ahead.take(certificate), believing)
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
    onProgress: (asked, total) => {
      // Many of those not asked yet have been answered ahead.
      const done = Math.max(asked, ahead.done)
      onProgress?.({ phase: 'verify', done, total, file: null, verified: done })
    },
  })
  meanwhile?.(inventory)
  const [signatures, proven] = await Promise.all([verified, intake.proven(), intake.digested()])
  if (!proven) return null
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
