/** What was read, what was not and why, what is missing and would settle which call; and which node and cluster each part was taken for. */
import { lazy, Suspense, useState } from 'react'
import type { FileFacts } from '../../engine/inventory/inventory.ts'
import { describe } from '../../text/index.ts'
import { collectCommand } from '../drop/commands.ts'
import { visible } from '../../text/visible.ts'
import { useAudit, useWords } from '../context.tsx'
import { CopyButton } from '../shell/CopyButton.tsx'
import { Missing, Unplaced } from './Missing.tsx'
import './inventory.css'

/** With the list of distributions, which the first screen does not need. */
const Corrections = lazy(() => import('./Corrections.tsx'))

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

export function Coverage() {
  const { audit, context, ready } = useAudit()
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
        <Unplaced />
        <Suspense>
          <Corrections />
        </Suspense>
        <Files list={ignored} title={ui.ignoredFiles} why={(f) => (f.ignored ? ui.ignored[f.ignored] : '')} />
        <Files list={links} title={ui.links} why={(f) => `→ ${visible(f.linkTarget ?? '')}`} />
        <Files list={read} title={ui.readFiles} why={(f) => f.readAs.join(', ')} />
      </div>
    </section>
  )
}
