/** The only door to cytoscape: a core that draws elements, changed step by step or at once. Our state is never read back out of it. */
import cytoscape, { type Collection, type Core, type ElementDefinition } from 'cytoscape'
import type { Shape } from '../../report/diagram/shape.ts'
import { changedLook } from './changed-look.ts'
import { elements } from './elements.ts'

// Each element is drawn once with a look of its own; the library would warn of that for every one of them.
cytoscape.warnings(false)

/** What cytoscape does not tell of the canvas it draws on. */
interface Renderer {
  readonly data?: { lyrTxrCache?: { getLayers?: unknown }; eleTxrCache?: { getElement?: unknown }; lblTxrCache?: { getElement?: unknown } }
  readonly imageCache?: Readonly<Record<string, { readonly image: HTMLImageElement }>>
}
const rendererOf = (cy: Core): Renderer | undefined => (cy as unknown as { renderer?: () => Renderer }).renderer?.call(cy)

/** Draw vectors at every zoom: cytoscape's texture caches are for thousands of elements and soften text; we never have more than 300. */
function drawSharp(cy: Core): void {
  const data = rendererOf(cy)?.data
  if (data?.lyrTxrCache) data.lyrTxrCache.getLayers = () => null
  if (data?.eleTxrCache) data.eleTxrCache.getElement = () => null
  if (data?.lblTxrCache) data.lblTxrCache.getElement = () => null
}

/** Glyphs are images: a frame drawn before all have loaded lacks some. */
export const glyphsLoaded = (cy: Core): boolean => Object.values(rendererOf(cy)?.imageCache ?? {}).every(({ image }) => image.complete)

/** What is drawn, by its name. */
export type Drawn = Map<string, ElementDefinition>
/** What is drawn becomes `next`, and only what changed is touched: an element a step, told where it is new. */
function* change(cy: Core, next: readonly ElementDefinition[], shown: Drawn): Generator<Collection | null, void, void> {
  const kept = new Set<string>()
  for (const element of next) {
    const id = element.data.id ?? ''
    kept.add(id)
    const look = changedLook(element, shown.get(id))
    shown.set(id, element)
    if (look === null) {
      cy.getElementById(id).remove()
      yield cy.add(element)
    } else if (look.length > 0) {
      cy.getElementById(id).style(Object.fromEntries(look))
      yield null
    }
  }
  for (const id of shown.keys()) {
    if (kept.has(id)) continue
    cy.getElementById(id).remove()
    shown.delete(id)
    yield null
  }
}
/** At once: dragging time repaints without a delay. */
export function update(cy: Core, next: readonly ElementDefinition[], shown: Drawn): void {
  cy.batch(() => {
    const steps = change(cy, next, shown)
    while (steps.next().done !== true);
  })
}
/** The first picture in steps: each element is made and its label measured in its own, and drawn when all are there. */
export function* fill(cy: Core, next: readonly ElementDefinition[], shown: Drawn): Generator {
  const quiet = cy as unknown as { noNotifications: (make: () => void) => void; notify: (event: 'add') => void }
  const steps = change(cy, next, shown)
  const step = (): boolean => {
    let done = false
    quiet.noNotifications(() => {
      const one = steps.next()
      if (one.value) one.value.boundingBox()
      done = one.done === true
    })
    return done
  }
  while (!step()) yield
  quiet.notify('add')
}

export function open(container: HTMLElement): Core {
  const cy = cytoscape({
    container,
    layout: { name: 'preset' },
    autoungrabify: true,
    autounselectify: true,
    boxSelectionEnabled: false,
    minZoom: 0.3,
    maxZoom: 4,
    style: [
      { selector: 'node, edge', style: { 'z-index-compare': 'manual', events: 'no', 'overlay-opacity': 0 } as cytoscape.Css.Node },
      { selector: 'core', style: { 'active-bg-opacity': 0, 'active-bg-size': 0 } as cytoscape.Css.Core },
    ],
  })
  drawSharp(cy)
  return cy
}

/** Draws shapes where nobody sees them, once: what the first picture runs through has then been compiled. */
export function* rehearse(shapes: readonly Shape[]): Generator {
  const host = document.createElement('div')
  host.setAttribute('aria-hidden', 'true')
  Object.assign(host.style, { position: 'fixed', left: '-9999px', width: '800px', height: '600px' })
  document.body.append(host)
  const cy = open(host)
  yield
  yield* fill(cy, elements(shapes), new Map())
  yield
  cy.png({ output: 'blob', full: true })
  cy.destroy()
  host.remove()
}
