/** Paste PEM, a kubeconfig or a manifest. The text goes to the reader and is then forgotten. */
import { useEffect, useRef, useState } from 'react'
import { useDispatch, usePage, useStateValue, useWords } from '../context.tsx'
import { takeText } from './walker.ts'

export function Paste() {
  const { dialog } = useStateValue()
  const { controller } = usePage()
  const { ui } = useWords()
  const dispatch = useDispatch()
  const [text, setText] = useState('')
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (dialog === 'paste' && !element.current?.open) element.current?.showModal()
    if (dialog !== 'paste' && element.current?.open) element.current.close()
  }, [dialog])
  const read = () => {
    const { files, label } = takeText(text)
    setText('')
    dispatch({ do: 'dialog', dialog: null })
    controller.open(files, label)
  }
  return (
    <dialog
      ref={element}
      aria-labelledby="paste-title"
      onClose={() => {
        setText('')
        if (dialog === 'paste') dispatch({ do: 'dialog', dialog: null })
      }}
    >
      <h2 id="paste-title">{ui.pasteText}</h2>
      <textarea
        className="field paste mono"
        rows={12}
        spellCheck={false}
        autoComplete="off"
        aria-labelledby="paste-title"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p className="dialog-actions">
        <button type="button" className="button" onClick={() => element.current?.close()}>
          {ui.cancel}
        </button>
        <button type="button" className="button primary" disabled={text.trim() === ''} onClick={read}>
          {ui.readIt}
        </button>
      </p>
    </dialog>
  )
}
