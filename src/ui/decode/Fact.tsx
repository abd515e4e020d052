/** One line of a thing's facts: what it is, the value, and a way to copy it. */
import type { ReactNode } from 'react'
import { visible } from '../../text/visible.ts'
import { useWords } from '../context.tsx'
import { CopyButton } from '../shell/CopyButton.tsx'
import type { Whereabouts } from './uses.ts'

export function Fact({ label, copy, children }: { readonly label: string; readonly copy?: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="second">{label}</dt>
      <dd>
        <div>{children}</div>
        {copy !== undefined && <CopyButton quiet text={copy} of={label} />}
      </dd>
    </div>
  )
}

const MOST = 24
/** Every place of one thing: file, field, line, block, mode and owner, and the settings that name the file. */
export function Places({ list }: { readonly list: readonly Whereabouts[] }) {
  const { items } = useWords()
  return (
    <ul className="places">
      {list.slice(0, MOST).map(({ location, block, mode, namedBy }) => {
        const details = [
          location.field === null ? null : items.embedded(visible(location.field)),
          location.line === null ? null : items.line(location.line),
          block === null ? null : items.block(block[0], block[1]),
          mode === null ? null : visible(mode),
          namedBy.length === 0 ? null : items.namedBy(namedBy),
        ].filter(Boolean)
        return (
          <li key={`${location.file}${location.field}${location.line}`}>
            <code>{visible(location.file)}</code>
            {details.length > 0 && <span className="third line">{details.join(' · ')}</span>}
          </li>
        )
      })}
      {list.length > MOST && <li className="third">{items.more(list.length - MOST)}</li>}
    </ul>
  )
}
