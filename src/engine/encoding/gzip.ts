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

/**
 * Inflates `packed` chunk by chunk. Throws LimitReached past `ceiling` bytes or past the ratio of `budget.ts`;
 * TypeError where the stream is damaged (the chunks before the damage have been given out).
 */
export async function* gunzip(packed: Uint8Array<ArrayBuffer>, ceiling: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip')) as unknown as ReadableStream<
    Uint8Array<ArrayBuffer>
  >
  const reader = stream.getReader()
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
