/** What a drop shows, made once where nobody sees it: what the first one runs through has then been compiled. */
import { startTransition, use } from 'react'
import { createRoot } from 'react-dom/client'
import { createController } from '../state/controller.ts'
import type { Shown } from '../worker/assembly.ts'
import { START } from '../state/route.ts'
import { type Action, initial, reduce } from '../state/state.ts'
import { createStore } from '../state/store.ts'
import { App } from './App.tsx'
import { reopenedSession } from './open.ts'

const NEVER = new Promise<never>(() => undefined)

function pageAfter(action: Action): React.ComponentProps<typeof App>['page'] {
  const store = createStore(reduce(initial(START), action), reduce)
  const nothing = { open: () => NEVER, now: () => 0 }
  return { store, controller: createController(store, nothing) }
}

/** In slices between whatever else the page does. Held up at its end, it is never shown: nothing comes into the document and no effect runs. */
export function rehearsePage({ audit }: Shown): void {
  if (audit === null) return
  const root = createRoot(document.createElement('div'))
  const pages = [
    pageAfter({ do: 'read', label: '', octets: 0 }),
    pageAfter({ do: 'open', label: '', session: reopenedSession(audit, [], START.soon), reopened: false, unread: [] }),
  ]
  function End(): never {
    setTimeout(() => root.unmount())
    return use(NEVER)
  }
  startTransition(() =>
    root.render(
      <>
        {pages.map((page, nth) => (
          <App key={nth} page={page} />
        ))}
        <End />
      </>,
    ),
  )
}
