/** The inventory of a drop given as texts, no signature verified: only tests use it. */
import type { InputFile } from '../encoding/input.ts'
import { unpack } from '../encoding/unpack.ts'
import { Intake } from '../inventory/collect.ts'
import type { Inventory } from '../inventory/inventory.ts'

/** `files`: path -> content. */
export async function inventoryOf(files: Readonly<Record<string, string | Uint8Array>> | readonly InputFile[]): Promise<Inventory> {
  const encoder = new TextEncoder()
  const inputs = Array.isArray(files)
    ? (files as readonly InputFile[])
    : Object.entries(files).map(
        ([path, content]): InputFile => ({ path, bytes: Uint8Array.from(typeof content === 'string' ? encoder.encode(content) : content) }),
      )
  const intake = new Intake()
  for await (const items of unpack(inputs)) for (const item of items) intake.add(item)
  const found = await intake.finish()
  return { ...found, signers: found.certificates.map(() => []) }
}
