/** The diagram before anything is known. */
import type { Audit } from '../../engine/audit.ts'
import { type DiagramModel, diagramModel } from '../../report/diagram/model.ts'

const NOTHING = { at: 0, calls: [], clusters: [], inventory: { certificates: [], keys: [] } } as unknown as Audit
/** The calls at their places, and not a word of what nobody has looked at yet. */
export function silent(): DiagramModel {
  const model = diagramModel(NOTHING, null, 30)
  const calls = Object.fromEntries(Object.entries(model.calls).map(([slot, call]) => [slot, { ...call, note: null }]))
  return { ...model, calls: calls as DiagramModel['calls'] }
}
