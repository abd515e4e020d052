/** One key: type, size, the digest of its public half, and what it belongs to. There is no value to show: none was kept. */
import { useMemo } from 'react'
import type { KeyFacts } from '../../engine/inventory/inventory.ts'
import { keyDigest } from '../../report/diagram/key-tag.ts'
import { useAudit, useWords } from '../context.tsx'
import { CertificateLink } from './CertificateLink.tsx'
import { Fact, Places } from './Fact.tsx'
import { whereabouts } from './uses.ts'

export function KeyView({ facts: key }: { readonly facts: KeyFacts }) {
  const { audit } = useAudit()
  const { items } = useWords()
  const { facts } = items
  const places = useMemo(() => whereabouts(audit, key.locations, (block) => block.key === key.id), [audit, key])
  const pairs = key.spki === null ? [] : audit.inventory.certificates.filter((c) => c.publicKey.spki === key.spki)
  const otherPlaces = useMemo(
    () =>
      key.spki === null
        ? []
        : audit.inventory.keys
            .filter((k) => k.spki === key.spki && k.id !== key.id)
            .flatMap((k) => whereabouts(audit, k.locations, (block) => block.key === k.id)),
    [audit, key],
  )
  return (
    <div className="facts">
      <dl>
        <Fact label={facts.key}>{`${key.algorithm} ${key.bits || ''}`.trim() || '–'}</Fact>
        <Fact label={facts.format}>{key.format}</Fact>
        {key.encrypted && <Fact label={facts.privateKey}>{items.encrypted}</Fact>}
        {key.spki !== null && (
          <Fact label={facts.spki} copy={`sha256:${keyDigest(key.spki)}`}>
            <code>{`sha256:${keyDigest(key.spki)}`}</code>
          </Fact>
        )}
        <Fact label={facts.pairs}>
          {pairs.length === 0 && <span className="second">{items.noPair}</span>}
          {pairs.slice(0, 24).map((c) => (
            <CertificateLink key={c.id} id={c.id} />
          ))}
          {pairs.length > 24 && <span className="third">{items.more(pairs.length - 24)}</span>}
        </Fact>
        {otherPlaces.length > 0 && (
          <Fact label={facts.publicKeys}>
            <Places list={otherPlaces} />
          </Fact>
        )}
        <Fact label={facts.foundAt}>
          <Places list={places} />
        </Fact>
      </dl>
      {key.kind === 'private' && <p className="third">{items.keyValueNever}</p>}
    </div>
  )
}
