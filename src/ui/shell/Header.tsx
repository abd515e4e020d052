/** Name, what was dropped, the views, search, export, language, theme, help. */
import { useState } from 'react'
import { VIEWS } from '../../state/route.ts'
import type { Theme } from '../../state/route.ts'
import { hasRules } from '../../state/state.ts'
import { grouped } from '../../text/format.ts'
import { visible } from '../../text/visible.ts'
import { useDark, useDispatch, usePage, useReady, useStateValue, useWords } from '../context.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { Search } from './Search.tsx'

function Logo() {
  return (
    <svg width="22" height="14" viewBox="0 0 22 14" aria-hidden="true">
      <path d="M0 7H5" stroke="var(--ca-k)" strokeWidth="2.4" />
      <path d="M17 7H22" stroke="var(--ca-e)" strokeWidth="2.4" />
      <circle cx="11" cy="7" r="5" fill="none" stroke="var(--ink)" strokeWidth="2" />
      <circle cx="11" cy="7" r="1.6" fill="var(--ink)" />
    </svg>
  )
}

const MOST_CHOICES = 500
function Subject() {
  const { ready, overview, inventory, model } = useReady()
  const { ui } = useWords()
  const dispatch = useDispatch()
  const [reached, setReached] = useState(false)
  const { clusters } = overview
  const choices = overview.kubelets ?? model.workers.map(({ node }) => node)
  const facts = clusters.find((c) => c.id === model.cluster)
  const manyClusters = clusters.length > 1
  const manyNodes = choices.length > 1 || ready.node !== null
  return (
    <div className={manyClusters || manyNodes ? 'subject choice' : 'subject'}>
      <span className="strong clip" title={visible(ready.label)}>
        {/^\d+$/.test(ready.label) ? ui.archives(Number(ready.label)) : visible(ready.label)}
      </span>
      <span className="second clip">
        {ui.about(
          facts?.layout ?? null,
          facts?.version ?? null,
          facts?.nodes ?? 0,
          facts?.controlPlanes ?? 0,
          // Those that have not arrived are files: of directories the page is told nothing.
          inventory.files.length - inventory.files.filter((f) => f.directory).length,
        )}
      </span>
      {manyClusters && (
        <select
          className="field small"
          aria-label={ui.cluster}
          value={model.cluster}
          onChange={(event) => dispatch({ do: 'cluster', cluster: event.target.value })}
        >
          {clusters.map((c) => (
            <option key={c.id} value={c.id}>
              {visible(c.id)}
            </option>
          ))}
        </select>
      )}
      {manyNodes && (
        <>
          <input
            id="node-choice"
            className="field small"
            list="node-list"
            placeholder={ui.anyNode}
            aria-label={ui.chooseNode}
            defaultValue={ready.node ?? ''}
            key={ready.node ?? ''}
            onFocus={() => setReached(true)}
            onChange={(event) => {
              const { value } = event.target
              if (value === '') dispatch({ do: 'node', node: null })
              else if (choices.includes(value)) dispatch({ do: 'node', node: value })
            }}
          />
          <datalist id="node-list">{reached && choices.slice(0, MOST_CHOICES).map((n) => <option key={n} value={n} />)}</datalist>
        </>
      )}
    </div>
  )
}

function Tabs() {
  const { inventory, findings, ready } = useReady()
  const { route } = useStateValue()
  const { ui } = useWords()
  const dispatch = useDispatch()
  const counts = { inventory: inventory.certificates.length, findings: hasRules(ready) ? findings.length : undefined } as Readonly<
    Partial<Record<string, number>>
  >
  return (
    <nav className="tabs" aria-label={ui.viewsLabel}>
      {VIEWS.map((view) => (
        <button
          key={view}
          type="button"
          aria-current={route.view === view ? 'page' : undefined}
          onClick={() => dispatch({ do: 'route', route: { view, edge: null, nth: 0 } })}
        >
          {ui.views[view]} {counts[view] !== undefined && <span className="tab-count">{grouped(counts[view])}</span>}
        </button>
      ))}
    </nav>
  )
}

const NEXT: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' }
function Tools() {
  const { route } = useStateValue()
  const { ui } = useWords()
  const dispatch = useDispatch()
  const dark = useDark()
  const chinese = route.language === 'zh-CN'
  // From the system's own the first press shows the other one; a third gives it back.
  const next =
    route.theme === 'auto'
      ? dark
        ? 'light'
        : 'dark'
      : route.theme === (dark ? 'dark' : 'light') && matchMedia('(prefers-color-scheme: dark)').matches !== dark
        ? 'auto'
        : NEXT[route.theme]
  return (
    <>
      <button
        type="button"
        className="button square"
        lang={chinese ? 'en' : 'zh-CN'}
        aria-label={chinese ? 'EN English' : '中文'}
        onClick={() => dispatch({ do: 'route', route: { language: chinese ? 'en' : 'zh-CN' } })}
      >
        {chinese ? 'EN' : '中'}
      </button>
      <button
        type="button"
        className="button square"
        aria-label={ui.theme[route.theme]}
        title={ui.theme[route.theme]}
        onClick={() => dispatch({ do: 'route', route: { theme: next } })}
      >
        <svg width="15" height="15" viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
          <path d="M8 1.8A6.2 6.2 0 0 1 8 14.2Z" fill="currentColor" />
        </svg>
      </button>
      <button type="button" className="button square" aria-label={ui.help} onClick={() => dispatch({ do: 'dialog', dialog: 'help' })}>
        ?
      </button>
    </>
  )
}

function ReadyHeader() {
  return (
    <>
      <Subject />
      <Tabs />
      <div className="tools">
        <Search />
        <ExportMenu />
        <Tools />
      </div>
    </>
  )
}
export function Header() {
  const { current } = useStateValue()
  const { controller } = usePage()
  const { ui } = useWords()
  const ready = current.phase === 'ready'
  return (
    <header className={ready ? 'header ready' : 'header'}>
      <button
        type="button"
        className="brand"
        onClick={controller.close}
        disabled={current.phase === 'empty'}
        title={current.phase === 'empty' ? undefined : ui.startOver}
      >
        <Logo /> pkiscope
      </button>
      {ready ? (
        <ReadyHeader />
      ) : (
        <div className="tools">
          <Tools />
        </div>
      )}
    </header>
  )
}
