/** The picture until cytoscape has drawn its own: there at once, with the buttons over it, and following the view. */
import { useLayoutEffect, useRef } from 'react'
import type { Shape } from '../../report/diagram/shape.ts'
import type { View } from './Graph.tsx'
import type { Size } from './home.ts'
import { paint } from './paint.ts'

interface Props {
  readonly shapes: readonly Shape[]
  readonly view: View
  readonly size: Size
}
export function Still({ shapes, view, size: { w, h } }: Props) {
  const element = useRef<HTMLCanvasElement>(null)
  // Within the frame that shows the buttons, and not in the task that made them.
  useLayoutEffect(() => {
    const frame = requestAnimationFrame(() => {
      const canvas = element.current?.getContext('2d')
      if (!canvas) return
      const ratio = devicePixelRatio
      canvas.canvas.width = Math.round(w * ratio)
      canvas.canvas.height = Math.round(h * ratio)
      paint(canvas, shapes, view, ratio)
    })
    return () => cancelAnimationFrame(frame)
  }, [shapes, view, w, h])
  return <canvas className="still" ref={element} aria-hidden="true" />
}
