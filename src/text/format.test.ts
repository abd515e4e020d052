import { expect, test } from 'vitest'
import { address, grouped, moment, rfc3339 } from './format.ts'

test('moments are UTC, and the ends of RFC 5280 time survive', () => {
  expect(rfc3339(1_782_907_200)).toBe('2026-07-01T12:00:00Z')
  expect(rfc3339(253_402_300_799)).toBe('9999-12-31T23:59:59Z')
  expect(rfc3339(-631_152_000)).toBe('1950-01-01T00:00:00Z')
  expect(moment(1_782_907_200)).toBe('2026-07-01 12:00 UTC')
  expect(moment(1_782_907_201)).toBe('2026-07-01 12:00:01 UTC')
})

test('addresses as RFC 5952 writes them', () => {
  expect(address([10, 96, 0, 1])).toBe('10.96.0.1')
  expect(address([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])).toBe('::1')
  expect(address([0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1])).toBe('2001:db8::1:0:0:1')
  expect(address([0x20, 1, 0xd, 0xb8, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1])).toBe('2001:db8:0:1:1:1:1:1')
})

test('thousands are set apart', () => {
  for (const n of [0, 7, 999, 1000, 12_345, 999_999, 1_000_000, 1_234_567_890, -1, -999, -1000, -123_456]) {
    expect(grouped(n)).toBe(n.toLocaleString('en-US'))
  }
})
