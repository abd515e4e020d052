/** `?`: the keys. */
import { useEffect, useRef } from 'react'
import { useDispatch, useStateValue, useWords } from '../context.tsx'

export function Help() {
  const { dialog } = useStateValue()
  const { ui } = useWords()
  const dispatch = useDispatch()
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (dialog === 'help' && !element.current?.open) element.current?.showModal()
    if (dialog !== 'help' && element.current?.open) element.current.close()
  }, [dialog])
  return (
    <dialog
      ref={element}
      aria-labelledby="help-title"
      onClose={() => {
        if (dialog === 'help') dispatch({ do: 'dialog', dialog: null })
      }}
    >
      <header className="dialog-head">
        <h2 id="help-title">{ui.keys}</h2>
        <button type="button" className="button small" onClick={() => element.current?.close()}>
          {ui.close}
        </button>
      </header>
      <table className="plain help">
        <tbody>
          {ui.keyTable.map(([keys, what]) => (
            <tr key={what}>
              <th scope="row">
                {keys.map((k) => (
                  <kbd key={k}>{k}</kbd>
                ))}
              </th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </dialog>
  )
}
