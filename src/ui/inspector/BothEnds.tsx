/** Both ends side by side: equal fields on equal rows, failing rows first, only the failing cell tinted. */
import { useState } from 'react'
import type { Call, Presented } from '../../engine/verdicts/verdict.ts'
import { fileOf, place } from '../../text/context.ts'
import { brief } from '../where.ts'
import { useAudit, useWords } from '../context.tsx'
import { CaChip } from '../panels/Chip.tsx'
import { type CellValue, type Row, failing, rowsOf } from './rows.ts'
import { verifyingKeys } from '../../report/diagram/authorities.ts'
import { slotOf } from '../../report/diagram/call-slot.ts'

function where(
  end: Presented | null,
  locations: readonly { readonly file: string; readonly field: string | null }[] | undefined,
): string | null {
  const [first] = locations ?? []
  return fileOf(end?.use ?? null) ?? (first ? place(first) : null)
}
const same = (row: Row): boolean => row.client.text === row.server.text

/** An end that shows no certificate says so once, beside all the rows of the other. */
const silent = (rows: readonly Row[], end: 'client' | 'server'): boolean =>
  rows.length > 2 && rows.every((row) => row[end].text === '–' && row[end].expected === null)

function Cell({ value, wanted, failed }: { readonly value: CellValue; readonly wanted: boolean; readonly failed: string }) {
  return (
    <td className={value.expected !== null ? 'fails' : undefined}>
      {value.expected !== null && <span className="hidden">{failed}: </span>}
      <span className={/[\u4e00-\u9fff]/.test(value.text) ? undefined : 'mono'}>{value.text}</span>
      {value.expected !== null && <span className="expected">{value.expected}</span>}
      {value.hint !== null && !wanted && <span className="third line">{value.hint}</span>}
    </td>
  )
}
export function BothEnds({ call }: { readonly call: Call }) {
  const { audit, model } = useAudit()
  const { ui } = useWords()
  const [differences, setDifferences] = useState(false)
  const slot = slotOf(call)
  const drawn = slot ? model.calls[slot] : null
  const all = rowsOf(call, audit.inventory, audit.at, ui, verifyingKeys(audit, call))
  const rows = differences ? all.filter((row) => failing(row) || !same(row)) : all
  const location = (end: Presented | null) =>
    (end === call.server && call.number === 12 ? fileOf(call.providerAcceptsClient.trusts) : null) ??
    where(end, end?.certificate == null ? undefined : audit.inventory.locations[end.certificate])
  const half = { client: call.providerAcceptsClient, server: call.callerAcceptsServer }
  const nothing = (end: 'client' | 'server'): string => {
    const missing = half[end].missing.map((m) => m.file ?? `${m.component} ${m.setting}`)
    if (half[end].status === 'token') return missing.length > 0 ? ui.settledBy(missing) : ui.tokenAtRunTime
    return missing.length > 0 ? ui.settledBy(missing) : ui.noCertificate
  }
  const head = (end: 'client' | 'server') => {
    const file = location(call[end])
    const kind =
      call[end]?.certificate != null
        ? ui.presents[end]
        : call.number === 12
          ? ui.presentsKey[end]
          : end === 'client'
            ? ui.presentsToken
            : ui.presents.server
    return (
      <th scope="col">
        {kind} {drawn && <CaChip of={end === 'client' ? drawn.clientCap : drawn.serverCap} />}
        <span className="mono third line" title={file ?? undefined}>
          {file === null ? ui.notInDrop : brief(file)}
        </span>
      </th>
    )
  }
  return (
    <section className="section">
      <header>
        <h2 className="label">
          {call.client?.certificate != null && call.server?.certificate != null ? ui.bothCertificates : ui.bothKeys}
        </h2>
        <button type="button" className="quiet" aria-pressed={differences} onClick={() => setDifferences(!differences)}>
          {ui.differencesOnly}
        </button>
      </header>
      {all.length === 0 && <p className="second">{ui.noCertificates}</p>}
      <table className="ends">
        <thead>
          <tr>
            <td />
            {head('client')}
            {head('server')}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, nth) => (
            <tr key={row.id} className={failing(row) ? 'failing' : undefined}>
              <th scope="row">{row.label}</th>
              {(['client', 'server'] as const).map((end) => {
                if (!silent(rows, end))
                  return <Cell key={end} value={row[end]} wanted={row[end].expected !== null} failed={ui.checkResult.failed} />
                return nth > 0 ? null : (
                  <td key={end} rowSpan={rows.length} className="silent second">
                    {nothing(end)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
