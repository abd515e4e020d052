import { expect, test } from 'vitest'
import { visible } from './visible.ts'

test('bidirectional overrides, controls and zero-width characters become readable escapes', () => {
  expect(visible('admin\u202etxt.exe')).toBe('admin\\u{202E}txt.exe')
  expect(visible('a\u0000b\nc\u200bd')).toBe('a\\u{0}b\\u{A}c\\u{200B}d')
})

test('ordinary text in any script stays', () => {
  expect(visible('CN=集群, O=Ünïcode 龘')).toBe('CN=集群, O=Ünïcode 龘')
})
