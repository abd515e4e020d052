/** One thing that was found, in a dialog: what is opened from within it comes on top, and can be gone back from. */
import { useEffect, useRef } from 'react'
import type { Item } from '../../state/state.ts'
import { useDispatch, useReady, useStateValue, useWords } from '../context.tsx'
import { BundleView } from './BundleView.tsx'
import { CertificateView } from './CertificateView.tsx'
import { KeyView } from './KeyView.tsx'
import { KubeconfigView } from './KubeconfigView.tsx'
import { ObjectView } from './ObjectView.tsx'
import { SettingsView } from './SettingsView.tsx'
import { TokenView } from './TokenView.tsx'
import { Whole } from '../Whole.tsx'
import { useTitle } from './use-title.ts'
import './decode.css'

function View({ item }: { readonly item: Item }) {
  const { inventory } = useReady()
  switch (item.kind) {
    case 'certificate':
      return <CertificateView id={item.id} />
    case 'bundle':
      return <BundleView file={item.file} field={item.field} />
    case 'key': {
      const key = inventory.keys[item.id]
      return key ? <KeyView facts={key} /> : null
    }
    case 'kubeconfig': {
      const config = inventory.kubeconfigs[item.id]
      return config ? <KubeconfigView config={config} /> : null
    }
    case 'token': {
      const token = inventory.tokens[item.id]
      return token ? <TokenView token={token} /> : null
    }
    case 'object': {
      const object = inventory.others[item.id]
      return object ? <ObjectView object={object} /> : null
    }
    case 'settings': {
      const settings = inventory.settings[item.id]
      return settings ? <SettingsView settings={settings} /> : null
    }
  }
}

function Inside({ item, back }: { readonly item: Item; readonly back: boolean }) {
  const { ui, items } = useWords()
  const dispatch = useDispatch()
  const { kind, name } = useTitle(item)
  const top = useRef<HTMLHeadingElement>(null)
  // What was followed leads to the top of what it leads to.
  useEffect(() => top.current?.focus(), [item])
  return (
    <>
      <header className="dialog-head">
        {back && (
          <button type="button" className="button small" onClick={() => dispatch({ do: 'hide', all: false })}>
            ‹ {items.back}
          </button>
        )}
        <h2 id="item-name" ref={top} tabIndex={-1}>
          <span className="third">{kind}</span> {name}
        </h2>
        <button type="button" className="button small" onClick={() => dispatch({ do: 'hide', all: true })}>
          {ui.close}
        </button>
      </header>
      <div className="dialog-body">
        <Whole>
          <View item={item} />
        </Whole>
      </div>
    </>
  )
}

export function ItemDialog() {
  const { shown } = useStateValue()
  const dispatch = useDispatch()
  const dialog = useRef<HTMLDialogElement>(null)
  const item = shown.at(-1)
  const open = item !== undefined
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal()
    if (!open && dialog.current?.open) dialog.current.close()
  }, [open])
  return (
    <dialog ref={dialog} className="item" aria-labelledby="item-name" onClose={() => dispatch({ do: 'hide', all: true })}>
      {item && <Inside item={item} back={shown.length > 1} />}
    </dialog>
  )
}
