/** The calls and files that go with a key. */
import { useMemo } from 'react'
import { visible } from '../../text/visible.ts'
import { useDispatch, useAudit, useWords } from '../context.tsx'
import { CallPill } from '../panels/Chip.tsx'
import { withinNode } from '../where.ts'
import { fileKinds, radius } from './radius.ts'

const MOST_FILES = 24
function Files({ title, files }: { readonly title: string; readonly files: readonly string[] }) {
  const { ui } = useWords()
  const kinds = useMemo(() => fileKinds(files, withinNode), [files])
  if (kinds.length === 0) return null
  return (
    <>
      <h3 className="label radius-title">{title}</h3>
      <ul className="radius-files">
        {kinds.slice(0, MOST_FILES).map(({ name, count }) => (
          <li key={name} className="mono second">
            {count > 1 ? ui.trust.many(visible(name), count) : visible(name)}
          </li>
        ))}
      </ul>
      {kinds.length > MOST_FILES && <p className="third">{ui.more(kinds.length - MOST_FILES)}</p>}
    </>
  )
}

export function RadiusView({ keys }: { readonly keys: readonly string[] }) {
  const { audit, model } = useAudit()
  const { ui } = useWords()
  const dispatch = useDispatch()
  const { slots, others, files, holders } = useMemo(() => radius(audit, model.cluster, keys), [audit, model.cluster, keys])
  return (
    <>
      <p>{ui.depend(slots.length + others.length, files.length)}</p>
      {slots.length > 0 && (
        <p className="pills">
          {slots.map((slot) => (
            <CallPill key={slot} slot={slot} state={model.calls[slot].state} />
          ))}
          <button
            type="button"
            className="button small"
            onClick={() => {
              dispatch({ do: 'hide', all: true })
              dispatch({ do: 'route', route: { view: 'diagram', edge: null, nth: 0 } })
              dispatch({ do: 'keys', keys })
            }}
          >
            {ui.trust.inDiagram}
          </button>
        </p>
      )}
      <Files title={ui.trust.signedFiles} files={files} />
      <Files title={ui.trust.holders} files={holders} />
    </>
  )
}
