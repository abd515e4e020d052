/** The store, its controller, and the address bar: made once, before anything is drawn. */
import { createController, type Controller, type Open } from '../state/controller.ts'
import { formatRoute, parseRoute, START, type Route } from '../state/route.ts'
import { type Action, initial, reduce, type State } from '../state/state.ts'
import { createStore, type Store } from '../state/store.ts'

export interface Page {
  readonly store: Store<State, Action>
  readonly controller: Controller
}

/** What holds where the address is silent: the browser's language, the system's theme. */
function base(): Route {
  return { ...START, language: navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en' }
}
/** In: how a drop is opened. Out: a page whose address says its view, and which follows back and forward. */
export function createPage(open: Open): Page {
  const usual = base()
  const store = createStore(initial(parseRoute(location.hash, usual)), reduce)
  const controller = createController(store, { open, now: () => Math.floor(Date.now() / 1000) })
  let written = formatRoute(store.get().route, usual)
  store.subscribe(() => {
    const { route } = store.get()
    const hash = formatRoute(route, usual)
    if (hash === written) return
    const before = parseRoute(written, usual)
    // A step of view or call can be gone back over; dragging time, language and theme replace.
    const step = before.view !== route.view || before.edge !== route.edge
    written = hash
    history[step ? 'pushState' : 'replaceState'](null, '', hash === '' ? location.pathname + location.search : hash)
  })
  addEventListener('popstate', () => {
    const route = parseRoute(location.hash, usual)
    written = formatRoute(route, usual)
    const { at } = store.get().route
    store.dispatch({ do: 'route', route })
    store.dispatch({ do: 'hide', all: true })
    if (route.at !== at) controller.judgeAt(route.at)
  })
  return { store, controller }
}
