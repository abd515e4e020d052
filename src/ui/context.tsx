/** What every part of the page may ask for: the state, the words, the colours. */
import { type ReactNode, createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import { DARK, LIGHT, type Palette } from '../report/diagram/palette.ts'
import type { Controller } from '../state/controller.ts'
import type { Action, Ready, State } from '../state/state.ts'
import type { Store } from '../state/store.ts'
import type { DiagramWords } from '../text/diagram.ts'
import { diagramEn } from '../text/diagram.en.ts'
import { diagramZh } from '../text/diagram.zh-CN.ts'
import type { DecodeWords } from '../text/decode.ts'
import { DECODE_EN } from '../text/decode.en.ts'
import { DECODE_ZH } from '../text/decode.zh-CN.ts'
import { contextOf, words } from '../text/index.ts'
import type { ItemWords } from '../text/items.ts'
import { type ReportWords, reportWords } from '../text/report.ts'
import { ITEMS_EN } from '../text/items.en.ts'
import { ITEMS_ZH } from '../text/items.zh-CN.ts'
import { UI_EN, type UiWords } from '../text/ui.en.ts'
import { UI_ZH } from '../text/ui.zh-CN.ts'
import { systemPalette } from './system-palette.ts'
import { useMedia } from './media.ts'

interface Page {
  readonly store: Store<State, Action>
  readonly controller: Controller
}
const PageContext = createContext<Page | null>(null)
export function PageProvider({ page, children }: { readonly page: Page; readonly children: ReactNode }) {
  return <PageContext.Provider value={page}>{children}</PageContext.Provider>
}
export function usePage(): Page {
  const page = useContext(PageContext)
  if (page === null) throw new Error('outside PageProvider')
  return page
}
export function useStateValue(): State {
  const { store } = usePage()
  return useSyncExternalStore(store.subscribe, store.get)
}
/** One part of the route: who needs no more of the state is not drawn again for the rest of it. */
function useRouted<K extends keyof State['route']>(part: K): State['route'][K] {
  const { store } = usePage()
  return useSyncExternalStore(store.subscribe, () => store.get().route[part])
}
export const useDispatch = (): ((action: Action) => void) => usePage().store.dispatch

/** Everything a sentence on the page is made from, in the language chosen. */
export function useWords(): {
  readonly ui: UiWords
  readonly diagram: DiagramWords
  readonly decode: DecodeWords
  readonly items: ItemWords
  readonly reproduce: ReportWords['reproduce']
  readonly about: ReturnType<typeof words>
  readonly language: State['route']['language']
} {
  const language = useRouted('language')
  return useMemo(
    () =>
      language === 'en'
        ? {
            ui: UI_EN,
            diagram: diagramEn,
            decode: DECODE_EN,
            items: ITEMS_EN,
            reproduce: reportWords(language).reproduce,
            about: words(language),
            language,
          }
        : {
            ui: UI_ZH,
            diagram: diagramZh,
            decode: DECODE_ZH,
            items: ITEMS_ZH,
            reproduce: reportWords(language).reproduce,
            about: words(language),
            language,
          },
    [language],
  )
}
/** The theme as it is shown. */
export function useDark(): boolean {
  const theme = useRouted('theme')
  const system = useMedia('(prefers-color-scheme: dark)')
  return theme === 'auto' ? system : theme === 'dark'
}
/** The colours of the diagram: designed ones, or the system's own in forced colours. */
export function usePalette(): Palette {
  const dark = useDark()
  const forced = useMedia('(forced-colors: active)')
  return useMemo(() => (forced ? systemPalette() : dark ? DARK : LIGHT), [dark, forced])
}

const ReadyContext = createContext<Ready | null>(null)
/** The overview of the audit shown, and what is here of the inventory; inside `ReadyProvider` only, and while there is an audit. */
export function useReady() {
  const ready = useContext(ReadyContext)
  if (ready === null) throw new Error('outside ReadyProvider')
  const { overview, inventory } = ready
  const { at, model, findings } = overview
  const context = useMemo(() => contextOf({ at, inventory }), [at, inventory])
  return { ready, overview, model, findings, inventory, context }
}
/** The audit itself too: inside `Told` or `Whole` only. */
export function useAudit() {
  const shown = useReady()
  const { audit } = shown.ready
  if (audit === null) throw new Error('outside Told')
  return { ...shown, audit }
}
export function ReadyProvider({ ready, children }: { readonly ready: Ready | null; readonly children: ReactNode }) {
  return <ReadyContext.Provider value={ready}>{children}</ReadyContext.Provider>
}
