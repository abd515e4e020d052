/** The diagram in miniature: discs with numbers, no caps, no notes; lines and states as in the large one. */
import { badgeStyle, LINE_STYLES, STATE_GLYPHS } from './call-shapes.ts'
import { BOXES, CALL_SLOTS, type Place, PLACES, groups, halves, routeOf } from './geometry.ts'
import type { DiagramModel } from './model.ts'
import type { Palette } from './palette.ts'
import type { Shape } from './shape.ts'

const SHORT: Readonly<Record<Place, string>> = {
  kubectl: 'kubectl',
  etcdctl: 'etcdctl',
  'controller-manager': 'controllers',
  scheduler: 'scheduler',
  'kube-apiserver': 'kube-apiserver',
  etcd: 'etcd',
  'extension-apiserver': 'extension',
  'metrics-client': 'metrics',
  kubelet: 'kubelet',
  'kube-proxy': 'proxy',
  pods: 'pods',
}
/** In: the calls of a model, and a palette. Out: shapes on the box of the diagram. */
export function miniScene(model: Pick<DiagramModel, 'calls'>, palette: Palette): readonly Shape[] {
  const shapes: Shape[] = groups(0).map((g) => ({
    kind: 'rect',
    id: `group-${g.id}`,
    x: g.x,
    y: g.y,
    w: g.w,
    h: g.h,
    r: 14,
    fill: palette.group,
    stroke: palette.groupLine,
    strokeWidth: 1,
    dash: null,
    label: null,
  }))
  for (const place of PLACES) {
    const { x, y, w, h } = BOXES[place]
    shapes.push({
      kind: 'rect',
      id: place,
      x,
      y,
      w,
      h,
      r: 8,
      fill: palette.node,
      stroke: palette.line2,
      strokeWidth: 1,
      dash: null,
      label: { text: SHORT[place], size: 22, weight: 400, fill: palette.ink2, mono: false, dx: 0 },
    })
  }
  for (const slot of CALL_SLOTS) {
    const call = model.calls[slot]
    if (call.state === 'absent') continue
    const cut = halves(slot)
    const { x, y } = routeOf(slot).badge
    const hues = { client: palette.authority[call.clientCap.hue], server: palette.authority[call.serverCap.hue] }
    for (const half of ['client', 'server'] as const) {
      const style = LINE_STYLES[call[`${half}State`]]
      shapes.push({
        kind: 'line',
        id: `${slot}-${half}`,
        points: cut[half],
        stroke: hues[half],
        width: style.width + 0.8,
        dash: style.dash,
        round: style.round,
        corner: cut[half].length > 2 ? 10 : 0,
      })
    }
    shapes.push({ kind: 'polygon', id: `${slot}-arrow`, points: cut.arrow, fill: hues.server })
    shapes.push({
      kind: 'rect',
      id: `${slot}-port`,
      x: cut.ring[0] - 3,
      y: cut.ring[1] - 3,
      w: 6,
      h: 6,
      r: 3,
      fill: palette.node,
      stroke: hues.client,
      strokeWidth: 2,
      dash: null,
      label: null,
    })
    const style = badgeStyle(call.state, palette)
    const label = slot === 'front-proxy' ? null : { text: slot, size: 22, weight: 600 as const, fill: style.ink, mono: false, dx: 0 }
    shapes.push({
      kind: 'rect',
      id: `${slot}-disc`,
      x: x - 20,
      y: y - 20,
      w: 40,
      h: 40,
      r: 20,
      fill: style.fill,
      stroke: style.stroke,
      strokeWidth: 1.8,
      dash: style.dash,
      label,
    })
    if (label === null)
      shapes.push({ kind: 'glyph', id: `${slot}-glyph`, x, y, size: 20, glyph: STATE_GLYPHS[call.state], stroke: style.glyph })
  }
  return shapes
}
