/** One certificate: what Kubernetes reads in it, who signed it and who had to, its key, every place of it, and its full decode. */
import { useMemo, useState } from 'react'
import type { CertificateId } from '../../engine/x509/certificate.ts'
import { keyDigest } from '../../report/diagram/key-tag.ts'
import { sha256Hex } from '../../report/sha256.ts'
import { daysUntil, moment } from '../../text/format.ts'
import { visible } from '../../text/visible.ts'
import { useAudit, useWords } from '../context.tsx'
import { CallPill } from '../panels/Chip.tsx'
import { CopyButton } from '../shell/CopyButton.tsx'
import { download } from '../shell/exports.ts'
import { RadiusView } from '../trust/RadiusView.tsx'
import { CertificateLink } from './CertificateLink.tsx'
import { Decoded } from './Decoded.tsx'
import { Fact, Places } from './Fact.tsx'
import { pem } from './pem.ts'
import { clientAuthorities, usesOf, whereabouts } from './uses.ts'
import { ValidityBar } from './ValidityBar.tsx'

const colons = (hex: string): string => hex.replace(/(..)(?=.)/g, '$1:').toUpperCase()

/** `folded`: the full decode waits until it is opened. */
export function CertificateView({ id, folded = false }: { readonly id: CertificateId; readonly folded?: boolean }) {
  const { audit, model, ready, context } = useAudit()
  const { ui, items } = useWords()
  const [open, setOpen] = useState(!folded)
  const certificate = audit.inventory.certificates[id]
  const { uses, demands } = useMemo(() => usesOf(audit, id), [audit, id])
  const places = useMemo(() => whereabouts(audit, context.locations(id), (block) => block.certificate === id), [audit, context, id])
  const verified = audit.inventory.signers[id] ?? []
  const authorities = useMemo(() => clientAuthorities(audit), [audit])
  const spki = certificate?.publicKey.spki
  const keys = useMemo(() => (spki === undefined ? [] : [spki]), [spki])
  if (!certificate) return null
  const { subject, issuer, notBefore, notAfter, publicKey, der, isCA } = certificate
  const here = der.length > 0
  const { facts } = items
  const masters = subject.organizations.includes('system:masters') && verified.some((one) => authorities.has(one))
  const selfIssued = issuer.der === subject.der
  const key = audit.inventory.keys.find((k) => k.kind === 'private' && k.spki === publicKey.spki)
  const fingerprint = here ? sha256Hex(der) : (ready.session.fingerprints?.[id] ?? null)
  const name = (subject.commonName || `certificate-${id}`).replace(/[^\w.-]+/g, '_')
  return (
    <div className="facts">
      <dl>
        {!isCA && (
          <Fact label={facts.authenticates}>
            <code>{visible(subject.commonName) || ui.emptyName}</code>{' '}
            <span className="second">
              {subject.organizations.length === 0 ? facts.noGroups : facts.groups(subject.organizations.map(visible))}
            </span>
            {masters && <p className="soon-ink">{items.masters}</p>}
          </Fact>
        )}
        <Fact label={facts.role}>
          {isCA ? (selfIssued ? ui.selfIssuedCa : ui.intermediateCa) : selfIssued ? ui.selfIssued : ui.endEntity}
        </Fact>
        <Fact label={facts.usedAs}>
          {uses.length === 0 && <span className="second">{items.noUse}</span>}
          {(['client', 'server', 'anchor'] as const).map((as) => {
            const slots = uses.flatMap((use) => (use.as === as && use.slot !== null ? [use.slot] : []))
            const other = uses.some((use) => use.as === as && use.slot === null)
            return (
              (slots.length > 0 || other) && (
                <span key={as} className="pills">
                  {facts[as]}
                  {slots.map((slot) => (
                    <CallPill key={slot} slot={slot} state={model.calls[slot].state} />
                  ))}
                </span>
              )
            )
          })}
        </Fact>
        <Fact label={facts.signedBy}>
          {verified.length === 0 ? (
            <span className="second">{items.signer.absent(visible(issuer.commonName || issuer.text) || ui.emptyName)}</span>
          ) : (
            verified.map((one) => (one === id ? <span key={one}>{items.signer.itself}</span> : <CertificateLink key={one} id={one} />))
          )}
        </Fact>
        {demands.map((demand) => (
          <Fact key={`${demand.component}${demand.setting}`} label={facts.mustBe}>
            {demand.trusted.slice(0, 8).map((one) => (
              <CertificateLink key={one} id={one} wanted={verified.includes(one)} />
            ))}
            {demand.trusted.length === 0 && <span className="second">{ui.notInDrop}</span>}
            <span className="third line">{items.trustedBy(demand.component, demand.setting)}</span>
          </Fact>
        ))}
        <Fact label={facts.valid}>
          <code>{`${moment(notBefore)} → ${moment(notAfter)}`}</code>
          <span className="second line">
            {[ui.daysLeft(daysUntil(notAfter, audit.at)), items.total(daysUntil(notAfter, notBefore))].join(' · ')}
          </span>
          <ValidityBar from={notBefore} to={notAfter} at={audit.at} />
        </Fact>
        <Fact label={facts.privateKey}>
          {key ? (
            <>
              {items.keyHere(key.format)} <code className="line">{key.locations.map((l) => visible(l.file)).join('\n')}</code>
            </>
          ) : (
            items.keyAbsent
          )}
        </Fact>
        {fingerprint !== null && (
          <Fact label={facts.fingerprint} copy={colons(fingerprint)}>
            <code>{colons(fingerprint)}</code>
          </Fact>
        )}
        <Fact label={facts.spki} copy={`sha256:${keyDigest(publicKey.spki)}`}>
          <code>{`sha256:${keyDigest(publicKey.spki)}`}</code>
          {isCA && <span className="third line">{items.discoveryHash}</span>}
        </Fact>
        {isCA && (
          <Fact label={ui.ifItGoes}>
            <RadiusView keys={keys} />
          </Fact>
        )}
        <Fact label={facts.foundAt}>
          <Places list={places} />
        </Fact>
      </dl>
      {here ? (
        <>
          <p className="facts-copy">
            <CopyButton text={pem('CERTIFICATE', der)} label={ui.copyPem} />
            <button
              type="button"
              className="button small"
              onClick={() =>
                download({ name: `${name}.pem`, blob: new Blob([pem('CERTIFICATE', der)], { type: 'application/x-pem-file' }) })
              }
            >
              {items.downloadPem}
            </button>
            <button
              type="button"
              className="button small"
              onClick={() => download({ name: `${name}.der`, blob: new Blob([der], { type: 'application/pkix-cert' }) })}
            >
              {items.downloadDer}
            </button>
          </p>
          <details
            open={open}
            onToggle={(event) => {
              if (event.currentTarget.open) setOpen(true)
            }}
          >
            <summary>{items.everyField}</summary>
            {open && <Decoded der={der} />}
          </details>
        </>
      ) : (
        <p className="third">{items.noBytes}</p>
      )}
    </div>
  )
}
