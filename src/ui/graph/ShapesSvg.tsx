/** Shapes as inline SVG, for small pictures: the preview, the diagram in miniature. */
import type { Shape } from '../../report/diagram/shape.ts'
import { GLYPHS, type Glyph } from '../../report/diagram/glyphs.ts'
import { linePath } from '../../report/diagram/svg.ts'

function One({ shape }: { readonly shape: Shape }) {
  switch (shape.kind) {
    case 'rect':
      return (
        <>
          <rect
            x={shape.x}
            y={shape.y}
            width={shape.w}
            height={shape.h}
            rx={Math.min(shape.r, shape.h / 2)}
            fill={shape.fill ?? 'none'}
            stroke={shape.stroke ?? 'none'}
            strokeWidth={shape.strokeWidth}
            strokeDasharray={shape.dash?.join(' ')}
          />
          {shape.label && (
            <text
              x={shape.x + shape.w / 2 + shape.label.dx}
              y={shape.y + shape.h / 2 + shape.label.size * 0.355}
              textAnchor="middle"
              fontSize={shape.label.size}
              fontWeight={shape.label.weight}
              fill={shape.label.fill}
            >
              {shape.label.text}
            </text>
          )}
        </>
      )
    case 'line':
      return (
        <path
          d={linePath(shape.points, shape.corner)}
          fill="none"
          stroke={shape.stroke}
          strokeWidth={shape.width}
          strokeDasharray={shape.dash?.join(' ')}
          strokeLinecap={shape.round ? 'round' : 'butt'}
        />
      )
    case 'polygon':
      return <polygon points={shape.points.map((p) => p.join(',')).join(' ')} fill={shape.fill} />
    case 'glyph':
      return (
        <g
          transform={`translate(${shape.x - shape.size / 2} ${shape.y - shape.size / 2}) scale(${shape.size / 12})`}
          fill="none"
          stroke={shape.stroke}
          strokeLinecap="round"
          strokeLinejoin="round"
        >
          {GLYPHS[shape.glyph].map((p) => (
            <path key={p.d} d={p.d} strokeWidth={p.width} />
          ))}
        </g>
      )
    case 'text':
      return (
        <text
          x={shape.x}
          y={shape.y}
          textAnchor={shape.anchor}
          fontSize={shape.size}
          fontWeight={shape.weight}
          fill={shape.fill}
          fontFamily={shape.mono ? 'var(--mono)' : undefined}
        >
          {shape.lines.map((line, i) => (
            <tspan key={line} x={shape.x} dy={i === 0 ? 0 : shape.lineHeight}>
              {line}
            </tspan>
          ))}
        </text>
      )
    case 'cells':
      return null
  }
}
/** In: shapes in paint order and the part of the diagram shown. Decorative: the same facts are in a list beside it. */
export function ShapesSvg({
  shapes,
  box,
  className,
}: {
  readonly shapes: readonly Shape[]
  readonly box: readonly [number, number, number, number]
  readonly className?: string
}) {
  return (
    <svg className={className} viewBox={box.join(' ')} aria-hidden="true" focusable="false">
      {shapes.map((shape) => (
        <One key={shape.id} shape={shape} />
      ))}
    </svg>
  )
}
/** One glyph at 12 px, in the colour of the text. */
export function GlyphIcon({ glyph, size = 12 }: { readonly glyph: Glyph; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 12 12"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {GLYPHS[glyph].map((p) => (
        <path key={p.d} d={p.d} strokeWidth={p.width} />
      ))}
    </svg>
  )
}
