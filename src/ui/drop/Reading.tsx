/** While a drop is read: the diagram grey at its final place, counts, a bar, Cancel. */
import { useMemo } from 'react'
import { BOX_HEIGHT, BOX_WIDTH } from '../../report/diagram/geometry.ts'
import { scene } from '../../report/diagram/scene.ts'
import type { Reading as ReadingState } from '../../state/state.ts'
import { visible } from '../../text/visible.ts'
import { usePage, usePalette, useWords } from '../context.tsx'
import { ShapesSvg } from '../graph/ShapesSvg.tsx'
import { silent } from '../graph/silent.ts'

export function Reading({ state }: { readonly state: ReadingState }) {
  const { ui, diagram } = useWords()
  const { controller } = usePage()
  const palette = usePalette()
  // An element is the same until it is made again: what is told ten times a second draws the words alone.
  const picture = useMemo(() => {
    const shapes = scene(silent(), { palette, words: diagram, fileNames: false, selected: null, keys: [] })
    return <ShapesSvg shapes={shapes} box={[0, 0, BOX_WIDTH, BOX_HEIGHT]} />
  }, [palette, diagram])
  const { progress } = state
  const [value, max] = progress === null ? [0, null] : progress.total === null ? [progress.share, 1] : [progress.done, progress.total]
  const text = progress ? ui.progress(progress.phase, progress.done, progress.total) : ui.opening
  return (
    <main className="reading">
      <div className="reading-stage">{picture}</div>
      <aside className="panel">
        <header className="summary">
          <h1>{ui.readingTitle(visible(state.label))}</h1>
          <p className="second" role="status">
            {text}
          </p>
          {/* Without a value it is drawn sixty times a second for as long as it is there. */}
          <progress {...(max !== null && value > 0 ? { max, value } : {})} aria-label={text} />
          <p className="second" data-verified={progress?.verified}>
            {progress?.verified ? ui.verifiedSoFar(progress.verified) : '\u00a0'}
          </p>
          <p className="third mono clip">{progress?.file ? visible(progress.file) : ' '}</p>
          <button type="button" className="button" onClick={controller.cancel}>
            {ui.cancel}
          </button>
        </header>
      </aside>
    </main>
  )
}
