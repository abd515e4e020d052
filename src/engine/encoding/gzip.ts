/** RFC 1952 by the platform's own inflater, as a stream with a ceiling. */
import { BUDGET } from './budget.ts'

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

export class LimitReached extends Error {
  readonly limit: number
  readonly what: 'ratio' | 'too-large'
  constructor(what: 'ratio' | 'too-large', limit: number) {
    super(what)
    this.what = what
    this.limit = limit
  }
}

/** Packed octets handed over at once: what they inflate to is held until it is asked for. */
const PORTION = 65_536

/**
 * Inflates `packed` chunk by chunk. Throws LimitReached past `ceiling` bytes or past the ratio of `budget.ts`;
 * TypeError where the stream is damaged (the chunks before the damage have been given out).
 */
export async function* gunzip(packed: Uint8Array<ArrayBuffer>, ceiling: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new DecompressionStream('gzip')
  const reader = (readable as unknown as ReadableStream<Uint8Array<ArrayBuffer>>).getReader()
  // What goes wrong here is told to the reader.
  void feed(writable as unknown as WritableStream<Uint8Array<ArrayBuffer>>, packed).catch(() => undefined)
  let total = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      total += value.length
      if (total > ceiling) throw new LimitReached('too-large', ceiling)
      if (total > BUDGET.ratioFrom && total > packed.length * BUDGET.ratio) throw new LimitReached('ratio', BUDGET.ratio)
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** No portion before the one before it has been taken. */
async function feed(writable: WritableStream<Uint8Array<ArrayBuffer>>, packed: Uint8Array<ArrayBuffer>): Promise<void> {
  const writer = writable.getWriter()
  writer.closed.catch(() => undefined)
  for (let at = 0; at < packed.length; at += PORTION) {
    await writer.ready
    writer.write(packed.subarray(at, at + PORTION)).catch(() => undefined)
  }
  await writer.close()
}
