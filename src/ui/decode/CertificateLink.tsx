/** A certificate by name, key and hue; opens it. */
import type { CertificateId } from '../../engine/x509/certificate.ts'
import { keyTag } from '../../report/diagram/key-tag.ts'
import { visible } from '../../text/visible.ts'
import { useDispatch, useAudit } from '../context.tsx'
import { GlyphIcon } from '../graph/ShapesSvg.tsx'
import { CaChip } from '../panels/Chip.tsx'

/** `wanted`: is it the one that was looked for? null where nobody asks. */
export function CertificateLink({ id, wanted = null }: { readonly id: CertificateId; readonly wanted?: boolean | null }) {
  const { audit, model } = useAudit()
  const dispatch = useDispatch()
  const certificate = audit.inventory.certificates[id]
  if (!certificate) return null
  const { subject, publicKey } = certificate
  return (
    <button type="button" className="link certificate-link" onClick={() => dispatch({ do: 'show', item: { kind: 'certificate', id } })}>
      <CaChip of={model.authorities.byKey.get(publicKey.spki) ?? { letter: '·', hue: 'neutral' }} />
      {visible(subject.commonName || subject.text) || `#${certificate.serial}`} <span className="tag">{keyTag(publicKey.spki)}</span>
      {wanted !== null && <GlyphIcon glyph={wanted ? 'tick' : 'cross'} size={11} />}
    </button>
  )
}
