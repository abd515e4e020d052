/** Time to place and back, and the ticks between. Months are of the UTC calendar. */
export interface Scale {
  readonly from: number
  readonly to: number
}
export const DAY = 86_400
/** Days within which an end is told apart. */
export const BANDS: readonly number[] = [7, 30, 90]
export const percent = (part: number): string => `${(part * 100).toFixed(2)}%`
/** 0 to 1 along the scale, clamped. */
export const share = (scale: Scale, at: number): number => Math.min(1, Math.max(0, (at - scale.from) / (scale.to - scale.from)))
export const momentAt = (scale: Scale, part: number): number =>
  Math.round(scale.from + Math.min(1, Math.max(0, part)) * (scale.to - scale.from))
/** Starts of months within the scale, every `step` months. */
export function months(scale: Scale, step: number): readonly number[] {
  const first = new Date(scale.from * 1000)
  const ticks: number[] = []
  for (let m = first.getUTCMonth() - (first.getUTCMonth() % step); ; m += step) {
    const at = Date.UTC(first.getUTCFullYear(), m, 1) / 1000
    if (at > scale.to) return ticks
    if (at >= scale.from) ticks.push(at)
  }
}
const STEPS = [1, 3, 12, 24, 60, 120]
/** Starts of months, quarters or years: at most so many over the whole scale. */
export function ticks(scale: Scale, most: number): readonly number[] {
  const span = (scale.to - scale.from) / (30 * DAY)
  return months(scale, STEPS.find((step) => span / step <= most) ?? 120)
}
/** One that holds the moment judged too, with room beside it. */
const holding = ({ from, to }: Scale, at: number, room: number): Scale => ({
  from: at < from ? at - room : from,
  to: at > to ? at + room : to,
})
/** The bar of the other views: fifteen months, a tenth of them past. */
export const barScale = (now: number, at: number): Scale => holding({ from: now - 38 * DAY, to: now + 420 * DAY }, at, 60 * DAY)
/** The timeline: from a year before to fifteen months after; it stays still while the moment judged is dragged within, and widens to hold one beyond. */
export const chartScale = (now: number, at: number): Scale => holding({ from: now - 400 * DAY, to: now + 440 * DAY }, at, 120 * DAY)
