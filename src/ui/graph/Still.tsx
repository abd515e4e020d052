/** The picture until cytoscape has drawn its own: there at once, with the buttons over it, and following the view. */
import { useLayoutEffect, useRef } from 'react'
import type { Shape } from '../../report/diagram/shape.ts'
import type { View } from './Graph.tsx'
import { paint } from './paint.ts'

export function Still({ shapes, view }: { readonly shapes: readonly Shape[]; readonly view: View }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    if (canvas.current) paint(canvas.current, shapes, view)
  }, [shapes, view])
  return <canvas className="still" ref={canvas} aria-hidden="true" />
}
