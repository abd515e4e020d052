/** RFC 1952 by the platform's own inflater, as a stream. */
import { Gunzip } from 'fflate'
import { type Allowance, LimitReached } from './allowance.ts'
import { concat } from './concat.ts'

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** The stream is not what RFC 1952 says, or ends too early. */
export class Damaged extends Error {}

/** What is packed: all of it, or its octets from the beginning whenever they are asked for. */
export type Packed = Uint8Array<ArrayBuffer> | (() => AsyncIterable<Uint8Array<ArrayBuffer>>)

/** Packed octets handed over at once: what they inflate to is held until it is asked for. */
const PORTION = 65_536

/**
 * Inflates `packed` chunk by chunk. Throws LimitReached where the drop has had its allowance;
 * Damaged where the stream is damaged (the chunks before the damage have been given out).
 */
export async function* gunzip(packed: Packed, allowance: Allowance): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let given = 0
  try {
    for await (const chunk of inflate(portionsOf(packed), allowance)) {
      given += chunk.length
      yield chunk
    }
  } catch (error) {
    const members = error instanceof Damaged ? membersOf(await whole(packed), allowance) : []
    if (members.length < 2) throw error
    // Chromium takes what follows the first member for damage, and forgets what it had not yet given out.
    for (const member of members) {
      for await (const chunk of inflate(portionsOf(member), allowance)) {
        const known = Math.min(given, chunk.length)
        given -= known
        if (known < chunk.length) yield chunk.subarray(known)
      }
    }
  }
}

async function* portionsOf(packed: Packed): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if (typeof packed !== 'function') for (let at = 0; at < packed.length; at += PORTION) yield packed.subarray(at, at + PORTION)
  else for await (const part of packed()) yield* portionsOf(part)
}

/** Nothing, where it can no longer be read. */
async function whole(packed: Packed): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof packed !== 'function') return packed
  const parts: Uint8Array<ArrayBuffer>[] = []
  try {
    for await (const part of packed()) parts.push(part)
  } catch {
    return new Uint8Array(0)
  }
  return concat(parts)
}

/** The members of a stream (RFC 1952 section 2.2): `cat` of two, or what bgzip writes. Their checksums are left to who inflates them. */
function membersOf(packed: Uint8Array<ArrayBuffer>, allowance: Allowance): Uint8Array<ArrayBuffer>[] {
  const starts = [0]
  const search = new Gunzip((chunk) => allowance.inflated(chunk.length))
  search.onmember = (start) => void starts.push(start)
  try {
    for (let at = 0; at < packed.length; at += PORTION) search.push(packed.subarray(at, at + PORTION), at + PORTION >= packed.length)
  } catch (error) {
    if (error instanceof LimitReached) throw error
    // Damaged in one of them, as will be told by who inflates it.
  }
  return starts.map((start, i) => packed.subarray(start, starts[i + 1]))
}

/** One member; where the platform reads on behind it, all of them. */
async function* inflate(portions: AsyncIterable<Uint8Array<ArrayBuffer>>, allowance: Allowance): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  allowance.inflated(0)
  const { readable, writable } = new DecompressionStream('gzip')
  const reader = (readable as unknown as ReadableStream<Uint8Array<ArrayBuffer>>).getReader()
  // What goes wrong here is told to the reader.
  const wanted = { more: true }
  void feed(writable as unknown as WritableStream<Uint8Array<ArrayBuffer>>, portions, wanted).catch(() => undefined)
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
  portions: AsyncIterable<Uint8Array<ArrayBuffer>>,
  wanted: { readonly more: boolean },
): Promise<void> {
  const writer = writable.getWriter()
  writer.closed.catch(() => undefined)
  try {
    for await (const portion of portions) {
      await writer.ready
      if (!wanted.more) break
      writer.write(portion).catch(() => undefined)
    }
  } catch (error) {
    // What cannot be read on ends there.
    await writer.abort(error)
  }
  await writer.close()
}
