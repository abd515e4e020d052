import { expect, it } from 'vitest'
import { distinguishedName, newKeys } from '../testing/certificates.ts'
import { latin1 } from './der.ts'
import { bitString, element, integer, oid, sequence } from './der-writer.ts'
import { readRequest, readRevocationListIssuer } from './request.ts'

const name = distinguishedName({ organizations: ['system:nodes'], commonName: 'system:node:n1' })
const algorithm = sequence(oid('1.2.840.10045.4.3.2'))
const time = element(0x17, new TextEncoder().encode('260701120000Z'))

it('a request: subject and key', async () => {
  const { spki } = await newKeys()
  const request = sequence(sequence(integer(0n), name, spki, element(0xa0)), algorithm, bitString(new Uint8Array(8)))
  expect(readRequest(request)).toEqual({ subject: 'CN=system:node:n1,O=system:nodes', spki: latin1(spki) })
  expect(readRevocationListIssuer(request)).toBeNull()
})
it('a revocation list: issuer, with and without a version', () => {
  const list = (...version: Uint8Array[]) => sequence(sequence(...version, algorithm, name, time), algorithm, bitString(new Uint8Array(8)))
  expect(readRevocationListIssuer(list(integer(1n)))).toBe('CN=system:node:n1,O=system:nodes')
  expect(readRevocationListIssuer(list())).toBe('CN=system:node:n1,O=system:nodes')
  expect(readRequest(list())).toBeNull()
  expect(readRequest(Uint8Array.of(1, 2))).toBeNull()
})
