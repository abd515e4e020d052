/** The first words of the inspector, for each state a call can be in. */
import { describe, expect, it } from 'vitest'
import type { Call } from '../../engine/verdicts/verdict.ts'
import { callState } from '../../report/diagram/drawn-state.ts'
import { contextOf } from '../../text/context.ts'
import { describeFault, words } from '../../text/index.ts'
import { UI_EN } from '../../text/ui.en.ts'
import { AT, auditOf, studyAudit, studyCalls } from '../testing/audit.ts'
import { commandsOf, findingOf, reasonOf } from './reason.ts'

const audit = studyAudit()
const context = contextOf(audit)
function titleOf(call: Call, loader: Parameters<typeof reasonOf>[0]['loader'] = null) {
  const fault = [call.callerAcceptsServer, call.providerAcceptsClient].flatMap((half) => half.faults)[0]
  const state = callState(call, AT, 30)
  const sentence = fault ? describeFault(fault, context, 'en') : null
  const meaning = words('en').statuses[call.status].meaning
  return reasonOf({ call, state, at: AT, label: String(call.number), sentence, loader, context }, UI_EN, meaning)
}
const numbered = (number: number): Call => {
  const call = audit.calls.find((one) => one.number === number)
  if (!call) throw new Error(`no call ${number}`)
  return call
}

describe('why, first of all', () => {
  it.each([
    [1, 'This handshake succeeds'],
    [3, 'etcd refuses the client: Signed by another CA of the same name'],
    [4, 'The server is trusted, the caller shows a bearer token'],
    [7, 'This call cannot be decided from the drop'],
    [11, 'kube-apiserver does not verify the server'],
    [12, 'Tokens signed here are accepted there'],
  ])('call %i', (number, title) => expect(titleOf(numbered(number)).title).toBe(title))

  it('says which certificate is the first to end', () => {
    const { title, detail } = titleOf(numbered(8))
    expect(title).toMatch(/^Call 8 expires in \d+ days$/)
    expect(detail).toMatch(/is the first to end/)
  })
  it('names the component that cannot load a file, and refuses nobody', () =>
    expect(titleOf(numbered(3), { component: 'kube-apiserver', unusable: true }).title).toBe('kube-apiserver cannot load a file'))
})

describe('the repair beside it', () => {
  it('is of the finding with this call', () => {
    const finding = findingOf(audit, 2)
    expect(finding?.kind === 'verdict' && commandsOf(finding.repair)).toEqual(['kubeadm certs renew apiserver-etcd-client'])
    expect(findingOf(audit, 0)).toBeNull()
  })
  it('is of the rule about its end where nothing is broken', () => {
    const ends = {
      kind: 'lint',
      id: 'kubernetes/expiring',
      severity: 'warning',
      certificates: [],
      locations: [],
      calls: [7],
      data: {},
      repair: [],
    } as const
    expect(findingOf({ ...auditOf(studyCalls()), findings: [ends] }, 7)).toBe(ends)
  })
})
