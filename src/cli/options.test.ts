import { describe, expect, test } from 'vitest'
import { failOnOf, momentOf, optionsOf, UsageError } from './options.ts'

describe('options', () => {
  test('paths, and the defaults', () => {
    expect(optionsOf(['a', 'b'])).toEqual({
      paths: ['a', 'b'],
      at: null,
      format: 'json',
      failOn: { when: 'broken' },
      language: 'en',
      redact: false,
    })
  })
  test('in any order, with = or a space', () => {
    expect(optionsOf(['--at', '2026-07-01T12:00:00Z', 'a', '--format=csv', '--fail-on', 'never', '--redact', '--lang=zh-CN'])).toEqual({
      paths: ['a'],
      at: 1_782_907_200,
      format: 'csv',
      failOn: { when: 'never' },
      language: 'zh-CN',
      redact: true,
    })
  })
  test('after -- everything is a path', () => {
    expect(optionsOf(['--', '--at', '-x']).paths).toEqual(['--at', '-x'])
  })
  test('standard input', () => {
    expect(optionsOf(['-']).paths).toEqual(['-'])
  })
  test.each([
    [[]],
    [['--at']],
    [['a', '--at', 'tomorrow']],
    [['a', '--colour', 'red']],
    [['-v']],
    [['a', '--format', 'xml']],
    [['a', '--lang', 'fr']],
    [['a', '--redact=no']],
  ])('refuses %j', (args) => {
    expect(() => optionsOf(args)).toThrow(UsageError)
  })
})

describe('the moment', () => {
  test.each([
    ['2026-07-01T12:00:00Z', 1_782_907_200],
    ['2026-07-01t12:00:00.999z', 1_782_907_200],
    ['2026-07-01 14:00:00+02:00', 1_782_907_200],
  ])('%s', (text, seconds) => expect(momentOf(text)).toBe(seconds))
  test.each([
    '2026-07-01',
    '2026-07-01T12:00:00',
    '2026-06-31T12:00:00Z',
    '2026-13-01T12:00:00Z',
    '2026-07-01T25:00:00Z',
    '1782907200',
    '',
  ])('refuses %j', (text) => expect(() => momentOf(text)).toThrow(UsageError))
})

describe('what to fail on', () => {
  test('a time to come', () => expect(failOnOf('expiring:30d')).toEqual({ when: 'expiring', seconds: 2_592_000 }))
  test.each(['expiring', 'expiring:30', 'expiring:-1d', 'all', ''])('refuses %j', (text) =>
    expect(() => failOnOf(text)).toThrow(UsageError),
  )
})
