/** A component opened: its instances by node, broken first, found by name; choosing one shows the calls of that node alone. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState } from 'react'
import { PLACE_NAMES } from '../../report/diagram/place-shapes.ts'
import type { Place } from '../../report/diagram/geometry.ts'
import { visible } from '../../text/visible.ts'
import { useDispatch, useAudit, useStateValue, useWords } from '../context.tsx'
import { slotText, StateMark } from '../panels/Chip.tsx'
import { placeInstances } from './instances.ts'

const ROW_HEIGHT = 30
interface Props {
  readonly place: Place
  /** In px on the stage, and the height there is. */
  readonly at: { readonly left: number; readonly top: number; readonly height: number }
  readonly onClose: () => void
}
export function NodePicker({ place, at, onClose }: Props) {
  const { audit, model } = useAudit()
  const { route } = useStateValue()
  const { ui, diagram } = useWords()
  const dispatch = useDispatch()
  const [search, setSearch] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const scroll = useRef<HTMLDivElement>(null)
  const all = useMemo(() => placeInstances(audit, model.cluster, place, route.soon), [audit, model.cluster, place, route.soon])
  const rows = useMemo(() => all.filter(({ node }) => node.toLowerCase().includes(search.trim().toLowerCase())), [all, search])
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised by a compiler
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  })
  useEffect(() => field.current?.focus(), [])
  const broken = all.filter(({ state }) => state === 'broken').length
  const focus = (step: number) => {
    const items = [...(scroll.current?.querySelectorAll<HTMLElement>('button') ?? [])]
    const next = items[items.indexOf(document.activeElement as HTMLElement) + step]
    if (next) next.focus()
    else if (step < 0) field.current?.focus()
  }
  return (
    <section
      className="picker"
      style={{ left: at.left, top: at.top, maxHeight: at.height }}
      aria-label={ui.expand(PLACE_NAMES[place], all.length)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
        else if (event.key === 'ArrowDown') focus(1)
        else if (event.key === 'ArrowUp') focus(-1)
        else return
        event.preventDefault()
      }}
    >
      <header>
        <span className="strong">{ui.instances(PLACE_NAMES[place], all.length)}</span>
        {broken > 0 && <span className="bad strong">{ui.brokenCount(broken)}</span>}
        <button type="button" className="button small square" aria-label={ui.close} onClick={onClose}>
          ×
        </button>
      </header>
      <input
        ref={field}
        className="field"
        type="search"
        value={search}
        placeholder={ui.chooseNode}
        aria-label={ui.chooseNode}
        onChange={(event) => setSearch(event.target.value)}
      />
      <div className="picker-list" ref={scroll}>
        <ul style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const one = rows[index]
            if (!one) return null
            return (
              <li key={one.node} style={{ transform: `translateY(${start}px)`, height: ROW_HEIGHT }}>
                <button
                  type="button"
                  className="bare"
                  onClick={() => {
                    dispatch({ do: 'node', node: one.node })
                    onClose()
                  }}
                >
                  <StateMark state={one.state} />
                  <span className="mono ellipsis">{visible(one.node)}</span>
                  <span className={one.broken.length > 0 ? 'bad strong' : 'third'}>
                    {one.broken.length > 0 ? one.broken.map((slot) => slotText(slot, ui.frontProxy)).join(', ') : diagram.state[one.state]}
                  </span>
                </button>
              </li>
            )
          })}
        </ul>
      </div>
      {rows.length === 0 && <p className="third">{ui.nothingFound}</p>}
    </section>
  )
}
