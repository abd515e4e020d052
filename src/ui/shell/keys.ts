/** Keys that work everywhere: `?`, `/`, `g` then a number, Esc. Nothing is heard while somebody types. */
import { useEffect } from 'react'
import { flushSync } from 'react-dom'
import { CALL_SLOTS } from '../../report/diagram/geometry.ts'
import { VIEWS } from '../../state/route.ts'
import type { Action, State } from '../../state/state.ts'
import type { Store } from '../../state/store.ts'

/** How long a second digit may take: `g 1` waits for `g 12`. */
const PATIENCE = 700
const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable)

export function useKeys(store: Store<State, Action>): void {
  useEffect(() => {
    let digits: string | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    const go = () => {
      const slot = CALL_SLOTS.find((s) => s === digits)
      digits = null
      clearTimeout(timer)
      if (!slot || store.get().current.phase !== 'ready') return
      store.dispatch({ do: 'route', route: { view: 'diagram', edge: slot, nth: 0 } })
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      const { route, current, dialog, keys } = store.get()
      if (event.key === 'Escape') {
        if (dialog !== null || document.querySelector('dialog[open]')) return
        if (typing(event.target)) {
          if (event.target instanceof HTMLElement) event.target.blur()
        } else if (keys !== null && (route.view === 'trust' || route.view === 'diagram')) store.dispatch({ do: 'keys', keys: null })
        else if (route.edge !== null) {
          const { edge } = route
          // Drawn at once: a focus given a frame later could take it from whoever moved on in between.
          flushSync(() => store.dispatch({ do: 'route', route: { edge: null, nth: 0 } }))
          document.getElementById(`call-${edge}`)?.focus()
        } else if (current.phase === 'ready' && current.node !== null) store.dispatch({ do: 'node', node: null })
        return
      }
      if (typing(event.target) || document.querySelector('dialog[open]')) return
      if (digits !== null && /^\d$/.test(event.key)) {
        event.preventDefault()
        digits += event.key
        clearTimeout(timer)
        if (digits === '1') timer = setTimeout(go, PATIENCE)
        else go()
        return
      }
      digits = null
      if (event.key === '?') store.dispatch({ do: 'dialog', dialog: 'help' })
      else if (event.key === 'g') {
        digits = ''
        clearTimeout(timer)
        timer = setTimeout(() => {
          digits = null
        }, 4 * PATIENCE)
      } else if (current.phase !== 'ready') return
      else if (event.key === '/') document.getElementById('search')?.focus()
      else if (event.key === '[' || event.key === ']') {
        const at = VIEWS.indexOf(route.view) + (event.key === ']' ? 1 : -1)
        store.dispatch({ do: 'route', route: { view: VIEWS[(at + VIEWS.length) % VIEWS.length] ?? 'diagram' } })
      } else if (event.key === 'e') store.dispatch({ do: 'dialog', dialog: 'export' })
      else return
      event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => {
      clearTimeout(timer)
      removeEventListener('keydown', onKey)
    }
  }, [store])
}
