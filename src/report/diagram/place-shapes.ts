/** Components and the groups behind them. A component with several instances is a stack of three with a count. */
import { grouped } from '../../text/format.ts'
import { BOXES, type Box, PORTS, type Place, groups } from './geometry.ts'
import type { DiagramModel, DrawnPlace } from './model.ts'
import type { Emphasis, SceneOptions } from './scene.ts'
import { type RectShape, type Shape, type TextShape, fit, textWidth } from './shape.ts'
import { cellCount } from './worker-shapes.ts'

/** Names as people type them: never translated. */
export const PLACE_NAMES: Readonly<Record<Place, string>> = {
  kubectl: 'kubectl · admin',
  etcdctl: 'etcdctl · kubeadm',
  'controller-manager': 'controller-manager',
  scheduler: 'scheduler',
  'kube-apiserver': 'kube-apiserver',
  etcd: 'etcd',
  'extension-apiserver': 'extension apiserver',
  'metrics-client': 'metrics client',
  kubelet: 'kubelet',
  'kube-proxy': 'kube-proxy',
  pods: 'pods',
}

export function groupShapes(model: DiagramModel, options: SceneOptions): readonly Shape[] {
  const { palette, words } = options
  const single = model.controlPlanes.length === 1 ? (model.controlPlanes[0] ?? null) : null
  const worker = model.workers.length === 1 ? (model.workers[0]?.node ?? null) : single
  const members = words.etcd(single, model.places.etcd.instances)
  const text = {
    'control-plane': words.controlPlane(single, model.controlPlanes.length),
    // Call 2 comes down beside it: a name that would reach there is left out, as the control plane bears it too.
    etcd: textWidth(members, 11.5) <= 62 ? members : words.etcd(null, model.places.etcd.instances),
    node: words.node(
      worker,
      model.workers.length,
      model.workers.some((w) => model.controlPlanes.includes(w.node)),
    ),
  }
  return groups(cellCount(model)).flatMap((g): Shape[] => [
    {
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
    },
    {
      kind: 'text',
      id: `group-${g.id}-label`,
      x: g.label[0],
      y: g.label[1],
      lines: [fit(text[g.id], 11.5, g.w - 60, false)],
      lineHeight: 14,
      size: 11.5,
      weight: 600,
      mono: false,
      anchor: 'start',
      fill: palette.ink2,
    },
  ])
}

/** Two sheets behind a component that stands for several. */
export function sheetShapes(place: DrawnPlace, options: SceneOptions, strength: Emphasis): readonly Shape[] {
  if (place.instances < 2) return []
  const box: Box = BOXES[place.place]
  const full = strength.place(place.place)
  return [2, 1].map((n) => ({
    kind: 'rect',
    id: `${place.place}-sheet-${n}`,
    x: box.x + 3.5 * n,
    y: box.y - 3.5 * n,
    w: box.w,
    h: box.h,
    r: 9,
    fill: options.palette.node,
    stroke: strength.tone(options.palette.line2, full),
    strokeWidth: 1,
    dash: null,
    label: null,
  }))
}

const count = (place: DrawnPlace, options: SceneOptions, strength: Emphasis): readonly Shape[] => {
  // Pods share the workers' count: a third pill would leave the group.
  if (place.instances < 2 || place.place === 'pods') return []
  const box: Box = BOXES[place.place]
  const low = place.place === 'kubelet' || place.place === 'kube-proxy'
  const text = `×${grouped(place.instances)}`
  const w = 12 + text.length * 6.4
  const full = strength.place(place.place)
  const pill: RectShape = {
    kind: 'rect',
    id: `${place.place}-count`,
    x: box.x + box.w - w / 2,
    y: (low ? box.y + box.h : box.y - 6) - 8.5,
    w,
    h: 17,
    r: 8.5,
    fill: options.palette.surface,
    stroke: strength.tone(options.palette.line2, full),
    strokeWidth: 1,
    dash: null,
    label: { text, size: 11, weight: 600, fill: strength.tone(options.palette.ink2, full), mono: false, dx: 0 },
  }
  return [pill]
}

export function placeShapes(place: DrawnPlace, options: SceneOptions, strength: Emphasis): readonly Shape[] {
  const { palette, words } = options
  const box: Box = BOXES[place.place]
  const full = strength.place(place.place)
  const tone = (colour: string) => strength.tone(colour, full)
  const hub = place.place === 'kube-apiserver'
  const centre = { x: box.x + box.w / 2, y: box.y + box.h / 2 }
  const files = options.fileNames ? fileLines(place, options) : []
  const rest = hub && files.length > 0 ? [...files.slice(0, 1)] : files
  const head = centre.y + (hub ? (rest.length > 0 ? -14 : 0) : rest.length === 2 ? -12 : rest.length === 1 ? -3.5 : 4.6)
  const text = (id: string, y: number, line: string, size: number, weight: 400 | 600, mono: boolean, fill: string): TextShape => ({
    kind: 'text',
    id: `${place.place}-${id}`,
    x: centre.x,
    y,
    lines: [line],
    lineHeight: 14,
    size,
    weight,
    mono,
    anchor: 'middle',
    fill: tone(fill),
  })
  const shapes: Shape[] = [
    {
      kind: 'rect',
      id: place.place,
      x: box.x,
      y: box.y,
      w: box.w,
      h: box.h,
      r: 9,
      fill: palette.node,
      stroke: tone(palette.line2),
      strokeWidth: 1,
      dash: place.absent ? [4, 3] : null,
      label: null,
    },
    text('name', head, PLACE_NAMES[place.place], hub ? 17 : 13.2, 600, false, place.absent ? palette.ink3 : palette.ink),
    ...rest.map((line, i) =>
      text(
        `file-${i}`,
        head + (hub ? 20 : 17) + i * 14,
        fit(line, hub ? 11 : 10.4, box.w - 8, true),
        hub ? 11 : 10.4,
        400,
        true,
        palette.ink3,
      ),
    ),
  ]
  if (hub && rest.length > 0) shapes.push(text('caption', head + 37, words.shownTo, 11, 400, false, palette.ink2))
  return [...shapes, ...count(place, options, strength)]
}

function fileLines(place: DrawnPlace, options: SceneOptions): readonly string[] {
  if (place.files.length === 0) return place.place === 'kube-proxy' || place.place === 'pods' ? [options.words.saToken] : []
  if (place.place === 'etcd') return [place.files.slice(0, 2).join(', ')]
  return place.files.slice(0, BOXES[place.place].h > 80 ? 2 : 1)
}

/** Names of the hub's own client credentials, beside their ports; that of a broken one red and bold. */
export function portShapes(model: DiagramModel, options: SceneOptions, strength: Emphasis): readonly Shape[] {
  if (!options.fileNames) return []
  return PORTS.flatMap((port): Shape[] => {
    const call = model.calls[port.slot]
    const name = model.portFiles[port.slot]
    if (!name || call.state === 'absent') return []
    const broken = call.clientState === 'broken'
    const full = strength.call(port.slot)
    return [
      {
        kind: 'text',
        id: `port-${port.slot}`,
        x: port.x,
        y: port.y,
        lines: [fit(name, 10.4, 180, true)],
        lineHeight: 14,
        size: 10.4,
        weight: broken ? 600 : 400,
        mono: true,
        anchor: port.anchor,
        fill: strength.tone(broken ? options.palette.brokenInk : options.palette.ink3, full),
      },
    ]
  })
}
