/** Where things stand on the stage, in px of the screen. */
import { type Box, BOX_WIDTH } from '../../report/diagram/geometry.ts'
import type { View } from './Graph.tsx'

const MAX_SCALE = 1.6
export interface Size {
  readonly w: number
  readonly h: number
}
/** Where the picture stands on a stage: as large as fits, never above 1.6. */
export function homeView(stage: Size, height: number, inspecting: boolean, legendRows = 6): View & { readonly legendBelow: boolean } {
  const margin = inspecting ? 10 : 36
  const fitted = (bottom: number) => Math.max(0.3, Math.min((stage.w - margin) / BOX_WIDTH, (stage.h - bottom) / height, MAX_SCALE))
  const corner = (zoom: number, x: number, y: number) =>
    stage.w - (x + 694 * zoom) >= 190 && stage.h - (y + 436 * zoom) >= 24 * (legendRows + 1) + 8
  const at = (zoom: number, bottom: number) => ({
    zoom,
    x: (stage.w - BOX_WIDTH * zoom) / 2,
    y: Math.max(6, (stage.h - bottom - height * zoom) / 2 + 4),
  })
  const beside = at(fitted(50), 50)
  if (corner(beside.zoom, beside.x, beside.y)) return { ...beside, legendBelow: false }
  return { ...at(fitted(112), 112), legendBelow: true }
}

const PICKER = { w: 290, least: 220 }
/** Beside the component that was opened, within the stage. */
export function pickerAt(stage: Size, view: View, box: Box) {
  const right = (box.x + box.w) * view.zoom + view.x + 8
  const left = right + PICKER.w < stage.w ? right : Math.max(8, box.x * view.zoom + view.x - PICKER.w - 8)
  const top = Math.max(8, Math.min(box.y * view.zoom + view.y, stage.h - 8 - Math.max(PICKER.least, stage.h * 0.55)))
  return { left, top, height: stage.h - top - 8 }
}
