/** Whose hue is whose, and what glyph and dash mean. Choosing a CA shows its blast radius. */
import { LINE_STYLES } from '../../report/diagram/call-shapes.ts'
import { authorityText, legendKeys, legendStates } from '../../report/diagram/key-shapes.ts'
import { drawnCalls } from '../../report/diagram/model.ts'
import { useDispatch, useReady, useStateValue, useWords } from '../context.tsx'
import { CaChip, StateMark } from '../panels/Chip.tsx'
import { legendBottom, legendColumns } from './home.ts'

export function AuthorityLegend({
  below,
  at,
  room,
}: {
  readonly below: boolean
  readonly at: { readonly x: number; readonly y: number } | null
  /** Width of the stage. */
  readonly room: number
}) {
  const { model } = useReady()
  const { keys } = useStateValue()
  const { diagram, ui } = useWords()
  const dispatch = useDispatch()
  const shown = legendKeys(model)
  const tokens = drawnCalls(model).some((call) => call.clientCap.letter === 'T')
  const choose = (key: string | null) => dispatch({ do: 'keys', keys: key === null ? null : [key] })
  return (
    <aside
      className={below ? 'authorities below' : 'authorities'}
      aria-label={diagram.signedBy}
      style={at ? { left: at.x, top: at.y, maxWidth: Math.max(120, room - at.x - 8) } : { bottom: legendBottom(room) }}
      onMouseLeave={() => choose(null)}
    >
      <h2 className="label">{diagram.signedBy}</h2>
      <ul style={below ? { gridTemplateColumns: `repeat(${legendColumns(room)}, minmax(0, max-content))` } : undefined}>
        {shown.map((a) => (
          <li key={a.key}>
            <button
              type="button"
              aria-pressed={keys?.includes(a.key) ?? false}
              title={ui.blastRadius}
              onMouseEnter={() => choose(a.key)}
              onFocus={() => choose(a.key)}
              onBlur={() => choose(null)}
              onClick={() => {
                dispatch({ do: 'route', route: { view: 'trust', edge: null } })
                choose(a.key)
              }}
            >
              <CaChip of={a} />
              <span>{authorityText(a, diagram)}</span>
              <span className="tag">{a.tag}</span>
            </button>
          </li>
        ))}
        {tokens && (
          <li>
            <span className="entry">
              <CaChip of={{ letter: 'T', hue: 'neutral' }} /> <span>{diagram.bearerToken}</span>
            </span>
          </li>
        )}
      </ul>
    </aside>
  )
}

export function StateLegend({ column }: { readonly column: boolean }) {
  const { model } = useReady()
  const { diagram } = useWords()
  return (
    <ul className={column ? 'states column' : 'states'}>
      {legendStates(model).map((state) => {
        const { dash, round, width } = LINE_STYLES[state]
        return (
          <li key={state}>
            {!column && (
              <svg width="24" height="6" viewBox="0 0 24 6" aria-hidden="true">
                <path
                  d="M1 3H23"
                  stroke="currentColor"
                  strokeWidth={Math.min(width, 2.6)}
                  strokeDasharray={dash?.join(' ')}
                  strokeLinecap={round ? 'round' : 'butt'}
                />
              </svg>
            )}
            <StateMark state={state} spoken={false} />
            {diagram.state[state]}
          </li>
        )
      })}
    </ul>
  )
}
