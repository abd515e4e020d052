/** The proof behind one call: reason, repair, then both certificates, the chain of trust, candidates, settings, log, command and decode. */
import { useEffect, useRef, useState } from 'react'
import type { Call, Explanation } from '../../engine/verdicts/verdict.ts'
import { CALL_SLOTS } from '../../report/diagram/geometry.ts'
import { type DrawnState, callState, callUntil, leadHalf } from '../../report/diagram/model.ts'
import { describeFault } from '../../text/index.ts'
import { visible } from '../../text/visible.ts'
import { useDispatch, usePage, useReady, useStateValue, useWords } from '../context.tsx'
import { CopyButton } from '../shell/CopyButton.tsx'
import { StateMark } from '../panels/Chip.tsx'
import { BothEnds } from './BothEnds.tsx'
import { Candidates } from './Candidates.tsx'
import { Chain } from './Chain.tsx'
import { Decode } from './Decode.tsx'
import { Instances } from './Instances.tsx'
import { OpenSsl } from './OpenSsl.tsx'
import { Repair } from './Repair.tsx'
import { SettingsAndFiles } from './SettingsAndFiles.tsx'
import './inspector.css'

export function nodeText(call: Call, end: 'from' | 'to'): string {
  const { component, node } = call[end]
  return node === null ? component : `${component} · ${visible(node)}`
}
/** The finding that reports this call's root cause, with its repair. */
function useFinding(index: number) {
  const { audit } = useReady()
  return audit.findings.find((f) => f.kind === 'verdict' && f.calls.includes(index)) ?? null
}

function useExplanation(index: number): Explanation | null {
  const { ready } = useReady()
  const { controller } = usePage()
  const [found, setFound] = useState<{ readonly of: unknown; readonly index: number; readonly is: Explanation } | null>(null)
  useEffect(() => {
    let gone = false
    ready.session.explain(index).then(
      (is) => {
        if (!gone) setFound({ of: ready.audit, index, is })
      },
      (error: unknown) => {
        if (!gone) controller.fail(error)
      },
    )
    return () => {
      gone = true
    }
  }, [ready.session, ready.audit, index, controller])
  return found?.index === index ? found.is : null
}

/** Why, in plain words: the sentence of the fault, or what the state means for this call. */
function Reason({ call, index, label }: { readonly call: Call; readonly index: number; readonly label: string }) {
  const { route } = useStateValue()
  const { context, audit } = useReady()
  const { ui, about, language } = useWords()
  const { half, which } = leadHalf(call)
  const [fault] = half.faults
  const state = callState(call, audit.at, route.soon)
  const until = callUntil(call)
  const sentence = fault ? describeFault(fault, context, language) : null
  const finding = useFinding(index)
  const command = finding?.kind === 'verdict' ? finding.repair.find((step) => step.do === 'run') : undefined
  const by = which === 'server' ? call.from.component : call.to.component
  const title =
    call.status === 'broken' && sentence
      ? ui.refusal(by, which, sentence.title)
      : (sentence?.title ??
        (state === 'soon' && until !== null ? ui.headline.soon(label, Math.floor((until - audit.at) / 86_400)) : ui.meaning[state]))
  return (
    <section className="section reason">
      <h2>{title}</h2>
      <p>{sentence?.detail ?? about.statuses[call.status].meaning}</p>
      {half.missing.length > 0 && (
        <p className="second">{ui.settledBy(half.missing.map((m) => m.file ?? `${m.component} ${m.setting}`))}</p>
      )}
      {call.versionNote && (
        <p className="second">{(about.versionNotes[call.versionNote.id] as (n: typeof call.versionNote) => string)(call.versionNote)}</p>
      )}
      {call.assumed && <p className="second">{ui.assumed}</p>}
      {command?.do === 'run' && (
        <div className="code repair-line">
          <span className="third">{ui.repair}</span>
          <code>{command.command}</code>
          <CopyButton text={command.command} />
        </div>
      )}
    </section>
  )
}

function One({ index, slotLabel }: { readonly index: number; readonly slotLabel: string }) {
  const { audit } = useReady()
  const { route } = useStateValue()
  const { ui, about, diagram } = useWords()
  const dispatch = useDispatch()
  const head = useRef<HTMLHeadingElement>(null)
  const scroll = useRef<HTMLDivElement>(null)
  const call = audit.calls[index]
  const explanation = useExplanation(index)
  useEffect(() => {
    scroll.current?.scrollTo(0, 0)
    if (document.activeElement === document.body) head.current?.focus({ preventScroll: true })
  }, [index])
  if (!call) return null
  const state: DrawnState = callState(call, audit.at, route.soon)
  const finding = audit.findings.find((f) => f.kind === 'verdict' && f.calls.includes(index))
  const step = (by: number) => {
    const at = CALL_SLOTS.indexOf(route.edge === 'other' || route.edge === null ? '1' : route.edge)
    dispatch({ do: 'route', route: { edge: CALL_SLOTS[(at + by + CALL_SLOTS.length) % CALL_SLOTS.length] ?? '1', nth: 0 } })
  }
  return (
    <article className="inspector" aria-labelledby="inspected">
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
          {about.edges[call.edge]} {ui.tls(call.client?.certificate != null, call.status === 'plaintext', call.number === 12)}
          {call.serverName && <> {ui.dials(visible(call.serverName), call.port)}</>}
          {call.identityAuthorised.user !== null && (
            <> {ui.identity(visible(call.identityAuthorised.user), call.identityAuthorised.groups.map(visible))}</>
          )}
        </p>
        <Instances index={index} />
        <BothEnds call={call} />
        <Chain call={call} explanation={explanation} />
        <Candidates call={call} explanation={explanation} />
        <SettingsAndFiles call={call} />
        {finding?.kind === 'verdict' && <Repair call={call} finding={finding} />}
        <OpenSsl index={index} />
        <Decode call={call} />
      </div>
    </article>
  )
}

/** In: the route's call. The call shown is the nth behind the drawn one, worst first. */
export function Inspector() {
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
