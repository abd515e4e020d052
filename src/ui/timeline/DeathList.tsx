/** First, then, then: the order in which calls die, with the moment judged as a line through the list. */
import { usePage, useAudit, useStateValue, useWords } from '../context.tsx'
import { CallPill, StateMark } from '../panels/Chip.tsx'
import { place } from '../../text/context.ts'
import { bestLocation, shortName } from '../where.ts'
import { visible } from '../../text/visible.ts'
import type { Death } from '../../report/overview/deaths.ts'
import { DAY } from './scale.ts'
import { whoDies } from './who.ts'

const MOST = 40
export function DeathList({ list }: { readonly list: readonly Death[] }) {
  const { audit, ready, context } = useAudit()
  const { controller } = usePage()
  const { route } = useStateValue()
  const { ui } = useWords()
  const first = list.findIndex((death) => death.at >= audit.at)
  const shown = list.slice(0, MOST)
  const within = new Set(list.filter((d) => d.at < ready.droppedAt + 365 * DAY).flatMap((d) => d.slots)).size
  const nameOf = (id: number) => {
    const at = bestLocation(context.locations(id))
    const certificate = context.certificate(id)
    return certificate?.isCA ? `CA ${visible(certificate.subject.commonName)}` : at ? visible(shortName(place(at))) : String(id)
  }
  const line = (
    <li key="moment" className="death-now">
      <span>
        {ui.momentJudged} · {ui.day(audit.at)}
      </span>
    </li>
  )
  return (
    <section className="deaths">
      <header>
        <h2>{ui.orderOfDeath}</h2>
        <span className="second">{ui.withinYear(within)}</span>
      </header>
      {first >= 0 && (
        <p className="second first-death">
          {ui.firstThen(
            list
              .filter((d) => d.at >= audit.at)
              .slice(0, 3)
              .map((d) => ({ what: whoDies(d, ui), at: d.at })),
          )}
        </p>
      )}
      <ol>
        {shown.flatMap((death, i) => {
          const state = death.at < audit.at ? 'broken' : death.at - audit.at <= route.soon * DAY ? 'soon' : 'trusted'
          const others = death.certificates - 1
          const row = (
            <li key={death.at} className="death-row">
              <button type="button" className="bare" onClick={() => controller.judgeAt(death.at + 1)} title={ui.judgeAfter(death.at)}>
                <time className="strong" dateTime={new Date(death.at * 1000).toISOString()}>
                  {ui.day(death.at)}
                </time>
                <span className="third">{ui.relative(Math.floor((death.at - ready.droppedAt) / DAY))}</span>
              </button>
              <StateMark state={state} />
              <div>
                <p className="strong">{whoDies(death, ui)}</p>
                <p className="second">{ui.expires(nameOf(death.certificate), others)}</p>
                <p className="death-calls">
                  {death.slots.map((slot) => (
                    <CallPill key={slot} slot={slot} state={state} />
                  ))}{' '}
                  {death.authority && <span className="second">{ui.byHand}</span>}
                </p>
              </div>
            </li>
          )
          return i === first ? [line, row] : [row]
        })}
        {first < 0 && list.length > 0 && line}
      </ol>
      {list.length === 0 && <p className="section third">{ui.noDeaths}</p>}
      {list.length > MOST && <p className="section third">{ui.more(list.length - MOST)}</p>}
    </section>
  )
}
