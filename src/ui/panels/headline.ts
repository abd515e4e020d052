/** The first line: names the consequence, not a count. */
import { CALL_SLOTS, type CallSlot } from '../../report/diagram/geometry.ts'
import { type DrawnState, leadHalf } from '../../report/diagram/drawn-state.ts'
import type { Call } from '../../engine/verdicts/verdict.ts'
import type { DiagramModel } from '../../report/diagram/model.ts'
import type { Overview } from '../../report/overview/overview.ts'
import type { UiWords } from '../../text/ui.en.ts'

/** Worst consequence first: what stops the cluster before what annoys a person. */
const WEIGHT: readonly CallSlot[] = ['3', '1', '8', '5', '6', '12', '4', '11', '7', '9', '2', '10', 'front-proxy']
const TO_API: readonly CallSlot[] = ['4', '5', '6', '7', '8', '9']

export interface Counts {
  readonly broken: number
  readonly soon: number
  readonly plaintext: number
  readonly unproven: number
  readonly unverified: number
  readonly trusted: number
  readonly total: number
}
/** The twelve numbered calls by state (those without a number only where they are broken, or where there are no others); a bearer token over an accepted server counts as trusted. */
export function countCalls(model: DiagramModel): Counts {
  const numbered = CALL_SLOTS.filter((slot) => slot !== 'front-proxy' || model.calls[slot].state === 'broken')
  const beyond = model.extras.filter(({ call }) => model.plain || call.state === 'broken')
  const drawn = [...numbered.map((slot) => model.calls[slot].state), ...beyond.map(({ call }) => call.state)].filter(
    (state) => state !== 'absent',
  )
  const of = (...states: DrawnState[]) => drawn.filter((state) => states.includes(state)).length
  return {
    broken: of('broken'),
    soon: of('soon'),
    plaintext: of('plaintext'),
    unproven: of('unproven'),
    unverified: of('unverified'),
    trusted: of('trusted', 'token'),
    total: drawn.length,
  }
}

type Told = Pick<Overview, 'model' | 'leads'>
const leadOf = ({ model, leads }: Told, slot: CallSlot): Call | undefined => leads.get(model.calls[slot].calls[0] ?? -1)

/** Did all of them end because a CA did? */
function caFault(slots: readonly CallSlot[], told: Told): boolean {
  return slots.every((slot) => {
    const call = leadOf(told, slot)
    const fault = call ? leadHalf(call).half.faults[0] : undefined
    return fault?.id === 'path/expired' && fault.role !== 'end-entity'
  })
}

/** The component that cannot load a file of its own, where that is why a call is broken. */
function loader(call: Call | undefined): string | null {
  const fault = call ? leadHalf(call).half.faults[0] : undefined
  return fault?.id === 'edge/file-unusable' || fault?.id === 'edge/key-mismatch' ? fault.use.component : null
}

export function headline(told: Told, ui: UiWords): string {
  const { model } = told
  const counts = countCalls(model)
  const broken = WEIGHT.filter((slot) => model.calls[slot].state === 'broken')
  const [first] = broken
  if (counts.total === 0 || model.cluster === '') return ui.headline.nothing
  if (first) {
    const expired = broken.filter((slot) => {
      const call = leadOf(told, slot)
      return call !== undefined && leadHalf(call).half.faults[0]?.id === 'path/expired'
    })
    // A component that cannot load its own file does not start: no caller is at fault.
    const unloaded = broken.filter((slot) => loader(leadOf(told, slot)) === 'kube-apiserver')
    if (unloaded.length >= 3) return ui.headline.apiUnloaded
    if (expired.length >= 4) return caFault(expired, told) ? ui.headline.caExpired : ui.headline.expired
    if (counts.broken === counts.total) return ui.headline.everything
    const refused = TO_API.filter((slot) => {
      const call = leadOf(told, slot)
      return model.calls[slot].state === 'broken' && call !== undefined && leadHalf(call).which === 'server'
    })
    if (refused.length >= 3) return ui.headline.apiRefused
    const { broken: some, brokenCallers, calls } = model.calls[first]
    return first === '8' && some > 0 && calls.length > some ? ui.headline.kubelets(brokenCallers) : ui.headline.broken[first]
  }
  const beyond = model.extras.find(({ call }) => call.state === 'broken')
  if (beyond) return ui.headline.other(beyond.from, beyond.to)
  const soonest = [...CALL_SLOTS]
    .filter((slot) => model.calls[slot].state === 'soon')
    .sort((a, b) => (model.calls[a].days ?? 0) - (model.calls[b].days ?? 0))[0]
  if (soonest) return ui.headline.soon(soonest === 'front-proxy' ? ui.frontProxy : soonest, model.calls[soonest].days ?? 0)
  if (counts.plaintext > 0) return ui.headline.plaintext
  if (counts.trusted === 0) return ui.headline.undecided
  return counts.unproven + counts.unverified > 0 ? ui.headline.allChecked : ui.headline.all
}
