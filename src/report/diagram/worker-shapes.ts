/** The worker matrix: one cell a worker (or n of them above 2,000), broken first, as a single shape at any size. */
import { groups, matrix, matrixRows } from './geometry.ts'
import type { DrawnState } from './drawn-state.ts'
import type { DiagramModel, Worker } from './model.ts'
import type { SceneOptions } from './scene.ts'
import type { Shape, TextShape } from './shape.ts'

const MOST_CELLS = 2000
/** Workers a cell stands for. */
export const workersPerCell = (model: Pick<DiagramModel, 'workers'>): number => Math.ceil(model.workers.length / MOST_CELLS) || 1
/** Cells drawn, 0 or 1 where there is no matrix. */
export const cellCount = (model: Pick<DiagramModel, 'workers'>): number => Math.ceil(model.workers.length / workersPerCell(model))
/** The workers behind a cell. */
export const workersAt = (model: Pick<DiagramModel, 'workers'>, cell: number): readonly Worker[] => {
  const per = workersPerCell(model)
  return model.workers.slice(cell * per, (cell + 1) * per)
}
/** The cell at a point of the diagram, null beside the matrix. */
export function cellAt(model: Pick<DiagramModel, 'workers'>, x: number, y: number): number | null {
  const column = Math.floor((x - matrix.x) / matrix.pitch)
  const row = Math.floor((y - matrix.y) / matrix.pitch)
  const cell = row * matrix.columns + column
  const cells = cellCount(model)
  return column >= 0 && column < matrix.columns && row >= 0 && cells > 1 && cell < cells ? cell : null
}

export function workerShapes(model: DiagramModel, options: SceneOptions): readonly Shape[] {
  const cells = cellCount(model)
  if (cells < 2) return []
  const { palette, words } = options
  const colour = (state: DrawnState | undefined): string => {
    if (state === 'broken') return palette.broken
    if (state === 'soon' || state === 'plaintext') return palette.soonLine
    return state === 'unproven' ? palette.groupLine : palette.line2
  }
  const fills = Array.from({ length: cells }, (_, i) => colour(workersAt(model, i)[0]?.state))
  const of = (state: DrawnState) => model.workers.filter((w) => w.state === state).length
  const [broken, soon, trusted] = [of('broken'), of('soon'), of('trusted') + of('token')]
  const totals = words.totals(broken, soon, trusted, model.workers.length - broken - soon - trusted)
  const group = groups(cells)[2]
  const right = (group?.x ?? 0) + (group?.w ?? 0) - 16
  const text = (id: string, x: number, line: string, fill: string, bold: boolean, anchor: 'start' | 'end' = 'start'): TextShape => ({
    kind: 'text',
    id: `workers-${id}`,
    x,
    y: matrix.totals,
    lines: [line],
    lineHeight: 14,
    size: 11,
    weight: bold ? 600 : 400,
    mono: false,
    anchor,
    fill,
  })
  const shapes: Shape[] = [
    {
      kind: 'line',
      id: 'workers-rule',
      points: [
        [matrix.x, matrix.rule],
        [right, matrix.rule],
      ],
      stroke: palette.groupLine,
      width: 1,
      dash: null,
      round: false,
      corner: 0,
    },
    { kind: 'cells', id: 'workers', x: matrix.x, y: matrix.y, columns: matrix.columns, pitch: matrix.pitch, cell: matrix.cell, fills },
    text('per-cell', right, words.perCell(workersPerCell(model)), palette.ink3, false, 'end'),
  ]
  let x = matrix.x
  const add = (id: string, line: string, fill: string, bold: boolean) => {
    if (line === '') return
    shapes.push(text(id, x, line, fill, bold))
    x += line.length * 6.2 + 12
  }
  add('broken', totals.broken, palette.brokenInk, true)
  add('soon', totals.soon, palette.soonInk, false)
  add('rest', totals.rest, palette.ink2, false)
  const run = Math.ceil(broken / workersPerCell(model))
  if (run > 0) {
    const rows = matrixRows(run + 1) || 1
    const columns = run >= matrix.columns ? matrix.columns : run
    shapes.push({
      kind: 'rect',
      id: 'workers-frame',
      x: matrix.x - 2.2,
      y: matrix.y - 2.2,
      w: columns * matrix.pitch + 2.4,
      h: (run >= matrix.columns ? Math.ceil(run / matrix.columns) : Math.min(rows, 1)) * matrix.pitch + 2.4,
      r: 3,
      fill: null,
      stroke: palette.broken,
      strokeWidth: 1.4,
      dash: null,
      label: null,
    })
  }
  return shapes
}
