import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { hex } from './der.ts'
import { sha2 } from './sha2.ts'

it.each(['SHA-256', 'SHA-384', 'SHA-512'] as const)('%s agrees with the native one at every length around its blocks', (hash) => {
  for (let length = 0; length < 300; length++) {
    const data = Uint8Array.from({ length }, (_, i) => (i * 7 + length) & 255)
    const native = createHash(hash.replace('-', '')).update(data).digest('hex')
    expect(hex(sha2(hash, data)), `${length} octets`).toBe(native)
  }
})
