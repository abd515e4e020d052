import { describe, expect, it } from 'vitest'
import { diagramEn } from '../../text/diagram.en.ts'
import { diagramZh } from '../../text/diagram.zh-CN.ts'
import type { DiagramWords, NoteId } from '../../text/diagram.ts'
import { noteLines } from './call-shapes.ts'
import { BOXES, BOX_WIDTH, type Box, CALL_SLOTS, PLACES, type Point, badgeBox, groups, halves, heightFor, routeOf } from './geometry.ts'
import type { DrawnCall } from './model.ts'
import { textWidth } from './shape.ts'

const NOTES: readonly NoteId[] = [
  'some-broken',
  'client-refused',
  'server-refused',
  'client-expired',
  'server-expired',
  'ca-expired',
  'name-not-covered',
  'not-authorised',
  'key-mismatch',
  'file-unusable',
  'key-not-accepted',
  'soon',
  'not-in-drop',
  'not-verified',
  'client-not-verified',
  'plaintext',
]
function noteBox(slot: (typeof CALL_SLOTS)[number], id: NoteId, words: DiagramWords): Box {
  const { note } = routeOf(slot)
  const lines = noteLines({ slot, note: { id, n: 12, total: 13 } } as unknown as DrawnCall, { words })
  const w = Math.max(...lines.map((line) => textWidth(line, 11.6)))
  const x = note.anchor === 'start' ? note.x : note.anchor === 'end' ? note.x - w : note.x - w / 2
  return { x, y: note.y - 9, w, h: 11 + 14 * (lines.length - 1) }
}
const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
const segments = (slot: (typeof CALL_SLOTS)[number]): [Point, Point][] => {
  const { points } = routeOf(slot)
  return points.slice(1).map((p, i) => [points[i] as Point, p])
}
function cross([a, b]: [Point, Point], [c, d]: [Point, Point]): boolean {
  const side = (p: Point, q: Point, r: Point) => Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]))
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}
const onBorder = ({ x, y, w, h }: Box, [px, py]: Point): boolean =>
  (px >= x && px <= x + w && (py === y || py === y + h)) || (py >= y && py <= y + h && (px === x || px === x + w))

describe('the fixed picture', () => {
  it('has 15 segments, none of which cross', () => {
    const all = CALL_SLOTS.flatMap((slot) => segments(slot).map((s) => ({ slot, s })))
    expect(all).toHaveLength(15)
    const crossing = all.flatMap((a, i) =>
      all
        .slice(i + 1)
        .filter((b) => cross(a.s, b.s))
        .map((b) => `${a.slot} and ${b.slot}`),
    )
    expect(crossing).toEqual([])
  })
  it('ends every call on the borders of its two nodes', () => {
    for (const slot of CALL_SLOTS) {
      const { from, to, points } = routeOf(slot)
      expect(onBorder(BOXES[from], points[0] as Point), `${slot} from ${from}`).toBe(true)
      expect(onBorder(BOXES[to], points[points.length - 1] as Point), `${slot} to ${to}`).toBe(true)
    }
  })
  it('runs every horizontal call from left to right', () => {
    for (const slot of CALL_SLOTS.filter((s) => s !== '1' && routeOf(s).badge.axis === 'h')) {
      const [a, b] = routeOf(slot).points
      expect(a?.[0], slot).toBeLessThan(b?.[0] ?? 0)
    }
  })
  it('leaves a visible line and an arrow on each side of a badge', () => {
    for (const slot of CALL_SLOTS) {
      const { badge, points } = routeOf(slot)
      const half = badge.axis === 'h' ? 38 : 28
      const ends = [points[0] as Point, points[points.length - 1] as Point].map(
        ([x, y]) => Math.abs(x - badge.x) + Math.abs(y - badge.y) - half,
      )
      for (const room of ends) expect(room, slot).toBeGreaterThanOrEqual(13)
    }
  })
  it.each([
    ['en', diagramEn],
    ['zh-CN', diagramZh],
  ] as const)('overlaps no node, badge or note in %s, whatever the notes say', (_, words) => {
    const fixed = [
      ...PLACES.map((p) => ({ id: p as string, box: BOXES[p] as Box })),
      ...CALL_SLOTS.map((s) => ({ id: `badge ${s}`, box: badgeBox(s) })),
    ]
    const found: string[] = []
    for (const [i, a] of fixed.entries()) for (const b of fixed.slice(i + 1)) if (overlap(a.box, b.box)) found.push(`${a.id} and ${b.id}`)
    for (const id of NOTES) {
      const boxes = CALL_SLOTS.map((slot) => ({ id: `note ${slot} ${id}`, box: noteBox(slot, id, words) }))
      for (const [i, a] of boxes.entries()) {
        for (const b of [...fixed, ...boxes.slice(i + 1)]) if (overlap(a.box, b.box)) found.push(`${a.id} and ${b.id}`)
        expect(a.box.x, a.id).toBeGreaterThanOrEqual(0)
        expect(a.box.x + a.box.w, a.id).toBeLessThanOrEqual(BOX_WIDTH)
      }
    }
    expect(found).toEqual([])
  })
  it('grows only the group of the workers, downwards', () => {
    const [one, many] = [groups(0), groups(1000)]
    expect(one.map(({ x, y, w }) => [x, y, w])).toEqual(many.map(({ x, y, w }) => [x, y, w]))
    expect([one[2]?.h, many[2]?.h]).toEqual([116, 318])
    expect([heightFor(0), heightFor(1000)]).toEqual([604, 806])
  })
  it('cuts a call under its badge: the halves meet there, the line stops before the arrow', () => {
    const cut = halves('3')
    expect(cut.client).toEqual([
      [602, 196],
      [661, 196],
    ])
    expect(cut.server).toEqual([
      [661, 196],
      [713.5, 196],
    ])
    expect(cut.arrow[0]).toEqual([721.5, 196])
    expect([cut.clientCap, cut.serverCap]).toEqual([
      [630.5, 196],
      [691.5, 196],
    ])
    expect(halves('8').clientCap).toEqual([304, 458.5])
    expect(halves('1').client).toEqual([
      [732, 228],
      [732, 270],
      [792, 270],
    ])
  })
})
