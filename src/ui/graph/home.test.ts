/** Nothing on the stage lies over anything else or is cut, at the sizes people have, whatever is drawn. */
import { describe, expect, it } from 'vitest'
import type { Audit } from '../../engine/audit.ts'
import {
  plainAudit,
  plainCall,
  plainCertificate,
  plainCluster,
  plainInventory,
  plainPresented,
  plainUse,
} from '../../engine/testing/plain.ts'
import { pictureHeight } from '../../report/diagram/extra-shapes.ts'
import type { Box } from '../../report/diagram/geometry.ts'
import { authorityText, legendKeys } from '../../report/diagram/key-shapes.ts'
import { type DiagramModel, diagramModel } from '../../report/diagram/model.ts'
import { LIGHT } from '../../report/diagram/palette.ts'
import { scene } from '../../report/diagram/scene.ts'
import { type Shape, textWidth } from '../../report/diagram/shape.ts'
import { diagramEn } from '../../text/diagram.en.ts'
import { diagramZh } from '../../text/diagram.zh-CN.ts'
import { auditOf, call, fleetAudit, studyAudit, studyCalls } from '../testing/audit.ts'
import { homeView, legendBottom, legendColumns, legendHeight, stateRows, STATES, underOf, ZOOM } from './home.ts'

interface Named extends Box {
  readonly id: string
}
/** Header and time bar, and the panel beside the stage, of the style sheets. */
const stage = (w: number, h: number, panel: number) => ({ w: w - panel, h: h - 108 })
const SIZES = [
  { name: '1280x720', size: stage(1280, 720, 404), inspecting: false },
  { name: '1280x720 inspecting', size: stage(1280, 720, 600), inspecting: true },
  { name: '1440x900', size: stage(1440, 900, 392), inspecting: false },
  { name: '1440x900 inspecting', size: stage(1440, 900, 640), inspecting: true },
  { name: '960x720', size: stage(960, 720, 404), inspecting: false },
  { name: '2560x1440', size: stage(2560, 1440, 740), inspecting: false },
] as const

/** Text and what carries text; halos, groups and sheets lie under others by design. */
function boxes(shapes: readonly Shape[]): readonly Named[] {
  return shapes.flatMap((shape): Named[] => {
    if (shape.kind === 'text') {
      const w = Math.max(...shape.lines.map((line) => textWidth(line, shape.size, shape.mono)))
      const x = shape.anchor === 'start' ? shape.x : shape.anchor === 'end' ? shape.x - w : shape.x - w / 2
      return [{ id: shape.id, x, y: shape.y - shape.size * 0.75, w, h: shape.size * 0.9 + (shape.lines.length - 1) * shape.lineHeight }]
    }
    if (shape.kind === 'rect' && /-(pill|cap-client|cap-server|count)$/.test(shape.id)) return [{ ...shape }]
    return []
  })
}
const touch = (a: Box, b: Box): boolean => a.x + 0.5 < b.x + b.w && b.x + 0.5 < a.x + a.w && a.y + 0.5 < b.y + b.h && b.y + 0.5 < a.y + a.h
/** A badge and its caps meet; a cap is told from its pill by name. */
const ofOne = (a: string, b: string): boolean => a.replace(/-(pill|cap-\w+)$/, '') === b.replace(/-(pill|cap-\w+)$/, '')
const overlaps = (all: readonly Named[]): readonly string[] =>
  all.flatMap((a, i) =>
    all
      .slice(i + 1)
      .filter((b) => touch(a, b) && !ofOne(a.id, b.id))
      .map((b) => `${a.id} and ${b.id}`),
  )

const broken = (audit: Audit): Audit => ({
  ...audit,
  calls: audit.calls.map((c) => ({
    ...c,
    status: 'broken' as const,
    providerAcceptsClient: { ...c.providerAcceptsClient, status: 'broken' as const },
  })),
})
const OTHERS = [
  'kube-apiserver->webhook',
  'kube-apiserver->konnectivity-server',
  'kubelet-bootstrap->kube-apiserver',
  'metrics-client->etcd',
] as const
const beyond = auditOf([...studyCalls(), ...OTHERS.map((edge) => call({ edge, over: {} }))])
const end = (id: number, name: string) => plainPresented(id, { use: plainUse('client', 'certificate', name, { value: name }) })
const mutual = diagramModel(
  plainAudit({
    clusters: [plainCluster({ layout: 'mutual-tls', nodes: [], controlPlanes: [] })],
    inventory: plainInventory({ certificates: [plainCertificate({ id: 0 }), plainCertificate({ id: 1 })] }),
    calls: [1, 2, 3, 4].map((n) => plainCall('client->server', { client: end(0, `client-${n}.pem`), server: end(1, `server-${n}.pem`) })),
  }),
  null,
  30,
)
const CASES: readonly (readonly [string, DiagramModel])[] = [
  ['one node', diagramModel(studyAudit(), null, 30)],
  ['every call broken', diagramModel(broken(studyAudit()), null, 30)],
  ['three nodes', diagramModel(fleetAudit(3, 0), null, 30)],
  ['1,000 workers', diagramModel(fleetAudit(1000, 3), null, 30)],
  ['10,000 workers', diagramModel(fleetAudit(10_000, 30), null, 30)],
  ['four calls of plain mutual TLS', mutual],
  ['calls beyond the twelve', diagramModel(beyond, null, 30)],
]

describe.each(CASES)('%s', (_, model) => {
  it.each([
    ['en', diagramEn],
    ['zh-CN', diagramZh],
  ] as const)('has no text or badge over another in %s', (__, words) => {
    const shapes = scene(model, { palette: LIGHT, words, fileNames: true, selected: null, keys: null })
    expect(overlaps(boxes(shapes))).toEqual([])
  })
  it.each(SIZES)('keeps picture, legends and zoom apart and whole at $name', ({ size, inspecting }) => {
    const height = pictureHeight(model)
    const keys = legendKeys(model)
    const home = homeView(size, height, inspecting, keys.length + 1, underOf(model))
    const shapes = scene(model, { palette: LIGHT, words: diagramEn, fileNames: false, selected: null, keys: null })
    const drawn = [
      ...boxes(shapes),
      ...shapes.flatMap((s): Named[] => (s.kind === 'rect' && s.id.startsWith('group-') ? [{ ...s, h: s.h }] : [])),
      ...shapes.flatMap((s): Named[] =>
        s.kind === 'rect' && s.label === null && s.fill === LIGHT.node && !/port|sheet/.test(s.id) ? [{ ...s }] : [],
      ),
    ].map((b) => ({ id: b.id, x: b.x * home.zoom + home.x, y: b.y * home.zoom + home.y, w: b.w * home.zoom, h: b.h * home.zoom }))
    for (const { id, x, y, w, h } of drawn) {
      expect(x, id).toBeGreaterThanOrEqual(0)
      expect(y, id).toBeGreaterThanOrEqual(0)
      expect(x + w, id).toBeLessThanOrEqual(size.w)
      expect(y + h, id).toBeLessThanOrEqual(size.h)
    }
    const legendWidth = Math.max(...keys.map((a) => Math.min(160, textWidth(authorityText(a, diagramEn), 12)) + 61))
    const rows = keys.length + 1
    const below = legendHeight(Math.ceil(rows / legendColumns(size.w)))
    const states = stateRows(size.w) * STATES.row
    const floats: Named[] = [
      home.legend === null
        ? { id: 'legend', x: 24, y: size.h - legendBottom(size.w) - below, w: size.w - 48, h: below }
        : { id: 'legend', ...home.legend, w: Math.min(legendWidth, size.w - home.legend.x - 8), h: legendHeight(rows) },
      home.statesColumn
        ? { id: 'states', x: 24, y: size.h - 14 - STATES.most * STATES.row, w: STATES.columnWidth, h: STATES.most * STATES.row }
        : { id: 'states', x: 24, y: size.h - 14 - states, w: Math.min(STATES.width, size.w - 24), h: states },
      ...(inspecting
        ? []
        : [
            size.h < 700
              ? { id: 'zoom', x: 20, y: 14, ...ZOOM }
              : { id: 'zoom', x: size.w - 20 - ZOOM.w, y: size.h - 12 - ZOOM.h, ...ZOOM },
          ]),
    ]
    const over = floats.flatMap((f, i) => [...floats.slice(i + 1), ...drawn].filter((d) => touch(f, d)).map((d) => `${f.id} and ${d.id}`))
    expect(over).toEqual([])
    for (const f of floats) expect(f.x + f.w, f.id).toBeLessThanOrEqual(size.w)
  })
})
