/** A request, a revocation list or a container: decoded whole; it decides nothing. */
import { useMemo } from 'react'
import { decodeBase64 } from '../../engine/encoding/base64.ts'
import type { OtherObject } from '../../engine/inventory/inventory.ts'
import { place } from '../../text/context.ts'
import { useAudit, useWords } from '../context.tsx'
import { CopyButton } from '../shell/CopyButton.tsx'
import { Decoded } from './Decoded.tsx'
import { Fact } from './Fact.tsx'
import { pem } from './pem.ts'

const TYPES = { 'certificate-request': 'CERTIFICATE REQUEST', 'revocation-list': 'X509 CRL', pkcs7: 'PKCS7', pkcs12: null } as const

export function ObjectView({ object }: { readonly object: OtherObject }) {
  const { audit } = useAudit()
  const { ui, items } = useWords()
  const der = useMemo(() => (object.base64 === '' ? null : decodeBase64(object.base64)), [object.base64])
  const type = TYPES[object.kind]
  const key = audit.inventory.keys.find((k) => k.kind === 'private' && object.spki !== null && k.spki === object.spki)
  return (
    <div className="facts">
      <dl>
        {object.spki !== null && <Fact label={items.facts.privateKey}>{key ? items.keyHere(key.format) : items.keyAbsent}</Fact>}
        <Fact label={items.facts.foundAt}>
          <code>{place(object.location)}</code>
        </Fact>
      </dl>
      {der === null ? (
        <p className="second">{object.kind === 'pkcs12' ? items.noBytesPkcs12 : items.noBytes}</p>
      ) : (
        <>
          {type !== null && (
            <p className="facts-copy">
              <CopyButton text={pem(type, der)} label={ui.copyPem} />
            </p>
          )}
          <Decoded der={der} />
        </>
      )}
    </div>
  )
}
