import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DerReader, GENERALIZED_TIME, UTC_TIME } from './der.ts'
import { element } from './der-writer.ts'
import { readTime, unixText } from './time.ts'

const read = (tag: number, text: string): number | string => readTime(new DerReader(element(tag, new TextEncoder().encode(text))))

describe('times as Go reads them', () => {
  it.each([
    ['260701120000Z', '2026-07-01T12:00:00Z'],
    ['491231235959Z', '2049-12-31T23:59:59Z'],
    ['500101000000Z', '1950-01-01T00:00:00Z'],
    ['2607011200Z', '2026-07-01T12:00:00Z'],
    ['260701120000+0200', '2026-07-01T10:00:00Z'],
    ['240229000000Z', '2024-02-29T00:00:00Z'],
  ])('UTCTime %s', (text, expected) => {
    expect(read(UTC_TIME, text)).toBe(Date.parse(expected) / 1000)
  })
  it.each([
    ['20500101000000Z', '2050-01-01T00:00:00Z'],
    ['00000101000000Z', '0000-01-01T00:00:00Z'],
    ['99991231235959Z', '9999-12-31T23:59:59Z'],
  ])('GeneralizedTime %s', (text, expected) => {
    expect(read(GENERALIZED_TIME, text)).toBe(Date.parse(expected) / 1000)
  })
  it.each([
    '260230000000Z',
    '250229000000Z',
    '261301000000Z',
    '260700000000Z',
    '260701240000Z',
    '260701126000Z',
    '260701120060Z',
    '260701120000',
    '260701120000+0000',
    '260701120000-0060',
    '2607011200000Z',
    '26070112000Z',
    '',
    'Z',
  ])('UTCTime %s is malformed', (text) => {
    expect(read(UTC_TIME, text)).toBe('x509: malformed UTCTime')
  })
  it.each(['20260230000000Z', '202607011200Z', '20260701120000.5Z', '2026070112000000Z'])('GeneralizedTime %s is malformed', (text) => {
    expect(read(GENERALIZED_TIME, text)).toBe('x509: malformed GeneralizedTime')
  })
  it('writes what it reads', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60_000_000_000, max: 250_000_000_000 }), (seconds) => {
        const date = new Date(seconds * 1000)
        const [, month, day, hour, minute, second] = /\w+, (\d+) (\w+) -?\d+ (\d+):(\d+):(\d+)/.exec(date.toUTCString()) ?? []
        expect(unixText(seconds)).toBe(
          `${day} ${String(Number(month)).padStart(2)} ${hour}:${minute}:${second} ${date.getUTCFullYear()} GMT`,
        )
      }),
    )
  })
})
