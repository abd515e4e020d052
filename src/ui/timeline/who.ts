/** Who falls silent when calls die, in two words. */
import { type CallSlot, routeOf } from '../../report/diagram/geometry.ts'
import { PLACE_NAMES } from '../../report/diagram/place-shapes.ts'
import type { UiWords } from '../../text/ui.en.ts'
import type { Death } from '../../report/overview/deaths.ts'

const TO_API: readonly CallSlot[] = ['4', '5', '6', '7', '8', '9']
const OF_ETCD: readonly CallSlot[] = ['1', '2', '3']
/** The component, or the group of them. */
export function whoDies({ slots, nodes }: Death, ui: UiWords): string {
  const [only] = slots
  if (only === '8' && slots.length === 1 && nodes > 1) return ui.kubelets(nodes)
  if (only && slots.length === 1) return PLACE_NAMES[routeOf(only).from]
  if (slots.every((slot) => OF_ETCD.includes(slot))) return 'etcd'
  return slots.filter((slot) => TO_API.includes(slot)).length >= 3 ? ui.apiAndClients : ui.calls
}
