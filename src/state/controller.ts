/** What the page does about events: reads a drop, judges at another moment, lets go. One judgement is under way at most; the latest wish wins. */
import type { Look } from '../report/overview/overview.ts'
import { framesOf } from '../worker/frames.ts'
import { type ReadSoFar, sizeOf } from '../worker/protocol.ts'
import { type Corrections, NO_CORRECTIONS, type Session } from './session.ts'
import { type Action, hasRules, isTold, lookOf, type OwnFault, type Refusal, type State } from './state.ts'
import type { Store } from './store.ts'

/** One file of a drop, under its path within the folder dropped. */
export interface Dropped {
  readonly path: string
  readonly file: Blob
}
export interface Opened {
  readonly session: Session
  readonly reopened: boolean
  /** Files that could not be opened beside those that were. */
  readonly unread: readonly Refusal[]
  /** Files that held nothing usable, where that is all of them. */
  readonly refusals: readonly Refusal[]
}
export type Open = (
  files: readonly Dropped[],
  options: {
    readonly onProgress: (progress: ReadSoFar) => void
    readonly signal: AbortSignal
    readonly at: number
    readonly look: Look
  },
) => Promise<Opened>

export interface Controller {
  readonly open: (files: readonly Dropped[], label: string, refusals?: readonly Refusal[], judgedAt?: number) => void
  readonly cancel: () => void
  readonly judgeAt: (at: number | null) => void
  /** Asks for all that was found, where only part of it is here. */
  readonly find: () => void
  readonly correct: (corrections: Corrections) => void
  /** Takes the last correction back. */
  readonly undo: () => void
  readonly fail: (error: unknown) => void
  readonly close: () => void
}

const isSame = (a: Look, b: Look): boolean => a.cluster === b.cluster && a.node === b.node && a.soonDays === b.soonDays

/** So often a person is told how much of what was found has arrived: each time all that shows it is drawn again. */
const TELL_EVERY = 0.05

/** Words of an error without anything that could come from a file: our messages name no bytes, a stack names only our own lines. */
export function ownFault(error: unknown, reading: string | null): OwnFault {
  if (!(error instanceof Error)) return { message: String(typeof error), stack: '', reading }
  return { message: error.name, stack: framesOf(error), reading }
}

/** What a controller is given of its surroundings. */
export interface Surroundings {
  readonly open: Open
  /** Unix seconds. */
  readonly now: () => number
}

export function createController(store: Store<State, Action>, { open, now }: Surroundings): Controller {
  let reading: AbortController | null = null
  let busy = false
  let looking = false
  let wanted: { readonly at: number; readonly corrections: Corrections } | null = null

  const fail = (error: unknown) => {
    const { current } = store.get()
    const file = current.phase === 'reading' ? (current.progress?.file ?? null) : null
    if (current.phase === 'ready') current.session.close()
    store.dispatch({ do: 'fail', fault: ownFault(error, file) })
  }
  const stillOpen = (session: Session): boolean => {
    const { current } = store.get()
    return current.phase === 'ready' && current.session === session
  }
  const judge = async () => {
    if (busy) return
    busy = true
    try {
      for (;;) {
        const { current } = store.get()
        const wish = wanted
        wanted = null
        if (wish === null || current.phase !== 'ready') return
        const shown = await current.session.judge(wish.at, wish.corrections, lookOf(current, store.get().route))
        if (stillOpen(current.session)) store.dispatch({ do: 'judged', shown, corrections: wish.corrections })
      }
    } catch (error) {
      fail(error)
    } finally {
      busy = false
    }
  }
  /** All of what is judged, where only its overview is here, then what the rules find in it: whatever is asked for meanwhile goes first. */
  const complete = async () => {
    const { current } = store.get()
    if (current.phase !== 'ready' || busy) return
    const { session } = current
    const here = () => stillOpen(session)
    try {
      if (!isTold(current)) {
        const audit = await session.audit()
        if (audit === null || !here()) return
        store.dispatch({ do: 'told', audit })
      }
      if (hasRules(current)) return
      const shown = await session.rules(lookOf(current, store.get().route))
      if (shown !== null && here()) store.dispatch({ do: 'ruled', shown })
    } catch (error) {
      if (here()) fail(error)
    }
  }
  const settle = () => void judge().then(complete)
  /** Another look where another is chosen than the one shown. */
  const look = async () => {
    if (looking) return
    looking = true
    try {
      for (;;) {
        const { current, route } = store.get()
        if (current.phase !== 'ready') return
        const { session, overview } = current
        const wish = lookOf(current, route)
        if (isSame(wish, overview.asked)) return
        const next = await session.look(wish)
        if (stillOpen(session)) store.dispatch({ do: 'looked', overview: next })
      }
    } catch (error) {
      fail(error)
    } finally {
      looking = false
    }
  }
  store.subscribe(() => void look())
  const letGo = () => {
    reading?.abort()
    reading = null
    wanted = null
    const { current } = store.get()
    if (current.phase === 'ready') current.session.close()
  }

  return {
    open: (files, label, refusals = [], judgedAt = now()) => {
      letGo()
      if (files.length === 0) {
        store.dispatch({ do: 'refuse', refusals })
        return
      }
      const own = new AbortController()
      reading = own
      const { at, soon } = store.get().route
      const onProgress = (progress: ReadSoFar) => {
        if (reading === own) store.dispatch({ do: 'progress', progress })
      }
      const look = { cluster: null, node: null, soonDays: soon }
      const opening = open(files, { onProgress, signal: own.signal, at: judgedAt, look })
      // Only now is anything drawn: the worker reads meanwhile.
      store.dispatch({ do: 'read', label, octets: sizeOf(files) })
      opening.then(
        (opened) => {
          if (reading !== own) {
            opened.session.close()
            return
          }
          reading = null
          if (opened.refusals.length > 0) {
            opened.session.close()
            store.dispatch({ do: 'refuse', refusals: [...refusals, ...opened.unread, ...opened.refusals] })
            return
          }
          store.dispatch({ do: 'open', label, session: opened.session, reopened: opened.reopened, unread: [...refusals, ...opened.unread] })
          if (at !== null) wanted = { at, corrections: NO_CORRECTIONS }
          settle()
        },
        (error: unknown) => {
          if (reading === own && !own.signal.aborted) fail(error)
        },
      )
    },
    cancel: () => {
      letGo()
      store.dispatch({ do: 'close' })
    },
    judgeAt: (at) => {
      const { current } = store.get()
      if (current.phase !== 'ready') return
      store.dispatch({ do: 'route', route: { at } })
      wanted = { at: at ?? current.droppedAt, corrections: wanted?.corrections ?? current.corrections }
      settle()
    },
    find: () => {
      const { current } = store.get()
      if (current.phase !== 'ready' || current.whole || current.arriving !== null) return
      const { session } = current
      const here = () => stillOpen(session)
      let told = 0
      const onShare = (share: number) => {
        if (share < told + TELL_EVERY || !here()) return
        told = share
        store.dispatch({ do: 'arriving', share })
      }
      store.dispatch({ do: 'arriving', share: 0 })
      session.found(onShare).then(
        (inventory) => {
          if (here()) store.dispatch({ do: 'arrived', inventory, whole: true })
        },
        (error: unknown) => {
          if (here()) fail(error)
        },
      )
    },
    correct: (corrections) => {
      const { current } = store.get()
      if (current.phase !== 'ready') return
      store.dispatch({ do: 'correct', undo: [...current.undo, current.corrections] })
      wanted = { at: wanted?.at ?? current.overview.at, corrections }
      settle()
    },
    undo: () => {
      const { current } = store.get()
      const before = current.phase === 'ready' ? current.undo.at(-1) : undefined
      if (current.phase !== 'ready' || before === undefined) return
      store.dispatch({ do: 'correct', undo: current.undo.slice(0, -1) })
      wanted = { at: wanted?.at ?? current.overview.at, corrections: before }
      settle()
    },
    fail,
    close: () => {
      letGo()
      store.dispatch({ do: 'close' })
    },
  }
}
