/** The view of the route, with the panel and the time bar around it. */
import { Suspense, useEffect } from 'react'
import { useNarrow } from './media.ts'
import { useReady, useStateValue, useWords } from './context.tsx'
import { Coverage } from './inventory/Coverage.tsx'
import { Inventory } from './inventory/Inventory.tsx'
import { ItemDialog } from './decode/ItemDialog.tsx'
import { Inspector } from './inspector/Inspector.tsx'
import { CallList } from './panels/CallList.tsx'
import { CoverageRow, Findings } from './panels/Findings.tsx'
import { Summary } from './panels/Summary.tsx'
import { Stage } from './graph/stage-chunk.tsx'
import { ErrorBoundary } from './shell/ErrorBoundary.tsx'
import { TimeBar } from './timeline/TimeBar.tsx'
import { Timeline } from './timeline/Timeline.tsx'
import { Trust } from './trust/Trust.tsx'
import { useBehind, Whole } from './Whole.tsx'
import './panels/panel.css'

function Overview() {
  return (
    <div className="panel-column">
      <div className="panel-scroll">
        <Summary />
        <Findings />
      </div>
      <CoverageRow />
    </div>
  )
}
function Diagram() {
  const { route } = useStateValue()
  const narrow = useNarrow()
  const inspecting = route.edge !== null
  if (narrow)
    return inspecting ? (
      <main className="sheet">
        <Inspector />
      </main>
    ) : (
      <main className="narrow">
        <Summary />
        <CallList />
        <CoverageRow />
      </main>
    )
  return (
    <main className={inspecting ? 'diagram inspecting' : 'diagram'}>
      <Suspense fallback={<div className="stage" />}>
        <Stage inspecting={inspecting} />
      </Suspense>
      <aside className="panel">
        {inspecting && (
          <div className="beside">
            <Overview />
          </div>
        )}
        {inspecting ? <Inspector /> : <Overview />}
      </aside>
    </main>
  )
}

export function Views() {
  const { route } = useStateValue()
  const { ready } = useReady()
  const { ui } = useWords()
  const behind = useBehind()
  useEffect(() => {
    document.documentElement.dataset['phase'] = 'ready'
    return () => {
      delete document.documentElement.dataset['phase']
    }
  }, [])
  return (
    <>
      <ErrorBoundary key={route.view} fallbackTitle={ui.failed.title}>
        {route.view === 'diagram' && <Diagram />}
        {route.view === 'trust' && (
          <main className="view" aria-busy={behind}>
            <Whole>
              <Trust />
            </Whole>
          </main>
        )}
        {route.view === 'timeline' && (
          <main className="view" aria-busy={behind}>
            <Whole>
              <Timeline />
            </Whole>
          </main>
        )}
        {route.view === 'inventory' && (
          <main className="view" aria-busy={behind}>
            <Whole>
              <Inventory />
            </Whole>
          </main>
        )}
        {route.view === 'findings' && (
          <main className="view findings-view">
            <div className="findings-page">
              <Summary />
              <Findings whole />
              <CoverageRow />
            </div>
          </main>
        )}
        {route.view === 'coverage' && (
          <main className="view" aria-busy={behind}>
            <Whole>
              <Coverage />
            </Whole>
          </main>
        )}
        {route.view !== 'timeline' && <TimeBar key={ready.droppedAt} />}
        <ItemDialog />
      </ErrorBoundary>
    </>
  )
}
