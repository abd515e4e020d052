/** The second picture: who verifiably signed what, issuer left, subject right, the calls that show it at the far right. */
import { type KeyboardEvent, useMemo, useState } from 'react'
import { useAudit, useStateValue, useWords } from '../context.tsx'
import { Group } from './Group.tsx'
import { TrustPanel } from './TrustPanel.tsx'
import { signers, twinAfter } from './groups.ts'
import './trust.css'

const MOST_GROUPS = 60

/** Up and down along a column, left and right between a card and what it signed. */
function move(event: KeyboardEvent<HTMLElement>): void {
  const here = event.target as HTMLElement
  const column = ['.ca-card', '.signed-row'].find((kind) => here.matches(kind))
  if (!column) return
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(column)]
  const own = here.closest('.trust-group')
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  const across = event.key === 'ArrowRight' ? '.signed-row' : event.key === 'ArrowLeft' ? '.ca-card' : null
  const target =
    step !== 0 ? all[all.indexOf(here) + step] : across === null || across === column ? null : own?.querySelector<HTMLElement>(across)
  if (!target) return
  event.preventDefault()
  target.focus()
}

export function Trust() {
  const { audit, model } = useAudit()
  const { keys, route } = useStateValue()
  const { ui } = useWords()
  const { groups, elsewhere } = useMemo(() => signers(audit, model, route.soon), [audit, model, route.soon])
  const [row, setRow] = useState<number | null>(null)
  const chosen = groups.find((g) => keys?.includes(g.id)) ?? null
  const related = (id: string, parents: readonly string[]) =>
    chosen === null || id === chosen.id || parents.includes(chosen.id) || chosen.parents.includes(id)
  return (
    <div className="trust">
      <section className="trust-scroll" aria-label={ui.views.trust} onKeyDown={move}>
        <div className="trust-head label" aria-hidden="true">
          <span>{ui.issuerColumn}</span>
          <span />
          <span className="trust-head-signed">
            <span>{ui.signedColumn}</span>
            <span>{ui.usedBy}</span>
          </span>
        </div>
        {groups.slice(0, MOST_GROUPS).map((group, i) => (
          <Group
            key={group.id}
            group={group}
            twin={twinAfter(groups, i) ? (groups[i + 1] ?? null) : null}
            namesake={twinAfter(groups, i) || twinAfter(groups, i - 1)}
            faded={!related(group.id, group.parents)}
            row={row}
            onRow={setRow}
          />
        ))}
        {groups.length > MOST_GROUPS && <p className="third">{ui.more(groups.length - MOST_GROUPS)}</p>}
        {elsewhere > 0 && <p className="third">{ui.trust.elsewhere(elsewhere)}</p>}
        {groups.length === 0 && <p className="section">{ui.noCertificates}</p>}
      </section>
      <TrustPanel groups={groups} chosen={chosen} row={row} />
    </div>
  )
}
