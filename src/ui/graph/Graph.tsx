/** The only door to cytoscape: it draws elements, pans and zooms, and reports where it was tapped. Our state is never read back out of it. */
import cytoscape, { type Core, type ElementDefinition } from 'cytoscape'
import { type ReactNode, useEffect, useImperativeHandle, useRef } from 'react'
import type { Ref } from 'react'
import type { Point } from '../../report/diagram/geometry.ts'
import type { Shape } from '../../report/diagram/shape.ts'
import { stillness } from '../media.ts'
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
    renderer?: () => { data?: { lyrTxrCache?: { getLayers?: unknown }; eleTxrCache?: { getElement?: unknown } } }
  }
  const data = renderer?.call(cy).data
  if (data?.lyrTxrCache) data.lyrTxrCache.getLayers = () => null
  if (data?.eleTxrCache) data.eleTxrCache.getElement = () => null
}

/** Change only what changed: dragging time repaints at once. */
function update(cy: Core, next: readonly ElementDefinition[], shown: Map<string, string>): void {
  cy.batch(() => {
    const kept = new Set<string>()
    for (const element of next) {
      const id = element.data.id ?? ''
      kept.add(id)
      const state = JSON.stringify([element.position, element.style])
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

export function Graph({ shapes, home, onView, onTap, onHover, handle, children }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const overlay = useRef<HTMLDivElement>(null)
  const core = useRef<Core | null>(null)
  const shown = useRef(new Map<string, string>())
  const calls = useRef({ onView, onTap, onHover, home })
  useEffect(() => {
    calls.current = { onView, onTap, onHover, home }
  })

  useEffect(() => {
    const container = host.current
    if (!container) return
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
    core.current = cy
    drawSharp(cy)
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
    // Buttons keep their own presses: cytoscape would take the focus away.
    const own = (event: Event) => event.stopPropagation()
    const layer = overlay.current
    for (const kind of ['mousedown', 'touchstart', 'pointerdown']) layer?.addEventListener(kind, own)
    const { zoom, x, y } = calls.current.home
    cy.viewport({ zoom, pan: { x, y } })
    sync()
    const items = shown.current
    return () => {
      for (const kind of ['mousedown', 'touchstart', 'pointerdown']) layer?.removeEventListener(kind, own)
      cy.destroy()
      items.clear()
      core.current = null
    }
  }, [])

  useEffect(() => {
    if (core.current) update(core.current, elements(shapes), shown.current)
  }, [shapes])

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
        {children}
      </div>
    </div>
  )
}
