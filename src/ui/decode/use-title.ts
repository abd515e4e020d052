/** What kind of thing a dialog shows, and its name. */
import type { Item } from '../../state/state.ts'
import { visible } from '../../text/visible.ts'
import { useReady, useWords } from '../context.tsx'

const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

export function useTitle(item: Item): { readonly kind: string; readonly name: string } {
  const { audit } = useReady()
  const { items, decode, ui } = useWords()
  const { inventory } = audit
  const of = (kind: string, name: string | undefined) => ({ kind, name: visible(name ?? '') })
  switch (item.kind) {
    case 'certificate': {
      const certificate = inventory.certificates[item.id]
      return of(items.kinds.certificate, certificate?.subject.commonName || certificate?.subject.text || ui.emptyName)
    }
    case 'key': {
      const key = inventory.keys[item.id]
      return of(key?.kind === 'public' ? items.kinds.publicKey : items.kinds.key, base(key?.locations[0]?.file ?? ''))
    }
    case 'kubeconfig':
      return of(items.kinds.kubeconfig, base(inventory.kubeconfigs[item.id]?.location.file ?? ''))
    case 'token': {
      const token = inventory.tokens[item.id]
      return of(items.kinds.token, token?.subject ?? token?.serviceAccount ?? token?.bootstrapId ?? base(token?.location.file ?? ''))
    }
    case 'bundle':
      return of(items.kinds.bundle, base(item.file))
    case 'object': {
      const object = inventory.others[item.id]
      return of(object ? decode.kinds[object.kind] : '', object?.subject ?? base(object?.location.file ?? ''))
    }
    case 'settings': {
      const settings = inventory.settings[item.id]
      return of(items.kinds.settings, settings ? `${settings.program} · ${base(settings.location.file)}` : '')
    }
  }
}
