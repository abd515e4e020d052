/** The wiring, on one page: which view is shown, what hears drops and keys. */
import { useEffect } from 'react'
import { PageProvider, ReadyProvider, useDark, usePage, useStateValue, useWords } from './context.tsx'
import { BeforeReady } from './drop/BeforeReady.tsx'
import { DropTarget } from './drop/DropTarget.tsx'
import { Paste } from './drop/Paste.tsx'
import { FaultReport } from './shell/Failure.tsx'
import { Header } from './shell/Header.tsx'
import { Help } from './shell/Help.tsx'
import { useKeys } from './shell/keys.ts'
import { Views } from './Views.tsx'
import './theme.css'
import './shell/shell.css'

function Shown() {
  const { current } = useStateValue()
  switch (current.phase) {
    case 'empty':
    case 'reading':
      return <BeforeReady current={current} />
    case 'failed':
      return <FaultReport fault={current.fault} />
    case 'ready':
      return <Views />
  }
}

function Page() {
  const { route, current, announcement } = useStateValue()
  const { ui } = useWords()
  const { store } = usePage()
  const dark = useDark()
  useKeys(store)
  useEffect(() => {
    document.documentElement.lang = route.language
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
    document.title = current.phase === 'ready' ? `${ui.views[route.view]} · pkiscope` : `pkiscope · ${ui.tagline}`
  }, [route.language, route.view, dark, current.phase, ui])
  return (
    <ReadyProvider ready={current.phase === 'ready' ? current : null}>
      <div className="app">
        <a className="skip" href="#main">
          {ui.skip}
        </a>
        <Header />
        <div id="main" className="app-main">
          <Shown />
        </div>
        <DropTarget />
        <Paste />
        <Help />
        <p className="hidden" role="status">
          {announcement}
        </p>
      </div>
    </ReadyProvider>
  )
}
export function App({ page }: { readonly page: React.ComponentProps<typeof PageProvider>['page'] }) {
  return (
    <PageProvider page={page}>
      <Page />
    </PageProvider>
  )
}
