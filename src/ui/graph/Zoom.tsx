/** Larger, smaller, as large as it is, as large as fits. */
import { useWords } from '../context.tsx'
import type { GraphHandle, View } from './Graph.tsx'

interface Props {
  readonly view: View | null
  /** On a low stage the buttons stand at the top, where no call is. */
  readonly high: boolean
  readonly zoom: GraphHandle['zoom']
}
export function Zoom({ view, high, zoom }: Props) {
  const { ui } = useWords()
  const percent = `${Math.round((view?.zoom ?? 1) * 100)} %`
  return (
    <div className={high ? 'zoom high' : 'zoom'} role="group" aria-label={ui.zoom.label}>
      <button type="button" aria-label={ui.zoom.out} onClick={() => zoom(1 / 1.2)}>
        −
      </button>
      <button type="button" aria-label={`${percent}, ${ui.zoom.one}`} title={ui.zoom.one} onClick={() => zoom('one')} className="tabular">
        {percent}
      </button>
      <button type="button" aria-label={ui.zoom.in} onClick={() => zoom(1.2)}>
        +
      </button>
      <button type="button" onClick={() => zoom('fit')}>
        {ui.zoom.fit}
      </button>
    </div>
  )
}
