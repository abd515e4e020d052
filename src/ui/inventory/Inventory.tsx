/** All that was found: sort, search, filter; above 200 rows only those in view are in the document. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { grouped } from '../../text/format.ts'
import { useDispatch, useAudit, useStateValue, useWords } from '../context.tsx'
import { arrange } from './arrange.ts'
import { inventoryCount, inventoryRows, KINDS, type Kind } from './kinds/index.ts'
import type { InventoryRow, Validity } from './row.ts'
import './inventory.css'

const VIRTUAL_FROM = 200
const ROW_HEIGHT = 34

/** Where something lies: whose node, and the path's end, which is what tells one from another, where there is not room for all. */
function Place({ text }: { readonly text: string }) {
  const [, node = '', path = text] = /^([^\s:/]+: )?(.*)$/s.exec(text) ?? []
  return (
    <span className="place">
      {node && <span>{node}</span>}
      <span className="place-path">
        <bdi>{path}</bdi>
      </span>
    </span>
  )
}

export function Inventory() {
  const { audit } = useAudit()
  const { route } = useStateValue()
  const words = useWords()
  const { ui } = words
  const dispatch = useDispatch()
  const [kind, setKind] = useState<Kind>('certificates')
  const [search, setSearch] = useState('')
  const [validity, setValidity] = useState<Validity | 'all'>('all')
  const [sort, setSort] = useState({ column: 3, descending: false })
  const scroll = useRef<HTMLDivElement>(null)
  const all = useMemo(() => inventoryRows(audit, kind, words, route.soon), [audit, kind, words, route.soon])
  const columns = ui.columns[kind]
  const column = Math.min(sort.column, columns.length - 1)
  const rows = useMemo(
    () => arrange(all, search, kind === 'certificates' ? validity : 'all', column, sort.descending),
    [all, search, validity, kind, column, sort.descending],
  )
  const virtual = rows.length > VIRTUAL_FROM
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised by a compiler
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    enabled: virtual,
  })
  const items = virtual ? virtualizer.getVirtualItems() : []
  const first = items[0]
  const last = items[items.length - 1]
  const before = virtual && first ? first.start : 0
  const after = virtual && last ? virtualizer.getTotalSize() - last.end : 0
  const shown = virtual
    ? items.flatMap((item) => {
        const r = rows[item.index]
        return r ? [{ r, index: item.index }] : []
      })
    : rows.map((r, index) => ({ r, index }))
  const open = (r: InventoryRow) => dispatch({ do: 'show', item: r.item })
  // Containers and requests are rare: no tab for none of them.
  const kinds = KINDS.map((k) => ({ k, count: inventoryCount(audit, k) })).filter(({ k, count }) => k !== 'objects' || count !== 0)
  return (
    <section className="inventory" aria-label={ui.views.inventory}>
      <h1 className="hidden">{ui.views.inventory}</h1>
      <header className="inventory-head">
        <div className="filters" role="group" aria-label={ui.views.inventory}>
          {kinds.map(({ k, count }) => (
            <button
              key={k}
              type="button"
              className="filter"
              aria-pressed={kind === k}
              onClick={() => {
                setKind(k)
                setSort({ column: k === 'certificates' ? 3 : 0, descending: false })
              }}
            >
              {ui.kinds[k]} {count !== null && grouped(count)}
            </button>
          ))}
        </div>
        <input
          className="field"
          type="search"
          value={search}
          placeholder={ui.searchInventory}
          aria-label={ui.searchInventory}
          onChange={(event) => setSearch(event.target.value)}
        />
        {kind === 'certificates' && (
          <select
            className="field"
            value={validity}
            aria-label={ui.filter}
            onChange={(event) => setValidity(event.target.value as Validity | 'all')}
          >
            {(['all', 'expired', 'soon', 'valid'] as const).map((v) => (
              <option key={v} value={v}>
                {ui.validity[v]}
              </option>
            ))}
          </select>
        )}
        <span className="third" role="status">
          {ui.rowCount(rows.length, all.length)}
        </span>
      </header>
      <div className="inventory-scroll" ref={scroll} tabIndex={0} role="region" aria-label={ui.kinds[kind]}>
        <table className={`rows ${kind}`} aria-rowcount={rows.length + 1}>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((name, i) => (
                <th key={name} scope="col" aria-sort={column === i ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
                  <button
                    type="button"
                    className="bare"
                    onClick={() => setSort({ column: i, descending: column === i && !sort.descending })}
                  >
                    {name}
                    {column === i ? (sort.descending ? ' ↓' : ' ↑') : ''}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {before > 0 && (
              <tr aria-hidden="true" style={{ height: before }}>
                <td colSpan={columns.length} />
              </tr>
            )}
            {shown.map(({ r, index }) => (
              <tr key={r.id} aria-rowindex={index + 2} className={r.validity} onClick={() => open(r)}>
                {r.cells.map((cell, i) => (
                  <td key={columns[i]} className={i === 0 ? 'leading' : undefined} title={cell}>
                    {i === 0 ? (
                      <button
                        type="button"
                        className="bare"
                        onClick={(event) => {
                          event.stopPropagation()
                          open(r)
                        }}
                      >
                        {cell || '–'}
                      </button>
                    ) : kind === 'certificates' && i === 3 ? (
                      <>
                        <span className="tabular">{cell}</span> <span className="days">{r.days === null ? '' : ui.daysLeft(r.days)}</span>
                      </>
                    ) : i === r.cells.length - 1 ? (
                      <Place text={cell} />
                    ) : (
                      <span className="clip">{cell}</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
            {after > 0 && (
              <tr aria-hidden="true" style={{ height: after }}>
                <td colSpan={columns.length} />
              </tr>
            )}
          </tbody>
        </table>
        {rows.length === 0 && <p className="section third">{ui.nothingFound}</p>}
      </div>
    </section>
  )
}
