/** Under the picture while a CA is chosen: how many calls and files depend on it, and the files by name. */
import { useMemo } from 'react'
import { visible } from '../../text/visible.ts'
import { useAudit, useReady, useWords } from '../context.tsx'
import { CaChip } from '../panels/Chip.tsx'
import { fileKinds, radius } from '../trust/radius.ts'
import { Told, useWhole } from '../Whole.tsx'
import { withinNode } from '../where.ts'

const MOST_FILES = 6
function Dependants({ keys }: { readonly keys: readonly string[] }) {
  const { audit, model } = useAudit()
  const { ui } = useWords()
  const { slots, others, files } = useMemo(() => radius(audit, model.cluster, keys), [audit, model.cluster, keys])
  const kinds = useMemo(() => fileKinds(files, withinNode), [files])
  return (
    <>
      {ui.depend(slots.length + others.length, files.length)}{' '}
      <span className="mono">
        {kinds
          .slice(0, MOST_FILES)
          .map(({ name, count }) => (count > 1 ? ui.trust.many(visible(name), count) : visible(name)))
          .join(', ')}
      </span>{' '}
      {kinds.length > MOST_FILES && ui.more(kinds.length - MOST_FILES)}
    </>
  )
}
export function RadiusLine({ keys }: { readonly keys: readonly string[] }) {
  const { model } = useReady()
  const whole = useWhole()
  const authority = model.authorities.byKey.get(keys[0] ?? '')
  return (
    <p className="states radius-line" role="status">
      {authority && (
        <>
          <CaChip of={authority} /> <span className="strong">{visible(authority.name)}</span> <span className="tag">{authority.tag}</span>
        </>
      )}{' '}
      {whole ? (
        <Told>
          <Dependants keys={keys} />
        </Told>
      ) : (
        '…'
      )}
    </p>
  )
}
