/** One certificate of a list, beside it: the same facts as in the inspector. */
import { useEffect, useRef } from 'react'
import { CALL_SLOTS } from '../../report/diagram/geometry.ts'
import { visible } from '../../text/visible.ts'
import { useDispatch, useReady, useStateValue, useWords } from '../context.tsx'
import { CallPill } from '../panels/Chip.tsx'
import { Facts } from './Facts.tsx'

export function CertificateDialog() {
  const { certificate } = useStateValue()
  const { context, model, audit } = useReady()
  const { ui } = useWords()
  const dispatch = useDispatch()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (certificate !== null && element && !element.open) element.showModal()
    if (certificate === null && element?.open) element.close()
  }, [certificate])
  const shown = certificate === null ? null : context.certificate(certificate)
  const slots = CALL_SLOTS.filter((slot) =>
    model.calls[slot].calls.some(
      (i) => audit.calls[i]?.client?.certificate === certificate || audit.calls[i]?.server?.certificate === certificate,
    ),
  )
  return (
    <dialog
      ref={dialog}
      className="wide"
      aria-labelledby="certificate-name"
      onClose={() => dispatch({ do: 'certificate', certificate: null })}
    >
      {shown && certificate !== null && (
        <>
          <header className="dialog-head">
            <h2 id="certificate-name">{visible(shown.subject.commonName || shown.subject.text || `#${shown.serial}`)}</h2>
            <button type="button" className="button small" onClick={() => dialog.current?.close()}>
              {ui.close}
            </button>
          </header>
          {slots.length > 0 && (
            <p className="pills">
              {slots.map((slot) => (
                <CallPill key={slot} slot={slot} state={model.calls[slot].state} open={false} />
              ))}
            </p>
          )}
          <Facts id={certificate} />
        </>
      )}
    </dialog>
  )
}
