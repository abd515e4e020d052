/** The few words beside a drawn call: why it is broken, or when it will be. */
import type { Call, Fault } from '../../engine/verdicts/verdict.ts'
import type { NoteId } from '../../text/diagram.ts'
import { type DrawnState, leadHalf } from './drawn-state.ts'
import type { CallSlot } from './geometry.ts'
import type { DiagramNote } from './model.ts'

const NOTE_OF: Readonly<Partial<Record<Fault['id'], NoteId>>> = {
  'path/name-not-covered': 'name-not-covered',
  'edge/peer-address-not-covered': 'name-not-covered',
  'edge/identity-wrong': 'not-authorised',
  'edge/name-not-allowed': 'not-authorised',
  'edge/key-mismatch': 'key-mismatch',
  'edge/file-unusable': 'file-unusable',
  'edge/kubeconfig-invalid': 'file-unusable',
  'edge/signing-key-not-accepted': 'key-not-accepted',
  'edge/token-issuer-not-accepted': 'key-not-accepted',
}
function brokenNote(call: Call): NoteId {
  const { which, half } = leadHalf(call)
  const [fault] = half.faults
  const refused = which === 'server' ? 'server-refused' : which === 'client' ? 'client-refused' : 'not-authorised'
  if (fault?.id === 'path/expired')
    return fault.role !== 'end-entity' ? 'ca-expired' : which === 'server' ? 'server-expired' : 'client-expired'
  return (fault ? NOTE_OF[fault.id] : undefined) ?? refused
}

export function noteOf(
  slot: CallSlot,
  state: DrawnState,
  lead: Call | null,
  broken: number,
  total: number,
  days: number | null,
): DiagramNote | null {
  const note = (id: NoteId, n = 0): DiagramNote => ({ id, n, total })
  if (state === 'broken' && lead) return broken < total ? note('some-broken', broken) : note(brokenNote(lead))
  if (state === 'soon' && days !== null) return note('soon', days)
  if (state === 'plaintext') return note('plaintext')
  if (slot === 'front-proxy') return note('front-proxy')
  if (state === 'unproven') return note('not-in-drop')
  if (state === 'unverified') return note(lead?.callerAcceptsServer.status === 'unverified' ? 'not-verified' : 'client-not-verified')
  return null
}
