/** `/`: one box over calls, nodes and certificates. */
import { useId, useMemo, useState } from 'react'
import { useDispatch, useReady, useWords } from '../context.tsx'
import { useWhole } from '../Whole.tsx'
import { type Hit, search } from './search-index.ts'

export function Search() {
  const { overview, inventory, ready } = useReady()
  const { ui } = useWords()
  const dispatch = useDispatch()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const list = useId()
  const [reached, setReached] = useState(false)
  const whole = useWhole(reached)
  const hits = useMemo(() => search(query, overview, inventory), [query, overview, inventory])
  const choose = (hit: Hit | undefined) => {
    if (!hit) return
    setQuery('')
    document.getElementById('search')?.blur()
    if (hit.kind === 'call') dispatch({ do: 'route', route: { view: 'diagram', edge: hit.slot, nth: 0 } })
    else if (hit.kind === 'node') dispatch({ do: 'node', node: hit.node })
    else dispatch({ do: 'show', item: { kind: 'certificate', id: hit.id } })
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
      setActive((active + (event.key === 'ArrowDown' ? 1 : -1) + hits.length) % Math.max(1, hits.length))
    else if (event.key === 'Enter') choose(hits[active])
    else if (event.key === 'Escape') setQuery('')
    else return
    if (event.key !== 'Escape') event.preventDefault()
  }
  const open = query !== ''
  return (
    <div className="search">
      <input
        id="search"
        className="field"
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        placeholder={ui.search}
        aria-label={ui.searchLabel}
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={open && hits[active] ? `${list}-${active}` : undefined}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setActive(0)
        }}
        onFocus={() => setReached(true)}
        onKeyDown={onKeyDown}
        onBlur={({ currentTarget }) =>
          setTimeout(() => {
            // Who came back meanwhile has begun to type anew.
            if (document.activeElement !== currentTarget) setQuery('')
          }, 150)
        }
      />
      {!open && <kbd aria-hidden="true">/</kbd>}
      <svg
        className="glass"
        width="14"
        height="14"
        viewBox="0 0 14 14"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        aria-hidden="true"
      >
        <circle cx="5.8" cy="5.8" r="4.2" />
        <path d="M9 9 13 13" />
      </svg>
      <ul id={list} role="listbox" aria-label={ui.searchLabel} hidden={!open || hits.length === 0}>
        {hits.map((hit, i) => (
          <li
            key={`${hit.kind}${hit.text}${hit.detail}`}
            id={`${list}-${i}`}
            role="option"
            aria-selected={i === active}
            onMouseDown={(event) => {
              event.preventDefault()
              choose(hit)
            }}
          >
            <span className="third">{ui.hit[hit.kind]}</span> <span className="strong">{hit.text}</span>{' '}
            <span className="third mono">{hit.detail}</span>
          </li>
        ))}
      </ul>
      {open && hits.length === 0 && (
        <p className="search-none third" role="status">
          {whole ? ui.nothingFound : ui.arriving(Math.round((ready.arriving ?? 0) * 100))}
        </p>
      )}
    </div>
  )
}
