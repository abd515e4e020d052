/** Decoded entries as a list of names and values; long values are cut until asked for. */
import { useState } from 'react'
import { useWords } from '../context.tsx'
import type { Entry } from './entries.ts'

const LONG = 240

function Value({ text }: { readonly text: string }) {
  const { items } = useWords()
  const [whole, setWhole] = useState(false)
  if (text.length <= LONG || whole) return <code>{text}</code>
  return (
    <>
      <code>{text.slice(0, LONG)}…</code>{' '}
      <button type="button" className="quiet" onClick={() => setWhole(true)}>
        {items.whole}
      </button>
    </>
  )
}

export function Entries({ list }: { readonly list: readonly Entry[] }) {
  const { decode } = useWords()
  return (
    <ul className="entries">
      {list.map((one, i) => (
        <li key={i} className={one.label === '' ? 'bare-entry' : one.children.length > 0 && one.value === null ? 'group' : undefined}>
          {one.label !== '' && (
            <span className="entry-label">
              {one.label}
              {one.critical && <span className="critical">{decode.critical}</span>}
              {one.value === null && one.note !== null && <span className="third tag">{one.note}</span>}
            </span>
          )}
          {one.value !== null && (
            <span className="entry-value">
              <Value text={one.value} />
              {one.note !== null && <span className="third"> {one.note}</span>}
            </span>
          )}
          {one.children.length > 0 && <Entries list={one.children} />}
        </li>
      ))}
    </ul>
  )
}
