/** The diagram with what floats over it: buttons on the badges, the legend of CAs, the legend of states, zoom. */
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { extraBox, isInspected, pictureHeight } from '../../report/diagram/extra-shapes.ts'
import { BOX_WIDTH, BOXES, CALL_SLOTS, type CallSlot, type Point, badgeBox } from '../../report/diagram/geometry.ts'
import { PLACE_NAMES } from '../../report/diagram/place-shapes.ts'
import { scene } from '../../report/diagram/scene.ts'
import { cellAt, workersAt } from '../../report/diagram/worker-shapes.ts'
import { callName, extraName } from '../call-name.ts'
import { useDispatch, usePalette, useReady, useStateValue, useWords } from '../context.tsx'
import { Graph, type GraphHandle, type View } from './Graph.tsx'
import { AuthorityLegend, legendKeys, StateLegend } from './Legend.tsx'
import { registerPicture } from './picture.ts'
import { RadiusLine } from './RadiusLine.tsx'
import './stage.css'

const MAX_SCALE = 1.6
/** Below this the file names would fall under 9 px. */
const FILE_NAMES_FROM = 0.86

interface Size {
  readonly w: number
  readonly h: number
}
function useSize(): [React.RefObject<HTMLDivElement | null>, Size] {
  const ref = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState<Size>({ w: 0, h: 0 })
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => setSize({ w: element.clientWidth, h: element.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, size]
}

/** Where the picture stands on a stage: as large as fits, never above 1.6. */
export function homeView(stage: Size, height: number, inspecting: boolean, legendRows = 6): View & { readonly legendBelow: boolean } {
  const margin = inspecting ? 10 : 36
  const fitted = (bottom: number) => Math.max(0.3, Math.min((stage.w - margin) / BOX_WIDTH, (stage.h - bottom) / height, MAX_SCALE))
  const corner = (zoom: number, x: number, y: number) =>
    stage.w - (x + 694 * zoom) >= 190 && stage.h - (y + 436 * zoom) >= 24 * (legendRows + 1) + 8
  const at = (zoom: number, bottom: number) => ({
    zoom,
    x: (stage.w - BOX_WIDTH * zoom) / 2,
    y: Math.max(6, (stage.h - bottom - height * zoom) / 2 + 4),
  })
  const beside = at(fitted(50), 50)
  if (corner(beside.zoom, beside.x, beside.y)) return { ...beside, legendBelow: false }
  return { ...at(fitted(112), 112), legendBelow: true }
}

export default function Stage({ inspecting }: { readonly inspecting: boolean }) {
  const { model } = useReady()
  const { route, keys } = useStateValue()
  const { ui, diagram } = useWords()
  const palette = usePalette()
  const dispatch = useDispatch()
  const [stage, size] = useSize()
  const [view, setView] = useState<View | null>(null)
  const [tip, setTip] = useState<{ readonly at: Point; readonly text: string } | null>(null)
  const graph = useRef<GraphHandle>(null)
  const height = pictureHeight(model)
  const legendRows = legendKeys(model).length + 1
  const home = useMemo(() => homeView(size, height, inspecting, legendRows), [size, height, inspecting, legendRows])
  const selected = route.edge === 'other' ? null : route.edge
  const other = route.edge === 'other' ? route.nth : null
  const fileNames = home.zoom >= FILE_NAMES_FROM
  const shapes = useMemo(
    () => scene(model, { palette, words: diagram, fileNames, selected, other, keys }),
    [model, palette, diagram, fileNames, selected, other, keys],
  )
  useLayoutEffect(() => registerPicture(() => graph.current?.png(palette.canvas) ?? null), [palette.canvas])

  const drawn = CALL_SLOTS.filter((slot) => model.calls[slot].state !== 'absent')
  const open = (slot: CallSlot) => dispatch({ do: 'route', route: { edge: slot, nth: 0 } })
  const hover = (point: Point | null) => {
    const cell = point ? cellAt(model, point[0], point[1]) : null
    const workers = cell === null ? [] : workersAt(model, cell)
    const [first] = workers
    setTip(
      point && first
        ? {
            at: point,
            text:
              workers.length > 1 ? `${first.node} … ${workers[workers.length - 1]?.node}` : `${first.node}: ${diagram.state[first.state]}`,
          }
        : null,
    )
  }
  const tap = (point: Point) => {
    const cell = cellAt(model, point[0], point[1])
    const [worker] = cell === null ? [] : workersAt(model, cell)
    if (worker) dispatch({ do: 'node', node: worker.node })
    else if (keys !== null) dispatch({ do: 'keys', keys: null })
    else if (route.edge !== null) dispatch({ do: 'route', route: { edge: null, nth: 0 } })
  }
  const move = (event: React.KeyboardEvent<HTMLButtonElement>, slot: CallSlot) => {
    const step = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 0
    const target =
      event.key === 'Home'
        ? drawn[0]
        : event.key === 'End'
          ? drawn[drawn.length - 1]
          : step
            ? drawn[(drawn.indexOf(slot) + step + drawn.length) % drawn.length]
            : undefined
    if (!target) return
    event.preventDefault()
    document.getElementById(`call-${target}`)?.focus()
  }
  const percent = `${Math.round((view?.zoom ?? 1) * 100)} %`
  const tabStop = selected ?? drawn.find((slot) => model.calls[slot].state === 'broken') ?? drawn[0]

  return (
    <section className="stage" ref={stage} aria-label={ui.views.diagram}>
      {size.w > 0 && (
        <Graph shapes={shapes} home={home} onView={setView} onTap={tap} onHover={hover} handle={graph}>
          <div role="group" aria-label={ui.callsInDiagram}>
            {drawn.map((slot) => {
              const { x, y, w, h } = badgeBox(slot)
              const width = Math.max(w, 44 / home.zoom)
              const tall = Math.max(h, 44 / home.zoom)
              return (
                <button
                  key={slot}
                  id={`call-${slot}`}
                  type="button"
                  className="badge-button"
                  tabIndex={slot === tabStop ? 0 : -1}
                  aria-current={slot === selected ? 'true' : undefined}
                  aria-label={callName(model, slot, ui, diagram)}
                  onClick={() => open(slot)}
                  onKeyDown={(event) => move(event, slot)}
                  style={{ left: x + w / 2 - width / 2, top: y + h / 2 - tall / 2, width, height: tall }}
                />
              )
            })}
            {model.extras.map((extra, index) => {
              const { x, y, w, h } = extraBox(model, index)
              return (
                <button
                  key={extra.id}
                  type="button"
                  className="badge-button"
                  aria-current={isInspected(extra, other) ? 'true' : undefined}
                  aria-label={extraName(model, extra, ui, diagram)}
                  onClick={() => dispatch({ do: 'route', route: { edge: 'other', nth: extra.nth } })}
                  style={{ left: x, top: y, width: w, height: h }}
                />
              )
            })}
          </div>
          {model.workers.length > 1 && (
            <button
              type="button"
              className="badge-button place"
              aria-label={ui.expand(PLACE_NAMES.kubelet, model.workers.length)}
              title={ui.expand(PLACE_NAMES.kubelet, model.workers.length)}
              onClick={() => document.getElementById('node-choice')?.focus()}
              style={{ left: BOXES.kubelet.x, top: BOXES.kubelet.y, width: BOXES.kubelet.w, height: BOXES.kubelet.h }}
            />
          )}
        </Graph>
      )}
      {tip && view && (
        <div className="tip" style={{ left: tip.at[0] * view.zoom + view.x + 12, top: tip.at[1] * view.zoom + view.y + 12 }}>
          {tip.text}
        </div>
      )}
      <AuthorityLegend
        below={home.legendBelow}
        at={view && !home.legendBelow ? { x: view.x + 694 * view.zoom, y: view.y + 436 * view.zoom } : null}
      />
      {keys === null ? <StateLegend column={home.legendBelow === false && model.workers.length > 1} /> : <RadiusLine keys={keys} />}
      {!inspecting && (
        <div className={size.h < 700 ? 'zoom high' : 'zoom'} role="group" aria-label={ui.zoom.label}>
          <button type="button" aria-label={ui.zoom.out} onClick={() => graph.current?.zoom(1 / 1.2)}>
            −
          </button>
          <button
            type="button"
            aria-label={`${percent}, ${ui.zoom.one}`}
            title={ui.zoom.one}
            onClick={() => graph.current?.zoom('one')}
            className="tabular"
          >
            {percent}
          </button>
          <button type="button" aria-label={ui.zoom.in} onClick={() => graph.current?.zoom(1.2)}>
            +
          </button>
          <button type="button" onClick={() => graph.current?.zoom('fit')}>
            {ui.zoom.fit}
          </button>
        </div>
      )}
    </section>
  )
}
