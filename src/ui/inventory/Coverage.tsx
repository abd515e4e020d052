/** What was read, what was not and why, what is missing and would settle which call; and the user's corrections. */
import { useMemo, useState } from 'react'
import type { FileFacts } from '../../engine/inventory/inventory.ts'
import { describe } from '../../text/index.ts'
import { collectCommand } from '../drop/commands.ts'
import { visible } from '../../text/visible.ts'
import { usePage, useReady, useWords } from '../context.tsx'
import { CopyButton } from '../shell/CopyButton.tsx'
import { Missing } from './Missing.tsx'
import './inventory.css'

const FIRST = 100
function Files({
  list,
  title,
  why,
}: {
  readonly list: readonly FileFacts[]
  readonly title: string
  readonly why: (file: FileFacts) => string
}) {
  const { ui } = useWords()
  const [all, setAll] = useState(false)
  if (list.length === 0) return null
  return (
    <section className="section">
      <h2>{title}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{ui.file}</th>
            <th scope="col">{ui.as}</th>
            <th scope="col">{ui.mode}</th>
          </tr>
        </thead>
        <tbody>
          {list.slice(0, all ? 2000 : FIRST).map((file) => (
            <tr key={`${file.container}${file.path}`}>
              <td className="mono">{visible(file.path)}</td>
              <td>{why(file)}</td>
              <td className="mono">
                {file.mode === null ? '–' : file.mode.toString(8).padStart(4, '0')}
                {file.owner ? ` ${visible(file.owner)}` : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!all && list.length > FIRST && (
        <p>
          <button type="button" className="link" onClick={() => setAll(true)}>
            {ui.showAll(list.length)}
          </button>
        </p>
      )}
    </section>
  )
}

/** Which node and cluster each part of the drop was taken for, to be corrected by hand. */
function Corrections() {
  const { ready, audit } = useReady()
  const { controller } = usePage()
  const { ui } = useWords()
  const [draft, setDraft] = useState(ready.corrections)
  const parts = useMemo(
    () => [...new Set(audit.inventory.files.map((f) => f.container ?? f.path.split('/')[0] ?? ''))].filter(Boolean).slice(0, 40),
    [audit.inventory.files],
  )
  const evidence = audit.clusters.flatMap((c) => c.evidence.map((e) => ({ ...e, cluster: c.id })))
  if (parts.length === 0 || ready.reopened) return null
  const set = (which: 'nodeOf' | 'clusterOf', part: string, value: string) => {
    const { [part]: _old, ...rest } = draft[which]
    setDraft({ ...draft, [which]: value.trim() === '' ? rest : { ...rest, [part]: value.trim() } })
  }
  return (
    <section className="section">
      <h2>{ui.corrections}</h2>
      <p className="second">{ui.correctionsDetail}</p>
      <ul>
        {evidence.slice(0, 12).map((e, i) => (
          <li key={i} className="second">
            {ui.evidence(e.node === null ? null : visible(e.node), e.why, visible(e.value))}
          </li>
        ))}
      </ul>
      <form
        className="corrections"
        onSubmit={(event) => {
          event.preventDefault()
          controller.correct(draft)
        }}
      >
        <span className="label">{ui.partOfDrop}</span>
        <span className="label">{ui.node}</span>
        <span className="label">{ui.cluster}</span>
        {parts.map((part) => [
          <span key={`${part}-name`} className="mono">
            {visible(part)}
          </span>,
          <input
            key={`${part}-node`}
            className="field"
            aria-label={`${ui.node}: ${part}`}
            value={Object.hasOwn(draft.nodeOf, part) ? draft.nodeOf[part] : ''}
            onChange={(event) => set('nodeOf', part, event.target.value)}
          />,
          <input
            key={`${part}-cluster`}
            className="field"
            aria-label={`${ui.cluster}: ${part}`}
            value={Object.hasOwn(draft.clusterOf, part) ? draft.clusterOf[part] : ''}
            onChange={(event) => set('clusterOf', part, event.target.value)}
          />,
        ])}
        <button type="submit" className="button">
          {ui.judgeAgain}
        </button>
      </form>
    </section>
  )
}

export function Coverage() {
  const { audit, context, ready } = useReady()
  const { ui, language } = useWords()
  const files = audit.inventory.files.filter((f) => !f.directory)
  const read = files.filter((f) => f.ignored === null)
  const links = files.filter((f) => f.ignored === 'link')
  const ignored = files.filter((f) => f.ignored !== null && f.ignored !== 'link')
  return (
    <section className="coverage">
      <div className="coverage-scroll" tabIndex={0} role="region" aria-label={ui.views.coverage}>
        <h1>{ui.coverageTitle(read.length, ignored.length, audit.coverage.missing.length)}</h1>
        <p className="second">{ui.coverageDetail}</p>
        {ready.unread.length > 0 && (
          <section className="section">
            <h2>{ui.refused(ready.unread.length)}</h2>
            <ul>
              {ready.unread.slice(0, 200).map((r) => (
                <li key={r.path}>
                  <code>{visible(r.path)}</code> {ui.refusedWhy[r.why]}
                </li>
              ))}
            </ul>
            <p className="second">
              {ui.permissionHint} <CopyButton text={collectCommand('kubeadm', 'without')} of={ui.collect} />
            </p>
          </section>
        )}
        {audit.inventory.faults.length > 0 && (
          <section className="section">
            <h2>{ui.couldNotRead}</h2>
            <ul>
              {audit.inventory.faults.slice(0, 200).map((fault, i) => {
                const { title, detail } = describe({ kind: 'read', fault, severity: null, files: [fault.file] }, context, language)
                return (
                  <li key={i}>
                    <span className="strong">{title}</span> <span className="mono second">{visible(fault.file)}</span>
                    <p className="second">{detail}</p>
                  </li>
                )
              })}
            </ul>
            {audit.inventory.faults.length > 200 && <p className="third">{ui.more(audit.inventory.faults.length - 200)}</p>}
          </section>
        )}
        <Missing />
        <Corrections />
        <Files list={ignored} title={ui.ignoredFiles} why={(f) => (f.ignored ? ui.ignored[f.ignored] : '')} />
        <Files list={links} title={ui.links} why={(f) => `→ ${visible(f.linkTarget ?? '')}`} />
        <Files list={read} title={ui.readFiles} why={(f) => f.readAs.join(', ')} />
      </div>
    </section>
  )
}
