/** What every part of the page may ask for: the state, the words, the colours. */
import { type ReactNode, createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import { DARK, LIGHT, type Palette } from '../report/diagram/palette.ts'
import type { DiagramModel } from '../report/diagram/model.ts'
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
import { findingsOf, modelOf, worstOf } from './derived.ts'
import type { Listed } from './panels/finding-order.ts'

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
  const { language } = useStateValue().route
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
  const { theme } = useStateValue().route
  const system = useMedia('(prefers-color-scheme: dark)')
  return theme === 'auto' ? system : theme === 'dark'
}
/** The colours of the diagram: designed ones, or the system's own in forced colours. */
export function usePalette(): Palette {
  const dark = useDark()
  const forced = useMedia('(forced-colors: active)')
  return useMemo(() => (forced ? systemPalette() : dark ? DARK : LIGHT), [dark, forced])
}

interface Shown {
  readonly ready: Ready
  readonly model: DiagramModel
  readonly findings: readonly Listed[]
}
const ReadyContext = createContext<Shown | null>(null)
/** The audit shown, its diagram and its findings in their order; inside `ReadyProvider` only, and while there is an audit. */
export function useReady() {
  const value = useContext(ReadyContext)
  if (value === null) throw new Error('outside ReadyProvider')
  const { ready } = value
  const context = useMemo(() => contextOf(ready.audit), [ready.audit])
  return { ...value, audit: ready.audit, context }
}
const NONE: readonly Listed[] = []
/** One for the whole page, ready or not: what header and view both show is made once. */
export function ReadyProvider({ ready, children }: { readonly ready: Ready | null; readonly children: ReactNode }) {
  const { soon } = useStateValue().route
  const { audit = null, base = null, node = null } = ready ?? {}
  // As it was at the drop: a moment moved does not lead to another cluster.
  const worst = base === null ? null : worstOf(base)
  const cluster = ready?.cluster ?? worst
  const model = audit === null ? null : modelOf(audit, node, cluster, soon)
  const shown = model?.cluster
  const findings = audit === null || shown === undefined ? NONE : findingsOf(audit, shown)
  const value = useMemo(() => (ready === null || model === null ? null : { ready, model, findings }), [ready, model, findings])
  return <ReadyContext.Provider value={value}>{children}</ReadyContext.Provider>
}
