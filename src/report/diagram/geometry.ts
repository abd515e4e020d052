/**
 * Where everything of the call diagram stands, in px at scale 1 on a box of 884 x 604. The one model behind the screen,
 * the buttons over it, the SVG, the PNG and the PDF figure: positions carry meaning and never change with the input.
 */

export type Point = readonly [x: number, y: number]
export interface Box {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** The components that are drawn: one a role. */
export const BOXES = {
  kubectl: { x: 358, y: 8, w: 176, h: 48 },
  etcdctl: { x: 702, y: 8, w: 180, h: 48 },
  'controller-manager': { x: 22, y: 164, w: 152, h: 96 },
  scheduler: { x: 22, y: 316, w: 152, h: 56 },
  'kube-apiserver': { x: 290, y: 164, w: 312, h: 216 },
  etcd: { x: 722, y: 164, w: 140, h: 64 },
  'extension-apiserver': { x: 722, y: 318, w: 140, h: 52 },
  'metrics-client': { x: 22, y: 508, w: 124, h: 52 },
  kubelet: { x: 266, y: 504, w: 140, h: 60 },
  'kube-proxy': { x: 424, y: 504, w: 124, h: 60 },
  pods: { x: 566, y: 504, w: 84, h: 60 },
} as const satisfies Record<string, Box>
export type Place = keyof typeof BOXES
export const PLACES = Object.keys(BOXES) as readonly Place[]

export type Anchor = 'start' | 'middle' | 'end'
/** Where a note may stand: baseline of its first line, and the room it has. */
export interface NoteSlot {
  readonly x: number
  readonly y: number
  readonly anchor: Anchor
  readonly lines: 1 | 2
  readonly width: number
}
export interface Route {
  readonly from: Place
  readonly to: Place
  /** From the caller's border to the provider's. */
  readonly points: readonly Point[]
  /** Centre of the badge, and whether its caps stand left and right (`h`) or above and below (`v`). */
  readonly badge: { readonly x: number; readonly y: number; readonly axis: 'h' | 'v' }
  readonly note: NoteSlot
}
const straight = (from: Place, to: Place, a: Point, b: Point, badge: Point, note: NoteSlot): Route => ({
  from,
  to,
  points: [a, b],
  badge: { x: badge[0], y: badge[1], axis: a[0] === b[0] ? 'v' : 'h' },
  note,
})
const note = (x: number, y: number, anchor: Anchor, lines: 1 | 2, width: number): NoteSlot => ({ x, y, anchor, lines, width })

/** The twelve calls by number, and the front proxy. Every call but the self-call is one straight segment. */
export const ROUTES = {
  '1': {
    from: 'etcd',
    to: 'etcd',
    points: [
      [732, 228],
      [732, 270],
      [852, 270],
      [852, 228],
    ],
    badge: { x: 792, y: 270, axis: 'h' },
    note: note(792, 294, 'middle', 1, 150),
  },
  '2': straight('etcdctl', 'etcd', [792, 56], [792, 164], [792, 97], note(762, 94, 'end', 2, 180)),
  '3': straight('kube-apiserver', 'etcd', [602, 196], [722, 196], [661, 196], note(662, 160, 'middle', 2, 84)),
  '4': straight('pods', 'kube-apiserver', [592, 504], [592, 380], [592, 438], note(624, 434, 'start', 2, 76)),
  '5': straight('controller-manager', 'kube-apiserver', [174, 188], [290, 188], [228, 188], note(228, 216, 'middle', 1, 104)),
  '6': straight('scheduler', 'kube-apiserver', [174, 344], [290, 344], [228, 344], note(228, 371, 'middle', 2, 104)),
  '7': straight('kube-proxy', 'kube-apiserver', [486, 504], [486, 380], [486, 438], note(539, 434, 'middle', 2, 56)),
  '8': straight('kubelet', 'kube-apiserver', [304, 504], [304, 380], [304, 438], note(274, 434, 'end', 2, 200)),
  '9': straight('kubectl', 'kube-apiserver', [446, 56], [446, 164], [446, 97], note(476, 94, 'start', 2, 200)),
  '10': straight('metrics-client', 'kubelet', [146, 534], [266, 534], [199, 534], note(199, 563, 'middle', 2, 96)),
  '11': straight('kube-apiserver', 'kubelet', [372, 380], [372, 504], [372, 438], note(429, 434, 'middle', 2, 64)),
  '12': straight('controller-manager', 'kube-apiserver', [174, 236], [290, 236], [228, 236], note(228, 265, 'middle', 2, 104)),
  'front-proxy': straight('kube-apiserver', 'extension-apiserver', [602, 344], [722, 344], [661, 344], note(662, 370, 'middle', 2, 84)),
} as const satisfies Record<string, Route>
export type CallSlot = keyof typeof ROUTES
/** In number order, the front proxy last. */
export const CALL_SLOTS: readonly CallSlot[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', 'front-proxy']
export const routeOf = (slot: CallSlot): Route => ROUTES[slot]

/** Names of credentials inside the hub, beside their port. */
export const PORTS: readonly { readonly slot: CallSlot; readonly x: number; readonly y: number; readonly anchor: Anchor }[] = [
  { slot: '3', x: 592, y: 200, anchor: 'end' },
  { slot: 'front-proxy', x: 592, y: 348, anchor: 'end' },
  { slot: '12', x: 301, y: 240, anchor: 'start' },
  { slot: '11', x: 362, y: 370, anchor: 'start' },
]

export const BOX_WIDTH = 884
export const BOX_HEIGHT = 604
const MATRIX = { x: 266, y: 616, pitch: 7.7, cell: 5.8, columns: 50, rule: 606, totals: 596 }
export const matrix = MATRIX

export type GroupId = 'control-plane' | 'etcd' | 'node'
export interface Group extends Box {
  readonly id: GroupId
  readonly label: Point
}
/** Rows of the worker matrix for so many cells, 0 where there is none. */
export const matrixRows = (cells: number): number => (cells > 1 ? Math.ceil(cells / MATRIX.columns) : 0)

/** The three groups; only that of the workers grows, downwards. In: cells of the worker matrix. */
export function groups(cells: number): readonly Group[] {
  const rows = matrixRows(cells)
  const h = rows > 0 ? Math.round(MATRIX.y - 480 + rows * MATRIX.pitch + 28) : 116
  return [
    { id: 'control-plane', x: 6, y: 136, w: 612, h: 260, label: [22, 154] },
    { id: 'etcd', x: 706, y: 136, w: 172, h: 164, label: [722, 154] },
    { id: 'node', x: 250, y: 480, w: 416, h, label: [266, 480 + h - 10] },
  ]
}
/** Height of the picture, with the strip of calls beyond the twelve where there are any. */
export const heightFor = (cells: number, extras = 0): number =>
  stripTop(cells) + (extras > 0 ? STRIP.label + stripRows(extras) * STRIP.pitch : 0)

/** Calls beyond the twelve have no place of their own: they stand in a strip under the picture, which moves nothing in it. */
const STRIP = { x: 6, label: 26, columns: 3, w: 285, h: 32, gap: 8, pitch: 40 }
const stripTop = (cells: number): number => Math.max(BOX_HEIGHT, 480 + (groups(cells)[2]?.h ?? 0) + 8)
const stripRows = (extras: number): number => Math.ceil(extras / STRIP.columns)
/** Baseline of the strip's title. */
export const stripTitle = (cells: number): Point => [STRIP.x + 2, stripTop(cells) + 16]
/** Where the call at `index` of the strip stands. */
export const stripBox = (cells: number, index: number): Box => ({
  x: STRIP.x + (index % STRIP.columns) * (STRIP.w + STRIP.gap),
  y: stripTop(cells) + STRIP.label + Math.floor(index / STRIP.columns) * STRIP.pitch,
  w: STRIP.w,
  h: STRIP.h,
})
/** Its badge stands at the left, the names of both ends beside it. */
export const stripRoute = ({ x, y, h }: Box): Route => ({
  from: 'kube-apiserver',
  to: 'kube-apiserver',
  points: [
    [x, y + h / 2],
    [x + 88, y + h / 2],
  ],
  badge: { x: x + 40, y: y + h / 2, axis: 'h' },
  note: note(x, y, 'start', 1, 0),
})

/** A folder of plain mutual TLS is no cluster: each of its calls is a row of its own, a client, its call and a server. */
const PLAIN = { y: 60, pitch: 128, w: 220, h: 76, left: 60, right: 604 }
export const plainHeight = (rows: number): number => Math.max(300, PLAIN.y + rows * PLAIN.pitch)
export interface PlainRow {
  readonly client: Box
  readonly server: Box
  readonly route: Route
}
export function plainRow(index: number): PlainRow {
  const y = PLAIN.y + index * PLAIN.pitch
  const middle = y + PLAIN.h / 2
  const client = { x: PLAIN.left, y, w: PLAIN.w, h: PLAIN.h }
  const server = { x: PLAIN.right, y, w: PLAIN.w, h: PLAIN.h }
  const [from, to]: [Point, Point] = [
    [client.x + client.w, middle],
    [server.x, middle],
  ]
  const badge: Point = [(from[0] + to[0]) / 2, middle]
  return { client, server, route: straight('kubectl', 'kube-apiserver', from, to, badge, note(badge[0], middle - 26, 'middle', 1, 220)) }
}

export const CAP = 15
export const PILL = { w: 44, h: 24 }
/** Outer size of a badge with its caps. */
export const badgeSize = (axis: 'h' | 'v'): { readonly w: number; readonly h: number } =>
  axis === 'h' ? { w: 76, h: 24 } : { w: 44, h: 56 }
export function badgeBox(slot: CallSlot): Box {
  const { badge } = routeOf(slot)
  const { w, h } = badgeSize(badge.axis)
  return { x: badge.x - w / 2, y: badge.y - h / 2, w, h }
}

const towards = (a: Point, b: Point, length: number): Point => {
  const d = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1
  return [a[0] + ((b[0] - a[0]) * length) / d, a[1] + ((b[1] - a[1]) * length) / d]
}
/** Tip 0.5 px before the border, 10.5 long, 9.2 wide. */
const ARROW = { gap: 0.5, length: 10.5, width: 9.2 }
export interface Halves {
  /** The caller's half: from its border to the badge. */
  readonly client: readonly Point[]
  /** The provider's half: from the badge to 8 px before the arrow's tip. */
  readonly server: readonly Point[]
  readonly arrow: readonly Point[]
  readonly ring: Point
  /** Centres of the caps: the caller's on the caller's side. */
  readonly clientCap: Point
  readonly serverCap: Point
}
/** The two halves of a call, cut under its badge. */
export const halves = (slot: CallSlot): Halves => halvesOf(routeOf(slot))
export function halvesOf(route: Route): Halves {
  const { points, badge } = route
  const centre: Point = [badge.x, badge.y]
  const middle = points.length / 2
  const head = points.slice(0, middle)
  const tail = points.slice(middle)
  const last = points[points.length - 1] ?? centre
  const before = tail.length > 1 ? (tail[tail.length - 2] ?? centre) : centre
  const tip = towards(last, before, ARROW.gap)
  const base = towards(tip, before, ARROW.length)
  const across: Point = [(base[1] - tip[1]) / ARROW.length, (tip[0] - base[0]) / ARROW.length]
  const side = (sign: number): Point => [base[0] + (across[0] * sign * ARROW.width) / 2, base[1] + (across[1] * sign * ARROW.width) / 2]
  const first = points[0] ?? centre
  const towardsCaller = head[head.length - 1] ?? first
  const towardsProvider = tail[0] ?? last
  const reach = badge.axis === 'h' ? 30.5 : 20.5
  return {
    client: [...head, centre],
    server: [centre, ...tail.slice(0, -1), towards(tip, before, 8)],
    arrow: [tip, side(1), side(-1)],
    ring: first,
    clientCap: towards(centre, towardsCaller, reach),
    serverCap: towards(centre, towardsProvider, reach),
  }
}
