/** Where calls and components stand in the picture. */
import type { DiagramWords } from '../../text/diagram.ts'
import type { ComponentId } from '../../engine/cluster/components.ts'
import type { Call } from '../../engine/verdicts/verdict.ts'
import type { CallSlot, Place } from './geometry.ts'

/** Which drawn call an edge belongs to, null for one that has none. */
export const slotOf = (call: Pick<Call, 'edge' | 'number'>): CallSlot | null =>
  call.number !== null ? (String(call.number) as CallSlot) : call.edge === 'kube-apiserver->extension-apiserver' ? 'front-proxy' : null

const PLACE_OF: Readonly<Partial<Record<ComponentId, Place>>> = {
  etcd: 'etcd',
  'external-etcd': 'etcd',
  etcdctl: 'etcdctl',
  'kube-apiserver': 'kube-apiserver',
  'apiserver-signer': 'kube-apiserver',
  pod: 'pods',
  token: 'controller-manager',
  'kube-controller-manager': 'controller-manager',
  'controller-manager-signer': 'controller-manager',
  'kube-scheduler': 'scheduler',
  'kube-proxy': 'kube-proxy',
  kubelet: 'kubelet',
  'kubelet-bootstrap': 'kubelet',
  admin: 'kubectl',
  'super-admin': 'kubectl',
  client: 'kubectl',
  'extension-apiserver': 'extension-apiserver',
  'metrics-client': 'metrics-client',
}
/** Where a component stands in the picture; null for those that have no place. */
export const placeOf = (component: ComponentId): Place | null => PLACE_OF[component] ?? null

/** A call as words name it: by its number, or as the front proxy's. */
export const slotText = (slot: CallSlot, words: DiagramWords): string => (slot === 'front-proxy' ? words.note(slot, 0, 0).one : slot)
