import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { sha256Hex } from './sha256.ts'

test('agrees with OpenSSL at every length around the block boundaries', () => {
  for (const n of [0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 1000, 65537]) {
    const bytes = Uint8Array.from({ length: n }, (_, i) => (i * 131 + 7) & 255)
    expect(sha256Hex(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'))
  }
})
