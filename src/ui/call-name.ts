/** What a call is called where it cannot be seen. */
import type { CallSlot } from '../report/diagram/geometry.ts'
import { routeOf } from '../report/diagram/geometry.ts'
import type { Cap, DiagramModel, DrawnCall, DrawnExtra } from '../report/diagram/model.ts'
import { PLACE_NAMES } from '../report/diagram/place-shapes.ts'
import type { DiagramWords } from '../text/diagram.ts'
import type { UiWords } from '../text/ui.en.ts'

/** `kube-apiserver → etcd` */
export const endsOf = (slot: CallSlot): string => `${PLACE_NAMES[routeOf(slot).from]} → ${PLACE_NAMES[routeOf(slot).to]}`

/** "Call 3: kube-apiserver to etcd; client certificate signed by etcd-ca 41d7; broken" */
export function callName(model: DiagramModel, slot: CallSlot, ui: UiWords, diagram: DiagramWords): string {
  const { from, to } = routeOf(slot)
  return spoken(model, model.calls[slot], { number: slot, from: PLACE_NAMES[from], to: PLACE_NAMES[to] }, ui, diagram)
}

/** The same of a call beyond the twelve. */
export const extraName = (model: DiagramModel, { call, from, to }: DrawnExtra, ui: UiWords, diagram: DiagramWords): string =>
  spoken(model, call, { number: null, from, to }, ui, diagram)

function spoken(
  model: DiagramModel,
  call: DrawnCall,
  ends: { readonly number: string | null; readonly from: string; readonly to: string },
  ui: UiWords,
  diagram: DiagramWords,
): string {
  const signer = (cap: Cap) => {
    const authority = cap.key === null ? undefined : model.authorities.byKey.get(cap.key)
    return authority ? `${authority.name} ${authority.tag}` : null
  }
  return ui.callName({
    ...ends,
    client: call.clientCap.letter === 'T' ? diagram.bearerToken : null,
    clientSigner: signer(call.clientCap),
    serverSigner: signer(call.serverCap),
    state: diagram.state[call.state],
    broken: call.broken,
    total: call.calls.length,
    days: call.state === 'soon' ? call.days : null,
  })
}
