/** RFC 1952 by the platform's own inflater, as a stream. */
import type { Allowance } from './allowance.ts'

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** The stream is not what RFC 1952 says, or ends too early. */
export class Damaged extends Error {}

/** Packed octets handed over at once: what they inflate to is held until it is asked for. */
const PORTION = 65_536

/**
 * Inflates `packed` chunk by chunk. Throws LimitReached where the drop has had its allowance;
 * Damaged where the stream is damaged (the chunks before the damage have been given out).
 */
export async function* gunzip(packed: Uint8Array<ArrayBuffer>, allowance: Allowance): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  allowance.inflated(0)
  const { readable, writable } = new DecompressionStream('gzip')
  const reader = (readable as unknown as ReadableStream<Uint8Array<ArrayBuffer>>).getReader()
  // What goes wrong here is told to the reader.
  const wanted = { more: true }
  void feed(writable as unknown as WritableStream<Uint8Array<ArrayBuffer>>, packed, wanted).catch(() => undefined)
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new Damaged()
      })
      if (done) return
      allowance.inflated(value.length)
      yield value
    }
  } finally {
    wanted.more = false
    await drain(reader, allowance)
    reader.releaseLock()
  }
}

/**
 * Gives the memory of a chunk back at once, where the platform can and nobody shares it: it else stays until the next full collection,
 * and tens of megabytes of them do.
 */
export function giveBack(chunk: Uint8Array<ArrayBuffer>): void {
  const buffer: ArrayBuffer & { readonly transfer?: (length: number) => ArrayBuffer } = chunk.buffer
  if (chunk.length > 0 && chunk.length === buffer.byteLength) buffer.transfer?.(0)
}

/**
 * What is still under way when nobody wants more. Not cancelled: Node 20 throws, where nobody can catch it, when octets arrive after that.
 * Where even this is too much the stream is left alone, once in a drop.
 */
async function drain(reader: ReadableStreamDefaultReader<Uint8Array>, allowance: Allowance): Promise<void> {
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) allowance.inflated(part.value.length)
  } catch {
    // Damaged, or cut off by us.
  }
}

/** No portion before the one before it has been taken. */
async function feed(
  writable: WritableStream<Uint8Array<ArrayBuffer>>,
  packed: Uint8Array<ArrayBuffer>,
  wanted: { readonly more: boolean },
): Promise<void> {
  const writer = writable.getWriter()
  writer.closed.catch(() => undefined)
  for (let at = 0; at < packed.length; at += PORTION) {
    await writer.ready
    if (!wanted.more) break
    writer.write(packed.subarray(at, at + PORTION)).catch(() => undefined)
  }
  await writer.close()
}
