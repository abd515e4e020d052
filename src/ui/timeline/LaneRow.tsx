/** One certificate over time: its name, its calls, a bar that ends at the earliest end on its path. */
import type { AuthorityHue } from '../../report/diagram/palette.ts'
import { visible } from '../../text/visible.ts'
import { useDispatch, useAudit, useStateValue, useWords } from '../context.tsx'
import { StateMark } from '../panels/Chip.tsx'
import { ranges } from '../../report/overview/deaths.ts'
import type { Lane } from './lanes.ts'
import { DAY, percent, type Scale, share } from './scale.ts'

/** Where there is room for the words of a refusal: after the end of the bar, else before its start. */
function room(from: number, to: number): { readonly left: string } | { readonly right: string } | null {
  if (to < 0.72) return { left: `calc(${percent(to)} + 14px)` }
  return from > 0.28 ? { right: `calc(${percent(1 - from)} + 8px)` } : null
}

export function LaneRow({ lane, hue, scale }: { readonly lane: Lane; readonly hue: AuthorityHue; readonly scale: Scale }) {
  const { audit, model } = useAudit()
  const { route } = useStateValue()
  const { ui } = useWords()
  const dispatch = useDispatch()
  const dead = audit.at > lane.end
  const early = audit.at < lane.from
  const soon = !dead && lane.end - audit.at <= route.soon * DAY
  const state = dead || early || lane.refused ? 'broken' : soon ? 'soon' : 'trusted'
  const from = share(scale, lane.from)
  const to = share(scale, lane.end)
  const words = lane.refused && !dead ? room(from, to) : null
  const name = lane.kind && lane.count > 1 ? ui.trust.kinds[lane.kind] : visible(lane.name)
  return (
    <li className={`lane ${state}`}>
      <button
        type="button"
        className="bare lane-name mono"
        title={name}
        onClick={() => dispatch({ do: 'show', item: { kind: 'certificate', id: lane.id } })}
      >
        <span className="ellipsis">{name}</span>
        {lane.count > 1 && <span>{ui.trust.times(lane.count)}</span>}
        {lane.count === 1 && model.nodes > 1 && lane.folder !== null && <span className="third">{visible(lane.folder)}</span>}
      </button>
      <span className="lane-calls tabular">{ranges(lane.slots) || (lane.slots.includes('front-proxy') ? 'FP' : '–')}</span>
      <span className="lane-track">
        <span
          className={`bar ${lane.isCA ? 'outline' : 'fill'} ${hue} ${dead || lane.refused ? 'dead' : ''}`}
          style={{ left: percent(from), width: percent(Math.max(0.003, to - from)) }}
        />
        {state !== 'trusted' && to < 1 && (
          <span className="lane-mark" style={{ left: percent(to) }} title={lane.refused && !dead ? ui.refusedOtherwise : undefined}>
            <StateMark state={state} />
          </span>
        )}
        {lane.end > scale.to && <span className="lane-year">{new Date(lane.end * 1000).getUTCFullYear()}</span>}
        {words && (
          <span className="lane-refused bad" style={words}>
            {ui.refusedOtherwise}
          </span>
        )}
      </span>
    </li>
  )
}
