/** Serving certificates that live in Secrets: which Secret a service presents, where only one can be it. */
import { verifyHostName } from '../../path/names.ts'
import type { ComponentId } from '../components.ts'
import type { ClusterDraft } from '../draft.ts'
import type { PresentedPair } from '../plan.ts'
import { embedded } from '../resolve.ts'

/** The one TLS Secret of the namespace whose certificate is for this name; null where none is, or several are. */
export function servingSecret(
  { objects, inventory }: ClusterDraft,
  component: ComponentId,
  namespace: string,
  host: string,
): PresentedPair | null {
  const found = objects.flatMap(({ kind, namespace: own, texts }): PresentedPair[] => {
    const certificate = texts.find(({ field }) => /\[tls\.crt\]$/.test(field))
    if (kind !== 'Secret' || own !== namespace || certificate === undefined) return []
    const id = certificate.text.blocks.find((block) => block.certificate !== null)?.certificate
    const leaf = id === undefined || id === null ? undefined : inventory.certificates[id]
    if (leaf === undefined || verifyHostName(leaf, host) !== null) return []
    const key = texts.find(({ field }) => /\[tls\.key\]$/.test(field))
    return [
      {
        kind: 'pair',
        certificate: embedded(component, certificate.field, certificate.text),
        key: key === undefined ? null : embedded(component, key.field, key.text),
        store: null,
      },
    ]
  })
  return found.length === 1 ? (found[0] ?? null) : null
}
