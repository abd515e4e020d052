/** Whose hue is whose, and what glyph and dash mean. Choosing a CA shows its blast radius. */
import { LINE_STYLES } from '../../report/diagram/call-shapes.ts'
import type { Authority } from '../../report/diagram/authorities.ts'
import { type DiagramModel, drawnCalls, type DrawnState, keysOf } from '../../report/diagram/model.ts'
import type { DiagramWords } from '../../text/diagram.ts'
import { visible } from '../../text/visible.ts'
import { useDispatch, useReady, useStateValue, useWords } from '../context.tsx'
import { CaChip, StateMark } from '../panels/Chip.tsx'

/** `etcd-ca, another key`, `sa.key (token signer)`. */
export function authorityText(of: Authority, diagram: DiagramWords): string {
  const name = visible(of.name)
  if (of.role === 'service-account') return diagram.tokenSigner(name)
  return of.twin ? diagram.anotherKey(name) : name
}

const MOST_AUTHORITIES = 8
/** The keys that some cap of the picture bears, in legend order. */
export function legendKeys(model: DiagramModel): readonly Authority[] {
  const used = new Set(drawnCalls(model).flatMap(keysOf))
  return model.authorities.list.filter((a) => used.has(a.key)).slice(0, MOST_AUTHORITIES)
}

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
      style={at ? { left: at.x, top: at.y, maxWidth: Math.max(120, room - at.x - 8) } : undefined}
      onMouseLeave={() => choose(null)}
    >
      <h2 className="label">{diagram.signedBy}</h2>
      <ul>
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

const SHOWN: readonly DrawnState[] = ['trusted', 'soon', 'broken', 'unproven', 'unverified', 'plaintext']
export function StateLegend({ column }: { readonly column: boolean }) {
  const { model } = useReady()
  const { diagram } = useWords()
  const present = new Set(drawnCalls(model).flatMap((call) => [call.state, call.clientState, call.serverState]))
  const states = SHOWN.filter((state) => state !== 'plaintext' || present.has(state))
  return (
    <ul className={column ? 'states column' : 'states'}>
      {states.map((state) => {
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
