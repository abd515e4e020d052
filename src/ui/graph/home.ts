/** Where things stand on the stage, in px of the screen. */
import { BOX_HEIGHT, BOX_WIDTH, type Box } from '../../report/diagram/geometry.ts'
import type { DiagramModel } from '../../report/diagram/model.ts'
import type { View } from './Graph.tsx'

const MAX_SCALE = 1.6
export interface Size {
  readonly w: number
  readonly h: number
}
/** What floats over the picture, as the style sheet has it. */
export const STATES = { row: 22, most: 6, width: 650, columnWidth: 130, bottom: 14, left: 24 } as const
export const ZOOM = { w: 152, h: 28 } as const
const LEGEND = { row: 24, label: 20, least: 190, column: 210, bottom: 44 } as const
/** Rows of the states, and columns of the CAs under the picture, in a stage so wide. */
export const stateRows = (width: number): number => Math.ceil(STATES.width / (width - STATES.left))
export const legendColumns = (width: number): number => Math.min(3, Math.max(1, Math.floor((width - 2 * STATES.left) / LEGEND.column)))
/** From the foot of the stage to the CAs under the picture. */
export const legendBottom = (width: number): number => LEGEND.bottom + (stateRows(width) - 1) * (STATES.row + 4)
export const legendHeight = (rows: number): number => LEGEND.label + rows * LEGEND.row
/** The one empty corner of the picture, right of the group of nodes. */
const CORNER = { x: 694, y: 436 } as const
/** Where the picture ends at the left of the nodes: under the note of call 10. */
const LOW_LEFT = 588

export const legendAt = ({ zoom, x, y }: View) => ({ x: x + CORNER.x * zoom, y: y + CORNER.y * zoom })

export interface Home extends View {
  /** The legend of CAs: in the picture's empty corner, or in columns under it. */
  readonly legend: { readonly x: number; readonly y: number } | null
  /** The states stand in a column at the left of the nodes rather than in a row under the picture. */
  readonly statesColumn: boolean
}
/** What a picture has where its empty corner is: nothing, a strip of calls under it, or calls all over (plain mutual TLS). */
export type Under = 'nothing' | 'strip' | 'calls'
export const underOf = (model: Pick<DiagramModel, 'plain' | 'extras'>): Under =>
  model.plain ? 'calls' : model.extras.length > 0 ? 'strip' : 'nothing'

/** Where the picture stands on a stage: as large as fits, never above 1.6. `legendRows`: how many CAs have a letter. */
export function homeView(stage: Size, height: number, inspecting: boolean, legendRows: number, under: Under): Home {
  const margin = inspecting ? 10 : 36
  const at = (bottom: number): View => {
    const zoom = Math.max(0.3, Math.min((stage.w - margin) / BOX_WIDTH, (stage.h - bottom) / height, MAX_SCALE))
    return { zoom, x: (stage.w - BOX_WIDTH * zoom) / 2, y: Math.max(6, (stage.h - bottom - height * zoom) / 2 + 4) }
  }
  const tall = at(STATES.bottom + 2)
  const column =
    height > BOX_HEIGHT && under === 'nothing' && stage.h - STATES.bottom - STATES.most * STATES.row >= tall.y + LOW_LEFT * tall.zoom
  const beside = column ? tall : at(50 + (stateRows(stage.w) - 1) * (STATES.row + 4))
  const legend = legendAt(beside)
  const fits = stage.w - legend.x >= LEGEND.least && stage.h - legend.y >= legendHeight(legendRows) + 8
  // A strip under the picture takes the corner's lower end.
  const clear = under === 'nothing' || (under === 'strip' && legendHeight(legendRows) < (BOX_HEIGHT - CORNER.y) * beside.zoom)
  if (fits && clear) return { ...beside, legend, statesColumn: column }
  const taken = legendBottom(stage.w) + legendHeight(Math.ceil(legendRows / legendColumns(stage.w))) + 8
  return { ...at(taken), legend: null, statesColumn: false }
}

const PICKER = { w: 290, least: 220 }
/** Beside the component that was opened, within the stage. */
export function pickerAt(stage: Size, view: View, box: Box) {
  const right = (box.x + box.w) * view.zoom + view.x + 8
  const left = right + PICKER.w < stage.w ? right : Math.max(8, box.x * view.zoom + view.x - PICKER.w - 8)
  const top = Math.max(8, Math.min(box.y * view.zoom + view.y, stage.h - 8 - Math.max(PICKER.least, stage.h * 0.55)))
  return { left, top, height: stage.h - top - 8 }
}
