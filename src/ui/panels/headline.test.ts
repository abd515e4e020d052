/** The first line of the page names the consequence. */
import { expect, it } from 'vitest'
import type { Call } from '../../engine/verdicts/verdict.ts'
import { overviewOf } from '../../report/overview/overview.ts'
import { UI_EN } from '../../text/ui.en.ts'
import { auditOf, fleetAudit, studyAudit, studyCalls } from '../testing/audit.ts'
import { headline } from './headline.ts'

const said = (audit: ReturnType<typeof studyAudit>) =>
  headline(overviewOf(audit, audit, { cluster: null, node: null, soonDays: 30 }), UI_EN)

it('of what is broken, the worst', () => expect(said(studyAudit())).toBe('The API server cannot reach etcd'))
it('of some kubelets, how many', () =>
  expect(
    said(
      auditOf(
        fleetAudit(20, 3).calls.filter((call) => call.number !== 3),
        { kubelet: [] },
      ),
    ),
  ).toBe('Three kubelets cannot reach the API server'))
it('of a server that cannot load its file, the server and not its callers', () => {
  const unusable = (call: Call): Call =>
    call.to.component !== 'kube-apiserver' || call.number === 12
      ? call
      : {
          ...call,
          status: 'broken',
          callerAcceptsServer: {
            ...call.callerAcceptsServer,
            status: 'broken',
            faults: [
              {
                id: 'edge/key-mismatch',
                certificate: null,
                error: 'tls: private key does not match public key',
                use: { ...(call.server?.use ?? (studyCalls()[4]?.server?.use as never)), component: 'kube-apiserver' },
              },
            ],
          },
        }
  const calls = studyCalls().filter((call) => call.number !== 3)
  expect(said(auditOf(calls.map(unusable)))).toBe('The API server cannot load its certificate or key')
})
it('of nothing broken, only what could be checked', () => {
  const fine = studyCalls().filter((call) => call.number !== 3 && call.number !== 8)
  expect(said(auditOf(fine))).toBe('All calls that can be checked are trusted')
})
