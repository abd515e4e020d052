/** The only door to cytoscape: it draws elements, pans and zooms, and reports where it was tapped. Our state is never read back out of it. */
import cytoscape, { type Core, type ElementDefinition } from 'cytoscape'
import { type ReactNode, useEffect, useImperativeHandle, useRef, useState } from 'react'
import type { Ref } from 'react'
import type { Point } from '../../report/diagram/geometry.ts'
import type { Shape } from '../../report/diagram/shape.ts'
import { stillness } from '../media.ts'
import { paced } from '../pace.ts'
import { elements } from './elements.ts'

// Each element is drawn once with a look of its own; the library would warn of that for every one of them.
cytoscape.warnings(false)

export interface View {
  readonly zoom: number
  readonly x: number
  readonly y: number
}
export interface GraphHandle {
  /** Zoom by a factor about the middle of the stage; 'fit' and 1:1 by name. */
  readonly zoom: (to: number | 'fit' | 'one') => void
}
interface Props {
  readonly shapes: readonly Shape[]
  /** Where the picture stands when it is fitted. */
  readonly home: View
  readonly onView: (view: View) => void
  readonly onTap: (point: Point) => void
  readonly onHover: (point: Point | null) => void
  readonly handle: Ref<GraphHandle>
  /** Real buttons over the badges, in diagram coordinates; moved along by one transform. */
  readonly children: ReactNode
}

/** Draw vectors at every zoom: cytoscape's texture caches are for thousands of elements and soften text; we never have more than 300. */
function drawSharp(cy: Core): void {
  const { renderer } = cy as unknown as {
    renderer?: () => {
      data?: { lyrTxrCache?: { getLayers?: unknown }; eleTxrCache?: { getElement?: unknown }; lblTxrCache?: { getElement?: unknown } }
    }
  }
  const data = renderer?.call(cy).data
  if (data?.lyrTxrCache) data.lyrTxrCache.getLayers = () => null
  if (data?.eleTxrCache) data.eleTxrCache.getElement = () => null
  if (data?.lblTxrCache) data.lblTxrCache.getElement = () => null
}

/** The first picture, an element a step: each is made and its label measured in its own, and drawn when all are there. */
function* fill(cy: Core, all: readonly ElementDefinition[], shown: Map<string, string>): Generator {
  const quiet = cy as unknown as { noNotifications: (make: () => void) => void; notify: (event: 'add') => void }
  try {
    for (const element of all) {
      quiet.noNotifications(() => cy.add(element).boundingBox())
      shown.set(element.data.id ?? '', stateOf(element))
      yield
    }
  } finally {
    quiet.notify('add')
  }
}

const stateOf = ({ position, style }: ElementDefinition): string => JSON.stringify([position, style])

/** Change only what changed: dragging time repaints at once. */
function update(cy: Core, next: readonly ElementDefinition[], shown: Map<string, string>): void {
  cy.batch(() => {
    const kept = new Set<string>()
    for (const element of next) {
      const id = element.data.id ?? ''
      kept.add(id)
      const state = stateOf(element)
      if (shown.get(id) === state) continue
      const old = cy.getElementById(id)
      if (old.nonempty()) old.remove()
      cy.add(element)
      shown.set(id, state)
    }
    for (const id of shown.keys()) {
      if (kept.has(id)) continue
      cy.getElementById(id).remove()
      shown.delete(id)
    }
  })
}

function open(container: HTMLElement): Core {
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

export function Graph({ shapes, home, onView, onTap, onHover, handle, children }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const overlay = useRef<HTMLDivElement>(null)
  const core = useRef<Core | null>(null)
  const shown = useRef(new Map<string, string>())
  const [stands, setStands] = useState<'nothing' | 'empty' | 'drawn'>('nothing')
  const calls = useRef({ onView, onTap, onHover, home })
  useEffect(() => {
    calls.current = { onView, onTap, onHover, home }
  })

  // The first picture is made in tasks of its own: the page around it stands by then, and answers.
  useEffect(() => {
    const container = host.current
    if (!container) return
    const items = shown.current
    let close = () => undefined as void
    const start = () => {
      const cy = open(container)
      core.current = cy
      for (const child of container.children) if (child !== overlay.current) child.setAttribute('aria-hidden', 'true')
      const sync = () => {
        const { x, y } = cy.pan()
        const zoom = cy.zoom()
        if (overlay.current) overlay.current.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`
        calls.current.onView({ zoom, x, y })
      }
      cy.on('viewport', sync)
      cy.on('tap', (event) => calls.current.onTap([event.position.x, event.position.y]))
      cy.on('mousemove', (event) => calls.current.onHover([event.position.x, event.position.y]))
      cy.on('mouseout', () => calls.current.onHover(null))
      const { zoom, x, y } = calls.current.home
      cy.viewport({ zoom, pan: { x, y } })
      sync()
      setStands('empty')
      close = () => {
        cy.destroy()
        items.clear()
        core.current = null
      }
    }
    const timer = setTimeout(start)
    // Buttons keep their own presses: cytoscape would take the focus away.
    const own = (event: Event) => event.stopPropagation()
    const layer = overlay.current
    for (const kind of ['mousedown', 'touchstart', 'pointerdown']) layer?.addEventListener(kind, own)
    return () => {
      for (const kind of ['mousedown', 'touchstart', 'pointerdown']) layer?.removeEventListener(kind, own)
      clearTimeout(timer)
      close()
    }
  }, [])

  useEffect(() => {
    const cy = core.current
    if (!cy || stands === 'nothing') return undefined
    const next = elements(shapes)
    // Where a first filling was broken off, by other shapes, the rest is put there at once.
    if (stands === 'empty' && shown.current.size === 0) return paced(fill(cy, next, shown.current), () => setStands('drawn'))
    update(cy, next, shown.current)
    setStands('drawn')
    return undefined
  }, [shapes, stands])

  const first = useRef(true)
  useEffect(() => {
    const cy = core.current
    if (!cy) return
    cy.resize()
    const viewport = { zoom: home.zoom, pan: { x: home.x, y: home.y } }
    if (first.current || stillness()) cy.viewport(viewport)
    else cy.stop().animate(viewport, { duration: 200, easing: 'ease-out' })
    first.current = false
  }, [home.zoom, home.x, home.y])

  useImperativeHandle(handle, () => ({
    zoom: (to) => {
      const cy = core.current
      if (!cy) return
      const { home: at } = calls.current
      if (to === 'fit') cy.viewport({ zoom: at.zoom, pan: { x: at.x, y: at.y } })
      else cy.zoom({ level: to === 'one' ? 1 : cy.zoom() * to, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } })
    },
  }))

  return (
    <div className="graph" ref={host}>
      <div className="graph-over" ref={overlay}>
        {stands === 'drawn' && children}
      </div>
    </div>
  )
}
