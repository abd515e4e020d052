/** What kind of thing a dialog shows, and its name. */
import { nameOf } from '../../engine/encoding/paths.ts'
import type { Item } from '../../state/state.ts'
import { visible } from '../../text/visible.ts'
import { useReady, useWords } from '../context.tsx'

export function useTitle(item: Item): { readonly kind: string; readonly name: string } {
  const { inventory } = useReady()
  const { items, decode, ui } = useWords()
  const of = (kind: string, name: string | undefined) => ({ kind, name: visible(name ?? '') })
  switch (item.kind) {
    case 'certificate': {
      const certificate = inventory.certificates[item.id]
      return of(items.kinds.certificate, certificate?.subject.commonName || certificate?.subject.text || ui.emptyName)
    }
    case 'key': {
      const key = inventory.keys[item.id]
      return of(key?.kind === 'public' ? items.kinds.publicKey : items.kinds.key, nameOf(key?.locations[0]?.file ?? ''))
    }
    case 'kubeconfig':
      return of(items.kinds.kubeconfig, nameOf(inventory.kubeconfigs[item.id]?.location.file ?? ''))
    case 'token': {
      const token = inventory.tokens[item.id]
      return of(items.kinds.token, token?.subject ?? token?.serviceAccount ?? token?.bootstrapId ?? nameOf(token?.location.file ?? ''))
    }
    case 'bundle':
      return of(items.kinds.bundle, nameOf(item.file))
    case 'object': {
      const object = inventory.others[item.id]
      return of(object ? decode.kinds[object.kind] : '', object?.subject ?? nameOf(object?.location.file ?? ''))
    }
    case 'settings': {
      const settings = inventory.settings[item.id]
      return of(items.kinds.settings, settings ? `${settings.program} · ${nameOf(settings.location.file)}` : '')
    }
  }
}
