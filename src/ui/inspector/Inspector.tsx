/** The proof behind one call: reason, repair, then both certificates, the chain of trust, candidates, settings, log, command and decode. */
import { useEffect, useRef, useState } from 'react'
import { transportOf } from '../../engine/verdicts/transport.ts'
import type { Call, Explanation } from '../../engine/verdicts/verdict.ts'
import { CALL_SLOTS } from '../../report/diagram/geometry.ts'
import { type DrawnState, callState } from '../../report/diagram/drawn-state.ts'
import { visible } from '../../text/visible.ts'
import { useDispatch, usePage, useAudit, useReady, useStateValue, useWords } from '../context.tsx'
import { StateMark } from '../panels/Chip.tsx'
import { BothEnds } from './BothEnds.tsx'
import { Candidates } from './Candidates.tsx'
import { Chain } from './Chain.tsx'
import { Decode } from './Decode.tsx'
import { Instances } from './Instances.tsx'
import { OpenSsl } from './OpenSsl.tsx'
import { Reason } from './Reason.tsx'
import { Repair } from './Repair.tsx'
import { findingOf, programName } from './reason.ts'
import { Arriving, Told, useBehind, Whole } from '../Whole.tsx'
import { SettingsAndFiles } from './SettingsAndFiles.tsx'
import './inspector.css'

export function nodeText(call: Call, end: 'from' | 'to'): string {
  const { component, node } = call[end]
  return node === null ? programName(component) : `${programName(component)} · ${visible(node)}`
}
function useExplanation(index: number): Explanation | null {
  const { ready, audit } = useAudit()
  const { controller, store } = usePage()
  const { session } = ready
  const { calls, at } = audit
  const [found, setFound] = useState<{ readonly index: number; readonly is: Explanation } | null>(null)
  const behind = useBehind()
  useEffect(() => {
    // What would be explained is the call at the moment that is on its way.
    if (behind) return undefined
    let gone = false
    session.explain(index).then(
      ({ explanation, inventory }) => {
        if (gone) return
        store.dispatch({ do: 'arrived', inventory, whole: false })
        setFound({ index, is: explanation })
      },
      (error: unknown) => {
        if (!gone) controller.fail(error)
      },
    )
    return () => {
      gone = true
    }
    // The audit is another object too when more of its inventory arrives: that explains nothing anew.
  }, [session, calls, at, index, behind, controller, store])
  return found?.index === index ? found.is : null
}

function One({ index, slotLabel }: { readonly index: number; readonly slotLabel: string }) {
  const { audit, ready } = useAudit()
  const { route } = useStateValue()
  const { ui, about, diagram } = useWords()
  const dispatch = useDispatch()
  const head = useRef<HTMLHeadingElement>(null)
  const scroll = useRef<HTMLDivElement>(null)
  const call = audit.calls[index]
  const explanation = useExplanation(index)
  const behind = useBehind()
  useEffect(() => {
    scroll.current?.scrollTo(0, 0)
    if (document.activeElement === document.body) head.current?.focus({ preventScroll: true })
  }, [index])
  if (!call) return null
  const state: DrawnState = callState(call, audit.at, route.soon)
  const finding = findingOf(audit, index)
  const step = (by: number) => {
    const at = CALL_SLOTS.indexOf(route.edge === 'other' || route.edge === null ? '1' : route.edge)
    dispatch({ do: 'route', route: { edge: CALL_SLOTS[(at + by + CALL_SLOTS.length) % CALL_SLOTS.length] ?? '1', nth: 0 } })
  }
  return (
    <article className="inspector" aria-labelledby="inspected" aria-busy={behind}>
      <header className="inspector-head">
        <span className={`pill ${state}`}>{slotLabel}</span>
        <h1 id="inspected" ref={head} tabIndex={-1}>
          {nodeText(call, 'from')} → {nodeText(call, 'to')}
        </h1>
        <span className={`state-word ${state}`}>
          <StateMark state={state} spoken={false} /> {diagram.state[state]}
        </span>
        <span className="inspector-keys">
          <button type="button" className="key" aria-label={ui.previousCall} onClick={() => step(-1)}>
            ‹
          </button>
          <button type="button" className="key" aria-label={ui.nextCall} onClick={() => step(1)}>
            ›
          </button>
          <button
            type="button"
            className="key"
            aria-label={`Esc, ${ui.close}`}
            onClick={() => dispatch({ do: 'route', route: { edge: null, nth: 0 } })}
          >
            Esc
          </button>
        </span>
      </header>
      <div className="panel-scroll" ref={scroll}>
        <Reason call={call} index={index} label={slotLabel} />
        <p className="section second purpose">
          {about.edges[call.edge]} {ui.tls[transportOf(call)]}
          {call.serverName && <> {ui.dials(visible(call.serverName), call.port)}</>}
          {call.identityAuthorised.user !== null && (
            <> {ui.identity(visible(call.identityAuthorised.user), call.identityAuthorised.groups.map(visible))}</>
          )}
        </p>
        <Instances index={index} />
        {ready.whole || explanation !== null ? (
          <>
            <BothEnds call={call} />
            <Chain call={call} explanation={explanation} />
            <Candidates call={call} explanation={explanation} />
          </>
        ) : (
          <Arriving />
        )}
        <SettingsAndFiles call={call} />
        {finding !== null && finding.kind !== 'read' && <Repair call={call} finding={finding} />}
        <Whole>
          <OpenSsl index={index} />
          <Decode call={call} />
        </Whole>
      </div>
    </article>
  )
}

/** The call of the route. */
export function Inspector() {
  return (
    <Told>
      <Inspected />
    </Told>
  )
}
/** The nth behind the drawn one, worst first. */
function Inspected() {
  const { model } = useReady()
  const { route } = useStateValue()
  const { ui } = useWords()
  if (route.edge === null) return null
  const list = route.edge === 'other' ? model.others : model.calls[route.edge].calls
  const index = list[Math.min(route.nth, list.length - 1)]
  const label = route.edge === 'other' ? ui.other : route.edge === 'front-proxy' ? ui.frontProxy : route.edge
  if (index === undefined) return <Unseen label={label} />
  return <One index={index} slotLabel={label} />
}

/** A call the drop says nothing about. */
function Unseen({ label }: { readonly label: string }) {
  const { ui } = useWords()
  const dispatch = useDispatch()
  return (
    <article className="inspector">
      <header className="inspector-head">
        <span className="pill unproven">{label}</span>
        <h1>{ui.unseen}</h1>
        <span className="inspector-keys">
          <button
            type="button"
            className="key"
            aria-label={`Esc, ${ui.close}`}
            onClick={() => dispatch({ do: 'route', route: { edge: null, nth: 0 } })}
          >
            Esc
          </button>
        </span>
      </header>
      <p className="section">{ui.unseenDetail}</p>
    </article>
  )
}
