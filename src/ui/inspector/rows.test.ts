import { expect, it } from 'vitest'
import { keyTag } from '../../report/diagram/key-tag.ts'
import { UI_EN } from '../../text/ui.en.ts'
import { studyAudit } from '../testing/audit.ts'
import { candidatesOf, shownAttempt } from './attempt.ts'
import { rowsOf } from './rows.ts'

const audit = studyAudit()
const broken = audit.calls[2]
if (!broken) throw new Error('no call 3')

it('puts the failing row first and says what was expected there', () => {
  const [first, ...rest] = rowsOf(broken, audit.inventory, audit.at, UI_EN)
  expect([first?.id, first?.client.text, first?.client.expected]).toEqual([
    'issuer-key',
    `etcd-ca ${keyTag('E-old')}`,
    `the other side trusts ${keyTag('E')}`,
  ])
  expect(rest.filter((r) => r.client.expected !== null || r.server.expected !== null)).toEqual([])
})
it('compares keys where there are no certificates', () => {
  const signing = audit.calls.find((c) => c.number === 12)
  if (!signing) throw new Error('no call 12')
  expect(rowsOf(signing, audit.inventory, audit.at, UI_EN).map((r) => [r.id, r.client.text])).toEqual([['keys', keyTag('sa')]])
})
it('lists the real signer beside the one that was tried', () => {
  const fault = { id: 'path/signature-invalid', certificate: 8, role: 'end-entity', issuer: 1 } as const
  const search = {
    ok: false,
    paths: [],
    faults: [fault],
    code: 'UnknownAuthority',
    log: '',
    culprit: 8,
    until: null,
    attempts: [
      {
        fault,
        links: [
          {
            certificate: 8,
            role: 'end-entity',
            issuer: 1,
            checks: [
              { check: 'issuer-name', result: 'passed', fault: null },
              { check: 'signature', result: 'failed', fault },
            ],
          },
        ],
      },
    ],
  } as const
  expect(candidatesOf(search, 8, [2]).map((c) => [c.issuer, c.outcome, c.failed?.check ?? null])).toEqual([
    [2, 'not-trusted', null],
    [1, 'refused', 'signature'],
  ])
  expect(candidatesOf(null, 8, [2], 1).map((c) => [c.issuer, c.outcome])).toEqual([
    [1, 'accepted'],
    [2, 'not-trusted'],
  ])
  expect(shownAttempt(search)).toBe(search.attempts[0])
})
