/** Report, data and pictures; with names, addresses and subjects taken out if asked for. */
import { useEffect, useRef, useState } from 'react'
import { useDispatch, usePage, useReady, useStateValue, useWords } from '../context.tsx'
import { useWhole } from '../Whole.tsx'
import type { Writer } from '../../worker/export-client.ts'
import { EXPORTS, type ExportId, download, make, prepare } from './exports.ts'

const SUFFIX: Readonly<Record<ExportId, string>> = {
  pdf: '.pdf',
  json: '.json',
  csv: '.csv',
  'findings-csv': '.csv',
  sarif: '.sarif',
  markdown: '.md',
  svg: '.svg',
  png: '.png',
}

export function ExportMenu() {
  const { dialog } = useStateValue()
  const { ready } = useReady()
  const { controller } = usePage()
  const { ui, language } = useWords()
  const dispatch = useDispatch()
  const [redacted, setRedacted] = useState(false)
  const [busy, setBusy] = useState<ExportId | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const open = dialog === 'export'
  const whole = useWhole(open)
  const set = (value: boolean) => dispatch({ do: 'dialog', dialog: value ? 'export' : null })
  useEffect(() => {
    if (!open) return
    if (whole) box.current?.querySelector<HTMLElement>('.menu button')?.focus()
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) dispatch({ do: 'dialog', dialog: null })
    }
    addEventListener('pointerdown', away)
    return () => removeEventListener('pointerdown', away)
  }, [open, whole, dispatch])
  const { session, reopened, overview, audit } = ready
  const writer = useRef<Promise<Writer> | null>(null)
  useEffect(() => {
    if (!open || !whole) return
    const next = prepare(session)
    writer.current = next
    return () => void next.then((one) => one.close()).catch(() => undefined)
    // Another moment is another audit, though the session is the same.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [open, whole, session, audit])
  const write = (id: ExportId) => {
    setBusy(id)
    const made = (writer.current ?? prepare(session)).then((one) =>
      make(id, one, { at: overview.at, language, redacted, reopened, fingerprints: session.fingerprints }),
    )
    made.then(
      (file) => {
        setBusy(null)
        set(false)
        if (file) download(file)
      },
      (error: unknown) => {
        setBusy(null)
        controller.fail(error)
      },
    )
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') {
      set(false)
      box.current?.querySelector('button')?.focus()
      event.stopPropagation()
      return
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const buttons = [...(box.current?.querySelectorAll<HTMLElement>('.menu button') ?? [])]
    const at = buttons.findIndex((b) => b === document.activeElement)
    buttons[(at + (event.key === 'ArrowDown' ? 1 : -1) + buttons.length) % buttons.length]?.focus()
    event.preventDefault()
  }
  return (
    <div className="export" ref={box} onKeyDown={onKeyDown}>
      <button type="button" className="button" aria-expanded={open} onClick={() => set(!open)}>
        {ui.export}
      </button>
      {open && (
        <div className="menu" role="group" aria-label={ui.export}>
          {EXPORTS.map((id) => (
            <button key={id} type="button" disabled={busy !== null || !whole} onClick={() => write(id)}>
              <span>{ui.exportItems[id]}</span> <span className="third mono">{SUFFIX[id]}</span>
            </button>
          ))}
          <label>
            <input type="checkbox" checked={redacted} onChange={(event) => setRedacted(event.target.checked)} /> {ui.redact}
          </label>
          <p className="third" role="status">
            {!whole ? ui.arriving(Math.round((ready.arriving ?? 0) * 100)) : busy === null ? '' : ui.exporting}
          </p>
        </div>
      )}
    </div>
  )
}
