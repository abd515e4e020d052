/** The page tries to call out in front of the reader, and shows that the browser refuses. */
import { useState } from 'react'
import { useWords } from '../context.tsx'
import { GlyphIcon } from '../graph/ShapesSvg.tsx'
import { attempts, type AttemptResult } from './self-test.ts'

export function SelfTest() {
  const { ui } = useWords()
  const [results, setResults] = useState<readonly AttemptResult[] | 'running' | null>(null)
  const run = () => {
    setResults('running')
    void attempts().then(setResults)
  }
  const done = Array.isArray(results) ? (results as readonly AttemptResult[]) : null
  const refused = done?.filter((r) => r.refused).length ?? 0
  return (
    <div className="self-test">
      <button id="run-self-test" type="button" className="button small" onClick={run} disabled={results === 'running'}>
        {ui.runSelfTest}
      </button>
      <span role="status" className="second">
        {results === 'running' && ui.selfTestRunning}
        {done && (
          <>
            <GlyphIcon glyph={refused === done.length ? 'tick' : 'cross'} /> {ui.selfTestResult(refused, done.length)}
          </>
        )}
      </span>
      {done && (
        <ul className="third">
          {done.map((r) => (
            <li key={r.what}>
              {r.what}: {r.refused ? ui.refusedByBrowser : ui.notRefused}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
