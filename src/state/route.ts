/** What a link may say: which view, which call, which moment. Never data of a cluster: names, files and subjects stay out of the address. */
import { CALL_SLOTS, type CallSlot } from '../report/diagram/geometry.ts'
import { LANGUAGES, type Language } from '../text/index.ts'

export const VIEWS = ['diagram', 'trust', 'timeline', 'inventory', 'findings', 'coverage'] as const
export type View = (typeof VIEWS)[number]
export type Theme = 'auto' | 'light' | 'dark'
export interface Route {
  readonly view: View
  /** The call inspected. */
  readonly edge: CallSlot | 'other' | null
  /** Which of the calls behind it, worst first. */
  readonly nth: number
  /** Moment judged, Unix seconds; null: the moment of the drop. */
  readonly at: number | null
  /** Days that count as soon. */
  readonly soon: number
  readonly language: Language
  readonly theme: Theme
}
export const START: Route = { view: 'diagram', edge: null, nth: 0, at: null, soon: 30, language: 'en', theme: 'auto' }

const oneOf = <T extends string>(list: readonly T[], value: string | null, otherwise: T): T => list.find((x) => x === value) ?? otherwise
const count = (value: string | null, most: number): number | null => {
  const n = Number(value)
  return value !== null && /^\d{1,6}$/.test(value) && n <= most ? n : null
}

/** In: `location.hash`, and what holds where it is silent. Unknown words are ignored. */
export function parseRoute(hash: string, base: Route = START): Route {
  const words = new URLSearchParams(hash.replace(/^#/, ''))
  const moment = words.get('at')
  const at = moment === null ? Number.NaN : Date.parse(moment) / 1000
  const edge = words.get('edge')
  return {
    view: oneOf(VIEWS, words.get('view'), 'diagram'),
    edge: edge === 'other' ? 'other' : (CALL_SLOTS.find((slot) => slot === edge) ?? null),
    nth: count(words.get('n'), 100_000) ?? 0,
    at: Number.isFinite(at) ? Math.trunc(at) : null,
    soon: count(words.get('soon'), 3650) ?? START.soon,
    language: oneOf(LANGUAGES, words.get('lang'), base.language),
    theme: oneOf(['auto', 'light', 'dark'], words.get('theme'), base.theme),
  }
}
/** The shortest hash that says the same; `base` holds the language and theme of a page without one. */
export function formatRoute(route: Route, base: Route = START): string {
  const words: string[] = []
  const add = (key: string, value: string, usual: string) => {
    if (value !== usual) words.push(`${key}=${value}`)
  }
  add('view', route.view, START.view)
  add('edge', route.edge ?? '', '')
  add('n', String(route.nth), '0')
  add('at', route.at === null ? '' : new Date(route.at * 1000).toISOString().replace('.000Z', 'Z'), '')
  add('soon', String(route.soon), String(START.soon))
  add('lang', route.language, base.language)
  add('theme', route.theme, base.theme)
  return words.length > 0 ? `#${words.join('&')}` : ''
}
