import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase64 } from './base64.ts'
import { readPem } from './pem.ts'
import { PlainPem } from './plain-pem.ts'

const octetsOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
const lines = (text: string, width: number) => text.match(new RegExp(`.{1,${width}}`, 'g'))?.join('\n') ?? ''
const block = (type: string, body: string) => `-----BEGIN ${type}-----\n${body}\n-----END ${type}-----\n`
/** What plain-pem finds, in the words of the other reader; null where it leaves the text to that one. */
function plain(text: string) {
  const reader = new PlainPem()
  const blocks = reader.read(octetsOf(text))
  return blocks?.map(({ type, line, start, end }) => ({ type, line, octets: [...reader.octets.subarray(start, end)] })) ?? null
}
function reference(text: string) {
  const { blocks, hidden } = readPem(text, (body) => decodeBase64(body) !== null)
  return {
    hidden,
    blocks: blocks.map(({ type, line, body, headers }) => ({ type, line, octets: [...decodeBase64(body)!], ...(headers && { headers }) })),
  }
}

const TYPES = ['CERTIFICATE', 'RSA PRIVATE KEY', 'EC PRIVATE KEY', 'PRIVATE KEY', 'PUBLIC KEY']
const written = fc
  .record({ type: fc.constantFrom(...TYPES), octets: fc.uint8Array({ minLength: 1, maxLength: 200 }), width: fc.constantFrom(64, 76) })
  .map(({ type, octets, width }) => block(type, lines(btoa(String.fromCharCode(...octets)), width)))

test('what programs write is plain, and read as the full reader reads it', () => {
  fc.assert(
    fc.property(
      fc.array(written, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('', '\n', '\n\n'),
      fc.boolean(),
      (blocks, between, cut) => {
        const text = cut ? blocks.join(between).trimEnd() : blocks.join(between)
        const found = plain(text)
        expect(found).not.toBeNull()
        expect({ blocks: found, hidden: [] }).toEqual(reference(text))
      },
    ),
  )
})

test('whatever is done to such a text, what is accepted is what the full reader finds', () => {
  const edit = fc.record({
    at: fc.nat(1500),
    removed: fc.nat(4),
    added: fc.constantFrom(
      '',
      '\n',
      '\r',
      ' ',
      '=',
      '==',
      'A',
      '-',
      ':',
      '\0',
      '\u00ff',
      '-----',
      'Proc-Type: 4,ENCRYPTED\n',
      block('CERTIFICATE', 'AA=='),
    ),
  })
  // Most edits put one letter for another, which is often another plain text.
  const letter = fc.record({ at: fc.nat(1500), removed: fc.constant(1), added: fc.constantFrom('A', '/', '0') })
  let accepted = 0
  fc.assert(
    fc.property(
      fc.array(written, { minLength: 1, maxLength: 3 }),
      fc.array(fc.oneof({ weight: 5, arbitrary: letter }, edit), { minLength: 1, maxLength: 3 }),
      (blocks, edits) => {
        let text = blocks.join('')
        for (const { at, removed, added } of edits)
          text = text.slice(0, at % text.length) + added + text.slice((at % text.length) + removed)
        const found = plain(text)
        if (found === null) return
        accepted++
        expect({ blocks: found, hidden: [] }).toEqual(reference(text))
      },
    ),
    { numRuns: 3000 },
  )
  expect(accepted).toBeGreaterThan(30)
})

test.each([
  ['nothing', ''],
  ['a type of another program', block('TRUSTED CERTIFICATE', 'AAAA')],
  ['a header', block('RSA PRIVATE KEY', 'Proc-Type: 4,ENCRYPTED\n\nAAAA')],
  ['white space', block('CERTIFICATE', 'AAAA ')],
  ['another END', block('CERTIFICATE', 'AAAA').replace('END CERTIFICATE', 'END PUBLIC KEY')],
  ['a cut file', block('CERTIFICATE', 'AAAA').slice(0, -10)],
])('left to the full reader: %s', (_, text) => expect(plain(text)).toBeNull())

test('nothing of a text is left when it is wiped, also of one that was given up', () => {
  const reader = new PlainPem()
  for (const text of [block('PRIVATE KEY', '////'), block('PRIVATE KEY', '////').slice(0, -9)]) {
    reader.read(octetsOf(text))
    reader.wipe()
    expect(reader.octets.every((octet) => octet === 0)).toBe(true)
  }
})
