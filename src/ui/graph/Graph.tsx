/** Draws elements, pans and zooms, and reports where it was tapped. */
import type { Core } from 'cytoscape'
import { type ReactNode, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import type { Ref } from 'react'
import type { Point } from '../../report/diagram/geometry.ts'
import type { Shape } from '../../report/diagram/shape.ts'
import { stillness } from '../media.ts'
import { afterPaint, paced } from '../pace.ts'
import { type Drawn, fill, glyphsLoaded, open, update } from './core.ts'
import { elements } from './elements.ts'
import type { Size } from './home.ts'
import { Still } from './Still.tsx'

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
  /** Where it stands. */
  readonly view: View
  readonly size: Size
  readonly onView: (view: View) => void
  readonly onTap: (point: Point) => void
  readonly onHover: (point: Point | null) => void
  readonly handle: Ref<GraphHandle>
  /** Real buttons over the badges, in diagram coordinates; moved along by one transform. */
  readonly children: ReactNode
}

export function Graph({ shapes, home, view, size, onView, onTap, onHover, handle, children }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const overlay = useRef<HTMLDivElement>(null)
  const core = useRef<Core | null>(null)
  const shown = useRef<Drawn>(new Map())
  const filled = useRef(false)
  const [opened, setOpened] = useState(false)
  const [drawn, setDrawn] = useState(false)
  const calls = useRef({ onView, onTap, onHover, home })
  useEffect(() => {
    calls.current = { onView, onTap, onHover, home }
  })
  const place = ({ zoom, x, y }: View) => {
    if (overlay.current) overlay.current.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`
  }
  useLayoutEffect(() => {
    if (!core.current) place(home)
  }, [home])
  // Cytoscape comes when the still picture is on the screen, and draws in tasks of its own.
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
        const at = { zoom: cy.zoom(), ...cy.pan() }
        place(at)
        calls.current.onView(at)
      }
      cy.on('viewport', sync)
      cy.on('tap', (event) => calls.current.onTap([event.position.x, event.position.y]))
      cy.on('mousemove', (event) => calls.current.onHover([event.position.x, event.position.y]))
      cy.on('mouseout', () => calls.current.onHover(null))
      const look = () => {
        if (!filled.current || !glyphsLoaded(cy)) return
        cy.off('render', look)
        setDrawn(true)
      }
      cy.on('render', look)
      const { zoom, x, y } = calls.current.home
      cy.viewport({ zoom, pan: { x, y } })
      sync()
      setOpened(true)
      close = () => {
        cy.destroy()
        items.clear()
        core.current = null
      }
    }
    const cancel = afterPaint(start)
    // Buttons keep their own presses: cytoscape would take the focus away.
    const own = (event: Event) => event.stopPropagation()
    const layer = overlay.current
    for (const kind of ['mousedown', 'touchstart', 'pointerdown']) layer?.addEventListener(kind, own)
    return () => {
      for (const kind of ['mousedown', 'touchstart', 'pointerdown']) layer?.removeEventListener(kind, own)
      cancel()
      close()
    }
  }, [])
  useEffect(() => {
    const cy = core.current
    if (!cy) return undefined
    const next = elements(shapes)
    if (!filled.current)
      return paced(fill(cy, next, shown.current), () => {
        filled.current = true
      })
    update(cy, next, shown.current)
    return undefined
  }, [shapes, opened])
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
      {!drawn && <Still shapes={shapes} view={view} size={size} />}
      <div className="graph-over" ref={overlay}>
        {children}
      </div>
    </div>
  )
}
