/** Everything the page knows, and the one function that changes it. */
import type { Audit } from '../engine/audit.ts'
import type { Inventory, ReadFault } from '../engine/inventory/inventory.ts'
import type { Look, Overview } from '../report/overview/overview.ts'
import type { Route } from './route.ts'
import type { Shown } from '../worker/assembly.ts'
import type { ReadSoFar } from '../worker/protocol.ts'
import { type Corrections, NO_CORRECTIONS, type Session } from './session.ts'

/** A file that was dropped and could not be read, and why: shown above the target. */
export interface Refusal {
  readonly path: string
  readonly why: 'permission' | 'empty' | 'unreadable' | 'nothing-usable'
  /** What the engine said of it. */
  readonly fault?: ReadFault
}
/** A fault of ours: its words and where it happened, never a byte of the input. */
export interface OwnFault {
  readonly message: string
  readonly stack: string
  readonly reading: string | null
}
export interface Reading {
  readonly phase: 'reading'
  readonly label: string
  /** How many were dropped. */
  readonly octets: number
  readonly progress: ReadSoFar | null
}
export interface Ready {
  readonly phase: 'ready'
  readonly label: string
  readonly session: Session
  /** The moment of the drop, in Unix seconds. */
  readonly droppedAt: number
  /** What the first screen shows of the audit at the moment shown. */
  readonly overview: Overview
  readonly inventory: Inventory
  /** The last audit of which all has arrived, with this inventory; null before the first: views of all its calls wait. */
  readonly audit: Audit | null
  /** The overview of that: another than the one shown while the audit at the moment shown is on its way. */
  readonly toldAs: Overview
  /** All that was found is here. Before that the inventory has holes: views of all of it wait. */
  readonly whole: boolean
  /** Which share of it has arrived, 0 to 1; null where nobody has asked for it. */
  readonly arriving: number | null
  readonly corrections: Corrections
  /** Those before each change, the last at the end. */
  readonly undo: readonly Corrections[]
  /** The cluster and the node chosen: shown when the overview has them. */
  readonly cluster: string | null
  readonly node: string | null
  /** The audit came out of one of our own exports. */
  readonly reopened: boolean
  /** Files of the drop that could not be opened: never passed over in silence. */
  readonly unread: readonly Refusal[]
}
export type Phase =
  | { readonly phase: 'empty'; readonly refusals: readonly Refusal[] }
  | Reading
  | Ready
  | { readonly phase: 'failed'; readonly fault: OwnFault }
/** One thing that was found, as its dialog shows it: by its index in the inventory, a bundle by the file and field it stands in. */
export type Item =
  | { readonly kind: 'certificate' | 'key' | 'kubeconfig' | 'token' | 'object' | 'settings'; readonly id: number }
  | { readonly kind: 'bundle'; readonly file: string; readonly field: string | null }
export type Dialog = 'help' | 'paste' | 'export' | 'privacy' | null

export interface State {
  readonly current: Phase
  readonly route: Route
  readonly dialog: Dialog
  /** Something is being dragged over the window. */
  readonly over: boolean
  /** Keys whose blast radius stands out. */
  readonly keys: readonly string[] | null
  /** What is shown in a dialog, the last on top: each was opened from the one before it. */
  readonly shown: readonly Item[]
  /** Said once by the live region. */
  readonly announcement: string
}

export type Action =
  | { readonly do: 'read'; readonly label: string; readonly octets: number }
  | { readonly do: 'progress'; readonly progress: ReadSoFar }
  | {
      readonly do: 'open'
      readonly label: string
      readonly session: Session
      readonly reopened: boolean
      readonly unread: readonly Refusal[]
    }
  | { readonly do: 'judged'; readonly shown: Shown; readonly corrections: Corrections }
  /** All of the audit shown. */
  | { readonly do: 'told'; readonly audit: Audit }
  /** With what the rules found in it. */
  | { readonly do: 'ruled'; readonly shown: Shown }
  /** Another look at it. */
  | { readonly do: 'looked'; readonly overview: Overview }
  /** Which share of what was found has arrived. */
  | { readonly do: 'arriving'; readonly share: number }
  /** More of what was found, or all. */
  | { readonly do: 'arrived'; readonly inventory: Inventory; readonly whole: boolean }
  /** The user's corrections change; what they change shows when it is judged. */
  | { readonly do: 'correct'; readonly undo: readonly Corrections[] }
  | { readonly do: 'refuse'; readonly refusals: readonly Refusal[] }
  | { readonly do: 'fail'; readonly fault: OwnFault }
  | { readonly do: 'close' }
  | { readonly do: 'route'; readonly route: Partial<Route> }
  | { readonly do: 'dialog'; readonly dialog: Dialog }
  | { readonly do: 'over'; readonly over: boolean }
  | { readonly do: 'keys'; readonly keys: readonly string[] | null }
  /** Opens a thing in its dialog; from within another's, which can be gone back to. */
  | { readonly do: 'show'; readonly item: Item }
  /** Back to what it was opened from, or (`all`) away. */
  | { readonly do: 'hide'; readonly all: boolean }
  | { readonly do: 'cluster'; readonly cluster: string }
  | { readonly do: 'node'; readonly node: string | null }
  | { readonly do: 'announce'; readonly announcement: string }

export function initial(route: Route): State {
  return { current: { phase: 'empty', refusals: [] }, route, dialog: null, over: false, keys: null, shown: [], announcement: '' }
}

/** What is shown says all: before that the rules are still being checked. A reopened export says what it says. */
export const hasRules = ({ overview, reopened }: Pick<Ready, 'overview' | 'reopened'>): boolean => reopened || overview.ruled

/** What is chosen to be looked at. */
export const lookOf = ({ cluster, node }: Pick<Ready, 'cluster' | 'node'>, { soon }: Route): Look => ({ cluster, node, soonDays: soon })

/** What was asked for and is not there is no longer chosen: a correction may have renamed it. */
function shownStill(current: Ready, { asked, node, model }: Overview): Pick<Ready, 'cluster' | 'node'> {
  return {
    cluster: current.cluster === asked.cluster && asked.cluster !== model.cluster ? null : current.cluster,
    node: current.node === asked.node ? node : current.node,
  }
}

/** An audit, or an inventory that has more of it: with all that was found, where that is here: a worker that was started again knows only what it has sent itself. */
function showing(current: Ready, shown: Shown): Ready {
  const { overview } = shown
  const inventory = current.whole ? current.inventory : shown.inventory
  const [audit, toldAs] = shown.audit === null ? [current.audit, current.toldAs] : [shown.audit, overview]
  const same = audit === null || audit.inventory === inventory
  return { ...current, ...shownStill(current, overview), overview, inventory, audit: same ? audit : { ...audit, inventory }, toldAs }
}

/** All of the audit shown is here. */
export const isTold = ({ audit, toldAs, overview }: Ready): boolean => audit !== null && toldAs === overview

/** The next state. Pure: no clock, no worker, no document. */
export function reduce(state: State, action: Action): State {
  const { current } = state
  switch (action.do) {
    case 'read':
      return {
        ...state,
        current: { phase: 'reading', label: action.label, octets: action.octets, progress: null },
        keys: null,
        shown: [],
        over: false,
        dialog: null,
        route: current.phase === 'ready' ? { ...state.route, edge: null, nth: 0 } : state.route,
      }
    case 'progress':
      return current.phase === 'reading' ? { ...state, current: { ...current, progress: action.progress } } : state
    case 'open': {
      const { session, label, reopened, unread } = action
      return {
        ...state,
        current: {
          phase: 'ready',
          label,
          session,
          ...session.shown,
          toldAs: session.shown.overview,
          droppedAt: session.shown.overview.at,
          whole: session.whole,
          arriving: null,
          corrections: NO_CORRECTIONS,
          undo: [],
          cluster: null,
          node: null,
          reopened,
          unread,
        },
      }
    }
    case 'judged':
      return current.phase === 'ready'
        ? { ...state, current: { ...showing(current, action.shown), corrections: action.corrections } }
        : state
    case 'told':
    case 'ruled': {
      if (current.phase !== 'ready') return state
      const { overview } = current
      const shown = action.do === 'ruled' ? action.shown : { overview, inventory: action.audit.inventory, audit: action.audit }
      // What has been judged anew since gets its own.
      if (shown.overview.at !== overview.at || shown.audit?.at !== overview.at) return state
      return { ...state, current: showing(current, shown) }
    }
    case 'looked': {
      if (current.phase !== 'ready' || action.overview.at !== current.overview.at) return state
      const { overview } = action
      const toldAs = isTold(current) ? overview : current.toldAs
      return { ...state, current: { ...current, ...shownStill(current, overview), overview, toldAs } }
    }
    case 'arriving':
      return current.phase === 'ready' && !current.whole ? { ...state, current: { ...current, arriving: action.share } } : state
    case 'arrived': {
      // All of it may have come with something else that was asked for.
      if (current.phase !== 'ready' || current.whole || (current.inventory === action.inventory && !action.whole)) return state
      const { overview } = current
      return { ...state, current: { ...showing(current, { overview, inventory: action.inventory, audit: null }), whole: action.whole } }
    }
    case 'correct':
      return current.phase === 'ready' ? { ...state, current: { ...current, undo: action.undo } } : state
    case 'refuse':
      return { ...state, current: { phase: 'empty', refusals: action.refusals }, over: false }
    case 'fail':
      return { ...state, current: { phase: 'failed', fault: action.fault }, over: false }
    case 'close':
      return { ...initial({ ...state.route, view: 'diagram', edge: null, nth: 0, at: null }) }
    case 'route':
      return {
        ...state,
        route: { ...state.route, ...action.route },
        keys: action.route.view && action.route.view !== state.route.view ? null : state.keys,
      }
    case 'dialog':
      return { ...state, dialog: action.dialog }
    case 'over':
      return state.over === action.over ? state : { ...state, over: action.over }
    case 'keys':
      return { ...state, keys: action.keys }
    case 'show':
      return { ...state, shown: [...state.shown, action.item] }
    case 'hide':
      return state.shown.length === 0 ? state : { ...state, shown: action.all ? [] : state.shown.slice(0, -1) }
    case 'cluster':
      return current.phase === 'ready'
        ? {
            ...state,
            current: { ...current, cluster: action.cluster, node: null },
            keys: null,
            route: { ...state.route, edge: null, nth: 0 },
          }
        : state
    case 'node':
      return current.phase === 'ready'
        ? { ...state, current: { ...current, node: action.node }, keys: null, route: { ...state.route, nth: 0 } }
        : state
    case 'announce':
      return { ...state, announcement: action.announcement }
  }
}
