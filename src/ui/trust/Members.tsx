/** The certificates behind one row, earliest end first; those in view alone are in the document. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { day } from '../../text/format.ts'
import { visible } from '../../text/visible.ts'
import { useDispatch, useAudit, useWords } from '../context.tsx'
import { nameOfRow } from './SignedRow.tsx'
import type { Signed } from './groups.ts'

const ROW_HEIGHT = 28
export function Members({ one }: { readonly one: Signed }) {
  const { context, audit } = useAudit()
  const { ui } = useWords()
  const dispatch = useDispatch()
  const scroll = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised by a compiler
  const virtualizer = useVirtualizer({
    count: one.members.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  })
  return (
    <section className="section">
      <h2 className="label">{nameOfRow(one, ui)}</h2>
      <div className="members" ref={scroll}>
        <ul style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const id = one.members[index] ?? -1
            const certificate = context.certificate(id)
            if (!certificate) return null
            return (
              <li key={id} style={{ transform: `translateY(${start}px)`, height: ROW_HEIGHT }}>
                <button type="button" className="bare" onClick={() => dispatch({ do: 'show', item: { kind: 'certificate', id } })}>
                  <span className="mono clip">{visible(certificate.subject.commonName || certificate.subject.text)}</span>
                  <span className={certificate.notAfter < audit.at ? 'tabular bad' : 'tabular second'}>{day(certificate.notAfter)}</span>
                </button>
              </li>
            )
          })}
        </ul>
      </div>
    </section>
  )
}
