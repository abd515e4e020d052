/** The diagram with what floats over it: buttons on the badges, the legend of CAs, the legend of states, zoom. */
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { pictureHeight } from '../../report/diagram/extra-shapes.ts'
import { BOXES, type Place, PLACES, type Point } from '../../report/diagram/geometry.ts'
import { keyedSize, keyShapes, legendKeys, MARGIN } from '../../report/diagram/key-shapes.ts'
import { PLACE_NAMES } from '../../report/diagram/place-shapes.ts'
import { LIGHT } from '../../report/diagram/palette.ts'
import { scene } from '../../report/diagram/scene.ts'
import { svg } from '../../report/diagram/svg.ts'
import { cellAt, workersAt } from '../../report/diagram/worker-shapes.ts'
import { diagramEn } from '../../text/diagram.en.ts'
import { visible } from '../../text/visible.ts'
import { useDispatch, usePalette, useReady, useStateValue, useWords } from '../context.tsx'
import { Told } from '../Whole.tsx'
import { CallButtons } from './CallButtons.tsx'
import { rehearse } from './core.ts'
import { Graph, type GraphHandle, type View } from './Graph.tsx'
import { homeView, legendAt, pickerAt, underOf } from './home.ts'
import { AuthorityLegend, StateLegend } from './Legend.tsx'
import { NodePicker } from './NodePicker.tsx'
import { paint } from './paint.ts'
import { registerPicture } from './picture.ts'
import { RadiusLine } from './RadiusLine.tsx'
import { silent } from './silent.ts'
import { useSize } from './use-size.ts'
import { Zoom } from './Zoom.tsx'
import './stage.css'

/** The diagram of nothing, drawn unseen. */
export function* rehearsal(): Generator {
  const shapes = scene(silent(), { palette: LIGHT, words: diagramEn, fileNames: true, selected: null, keys: null })
  yield
  const canvas = document.createElement('canvas').getContext('2d')
  if (canvas) paint(canvas, shapes, { zoom: 1, x: 0, y: 0 }, 1)
  yield
  yield* rehearse(shapes)
}

/** Below this the file names would fall under 9 px. */
const FILE_NAMES_FROM = 0.86

export default function Stage({ inspecting }: { readonly inspecting: boolean }) {
  const { model, overview, ready } = useReady()
  const { route, keys } = useStateValue()
  const { ui, diagram } = useWords()
  const palette = usePalette()
  const dispatch = useDispatch()
  const [stage, size] = useSize()
  const [moved, setView] = useState<View | null>(null)
  const [tip, setTip] = useState<{ readonly at: Point; readonly text: string } | null>(null)
  const [picking, setPicking] = useState<Place | null>(null)
  const graph = useRef<GraphHandle>(null)
  const height = pictureHeight(model)
  const legendRows = legendKeys(model).length + 1
  const under = underOf(model)
  const home = useMemo(() => homeView(size, height, inspecting, legendRows, under), [size, height, inspecting, legendRows, under])
  const view = moved ?? home
  const selected = route.edge === 'other' ? null : route.edge
  const other = route.edge === 'other' ? route.nth : null
  const fileNames = home.zoom >= FILE_NAMES_FROM
  const shapes = useMemo(
    () => scene(model, { palette, words: diagram, fileNames, selected, other, keys }),
    [model, palette, diagram, fileNames, selected, other, keys],
  )
  const drop = /^\d+$/.test(ready.label) ? ui.archives(Number(ready.label)) : visible(ready.label)
  const caption = `${drop} · ${ui.judgedAt} ${ui.moment(overview.at)}`
  useLayoutEffect(
    () =>
      registerPicture(() => {
        const options = { palette, words: diagram, fileNames: true, selected, other, keys }
        return svg([...scene(model, options), ...keyShapes(model, options, caption)], keyedSize(model), palette.canvas, caption, '', MARGIN)
      }),
    [model, palette, diagram, selected, other, keys, caption],
  )

  const opened = model.plain ? [] : PLACES.filter((place) => place !== 'pods' && model.places[place].instances > 1)
  const hover = (point: Point | null) => {
    const cell = point ? cellAt(model, point[0], point[1]) : null
    const workers = cell === null ? [] : workersAt(model, cell)
    const [first] = workers
    setTip(
      point && first
        ? {
            at: point,
            text:
              workers.length > 1
                ? `${visible(first.node)} … ${visible(workers[workers.length - 1]?.node ?? '')}`
                : `${visible(first.node)}: ${diagram.state[first.state]}`,
          }
        : null,
    )
  }
  const tap = (point: Point) => {
    setPicking(null)
    const cell = cellAt(model, point[0], point[1])
    const [worker] = cell === null ? [] : workersAt(model, cell)
    if (worker) dispatch({ do: 'node', node: worker.node })
    else if (keys !== null) dispatch({ do: 'keys', keys: null })
    else if (route.edge !== null) dispatch({ do: 'route', route: { edge: null, nth: 0 } })
  }

  return (
    <section className="stage" ref={stage} aria-label={ui.views.diagram}>
      {size.w > 0 && (
        <Graph shapes={shapes} home={home} view={view} size={size} onView={setView} onTap={tap} onHover={hover} handle={graph}>
          <CallButtons zoom={home.zoom} />
          {opened.map((place) => {
            const { x, y, w, h } = BOXES[place]
            const label = ui.expand(PLACE_NAMES[place], model.places[place].instances)
            return (
              <button
                key={place}
                id={`place-${place}`}
                type="button"
                className="badge-button place"
                aria-label={label}
                title={label}
                aria-expanded={picking === place}
                onClick={() => setPicking(picking === place ? null : place)}
                style={{ left: x, top: y, width: w, height: h }}
              />
            )
          })}
        </Graph>
      )}
      {picking && (
        <Told>
          <NodePicker
            key={picking}
            place={picking}
            at={pickerAt(size, view, BOXES[picking])}
            onClose={() => {
              setPicking(null)
              document.getElementById(`place-${picking}`)?.focus()
            }}
          />
        </Told>
      )}
      {tip && (
        <div className="tip" style={{ left: tip.at[0] * view.zoom + view.x + 12, top: tip.at[1] * view.zoom + view.y + 12 }}>
          {tip.text}
        </div>
      )}
      <AuthorityLegend below={home.legend === null} at={home.legend && legendAt(view)} room={size.w} />
      {keys === null ? <StateLegend column={home.statesColumn} /> : <RadiusLine keys={keys} />}
      {!inspecting && <Zoom view={view} high={size.h < 700} zoom={(to) => graph.current?.zoom(to)} />}
    </section>
  )
}
