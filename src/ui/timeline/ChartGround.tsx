/** What lies behind the bars: quarters, the bands of what ends soon, today, the moment judged; dragging anywhere on it moves that moment. */
import { useStateValue, useWords } from '../context.tsx'
import { BANDS, DAY, percent, type Scale, share, ticks } from './scale.ts'
import type { useMoment } from './use-moment.ts'

interface Props {
  readonly scale: Scale
  readonly at: number
  readonly now: number
  readonly moment: Pick<ReturnType<typeof useMoment>, 'onPointerDown' | 'onPointerMove'>
}
export function ChartGround({ scale, at, now, moment }: Props) {
  const { soon } = useStateValue().route
  const { ui } = useWords()
  const edges = [...new Set([...BANDS, soon])].sort((a, b) => a - b)
  return (
    <div className="chart-ground" aria-hidden="true" onPointerDown={moment.onPointerDown} onPointerMove={moment.onPointerMove}>
      {edges.map((days, i) => {
        const [from, to] = [share(scale, at + (edges[i - 1] ?? 0) * DAY), share(scale, at + days * DAY)]
        return (
          <span key={days} className={days <= soon ? 'band near' : 'band far'} style={{ left: percent(from), width: percent(to - from) }} />
        )
      })}
      {ticks(scale, 10).map((m) => (
        <span key={m} className="chart-line" style={{ left: percent(share(scale, m)) }} />
      ))}
      <span className="today-line" style={{ left: percent(share(scale, now)) }}>
        <span>{ui.today}</span>
      </span>
      <span className="moment-line" style={{ left: percent(share(scale, at)) }} />
    </div>
  )
}
