/** A sentence in which paths are short enough to be read and break only between folders; the whole path is a hint and stays searchable. */
import { Fragment } from 'react'
import { brief } from '../../text/place.ts'
import { pieces } from './pieces.ts'

/** A name longer than this may break anywhere: it would not fit a narrow panel. */
const LONG = 32

export function Prose({ text, whole = false }: { readonly text: string; readonly whole?: boolean }) {
  return (
    <>
      {pieces(text).map((piece, i) => {
        if (!piece.path) return <Fragment key={i}>{piece.text}</Fragment>
        const at = piece.text.startsWith('--') ? piece.text.indexOf('=') + 1 : 0
        const shown = whole ? piece.text : piece.text.slice(0, at) + brief(piece.text.slice(at))
        return (
          <span key={i} className="path" title={shown === piece.text ? undefined : piece.text}>
            {(shown.length > LONG ? shown.split(/(?<=[/#=])/) : [shown]).map((part, nth) => (
              <Fragment key={nth}>
                {nth > 0 && <wbr />}
                <span className={part.length > LONG ? undefined : 'unbroken'}>{part}</span>
              </Fragment>
            ))}
          </span>
        )
      })}
    </>
  )
}
