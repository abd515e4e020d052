/** What differs between an element to draw and the one that is drawn: most of them only stand before or behind one more. */
import type { ElementDefinition } from 'cytoscape'

/** In: an element, and the one of its name that is drawn. Out: what of its look differs; null where another must be made. */
export function changedLook(next: ElementDefinition, last: ElementDefinition | undefined): readonly (readonly [string, unknown])[] | null {
  if (last === undefined || next.group !== last.group || !isSame(next.position, last.position)) return null
  const [look, before] = [Object.entries(next.style ?? {}), Object.entries(last.style ?? {})]
  if (look.length !== before.length || look.some(([part], i) => part !== before[i]?.[0])) return null
  return look.filter(([, value], i) => !isSame(value, before[i]?.[1]))
}
const isSame = (one: unknown, other: unknown): boolean => one === other || JSON.stringify(one) === JSON.stringify(other)
