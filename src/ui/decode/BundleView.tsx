/** One trust bundle: every CA in it, what of this drop each accepts, and who reads the bundle. */
import { useMemo } from 'react'
import { daysUntil, day } from '../../text/format.ts'
import { visible } from '../../text/visible.ts'
import { useAudit, useWords } from '../context.tsx'
import { CertificateLink } from './CertificateLink.tsx'
import { Fact } from './Fact.tsx'
import { bundleOf } from './bundles.ts'

export function BundleView({ file, field }: { readonly file: string; readonly field: string | null }) {
  const { audit } = useAudit()
  const { ui, items } = useWords()
  const bundle = useMemo(() => bundleOf(audit, file, field), [audit, file, field])
  return (
    <div className="facts">
      <dl>
        <Fact label={items.facts.members}>
          <ul className="places">
            {bundle.members.map(({ id, accepts }) => {
              const certificate = audit.inventory.certificates[id]
              return (
                <li key={id}>
                  <CertificateLink id={id} />
                  <span className="third line">
                    {certificate && `${day(certificate.notAfter)}, ${ui.daysLeft(daysUntil(certificate.notAfter, audit.at))} · `}
                    {accepts > 0 ? items.memberNeeded(accepts) : items.memberUnneeded}
                  </span>
                </li>
              )
            })}
          </ul>
        </Fact>
        <Fact label={items.facts.neededBy}>
          {bundle.readers.length === 0 ? (
            <span className="second">{items.unused}</span>
          ) : (
            <ul>
              {bundle.readers.map((reader) => (
                <li key={reader}>
                  <code>{reader}</code>
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact label={items.facts.foundAt}>
          <code>{visible(field === null ? file : `${file}#${field}`)}</code>
        </Fact>
      </dl>
    </div>
  )
}
