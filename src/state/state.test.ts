import { describe, expect, it } from 'vitest'
import type { Audit } from '../engine/audit.ts'
import type { Shown } from '../worker/assembly.ts'
import { NO_CORRECTIONS, type Session } from './session.ts'
import { formatRoute, parseRoute, START } from './route.ts'
import { hasRules, initial, isTold, type Ready, reduce } from './state.ts'
import { createStore } from './store.ts'

const inventory = (name: string) => ({ certificates: [name] }) as unknown as Audit['inventory']
interface Spec {
  readonly at: number
  readonly name?: string
  readonly ruled?: boolean
  readonly asked?: string | null
}
function shown({ at, name = '', ruled = false, asked = null }: Spec): Shown {
  const look = { cluster: null, node: asked, soonDays: 30 }
  const overview = { at, ruled, asked: look, node: null, model: { cluster: 'c' } } as unknown as Shown['overview']
  return { overview, inventory: inventory(name), audit: { at, inventory: inventory(name) } as Audit }
}
const session = (spec: Spec) => ({ shown: shown(spec), whole: false }) as Session
const opening = (of: Session) => ({ do: 'open', label: 'a.tgz', session: of, reopened: false, unread: [] }) as const

describe('the address', () => {
  it('says view state and comes back as it went', () => {
    const route = {
      ...START,
      view: 'timeline',
      edge: '3',
      nth: 2,
      at: Date.UTC(2027, 1, 10) / 1000,
      soon: 90,
      language: 'zh-CN',
      theme: 'dark',
    } as const
    const hash = formatRoute(route)
    expect(hash).toBe('#view=timeline&edge=3&n=2&at=2027-02-10T00:00:00Z&soon=90&lang=zh-CN&theme=dark')
    expect(parseRoute(hash)).toEqual(route)
    expect(formatRoute(START)).toBe('')
  })
  it('ignores what it does not know', () => {
    expect(parseRoute('#view=<script>&edge=99&at=yesterday&soon=-1&lang=xx&theme=pink&n=1e9')).toEqual(START)
  })
})
describe('the state', () => {
  it('keeps a linked call for the first drop, and forgets it with the next', () => {
    const linked = { ...initial({ ...START, edge: '3' }), keys: ['k'] }
    const reading = reduce(linked, { do: 'read', label: 'a.tgz', octets: 7 })
    expect(reading.current).toEqual({ phase: 'reading', label: 'a.tgz', octets: 7, progress: null })
    expect([reading.keys, reading.route.edge]).toEqual([null, '3'])
    const open = reduce(reading, opening(session({ at: 1 })))
    expect(reduce(open, { do: 'read', label: 'b.tgz', octets: 7 }).route.edge).toBe(null)
  })
  it('does not take a late judgement for a drop that is gone', () => {
    const empty = initial(START)
    expect(reduce(empty, { do: 'node', node: 'a' })).toBe(empty)
    expect(reduce(empty, { do: 'progress', progress: { phase: 'read', done: 1, total: null, file: null, share: 0 } })).toBe(empty)
  })
  it('keeps all that was found: a worker started again knows only what it has sent itself', () => {
    const open = reduce(initial(START), opening(session({ at: 1, name: 'mentioned' })))
    const whole = reduce(open, { do: 'arrived', inventory: inventory('all'), whole: true })
    const judged = reduce(whole, { do: 'judged', shown: shown({ at: 2, name: 'mentioned' }), corrections: NO_CORRECTIONS })
    expect(judged.current).toMatchObject({ whole: true, inventory: inventory('all'), audit: { at: 2, inventory: inventory('all') } })
    expect(reduce(judged, { do: 'arrived', inventory: inventory('mentioned'), whole: false })).toBe(judged)
    // Until then a later answer has more of it.
    const more = reduce(open, { do: 'arrived', inventory: inventory('more'), whole: false })
    expect(more.current).toMatchObject({ whole: false, inventory: inventory('more'), audit: { inventory: inventory('more') } })
    // The last of it may have come with another answer.
    const same = (more.current as Ready).inventory
    expect(reduce(more, { do: 'arrived', inventory: same, whole: true }).current).toMatchObject({ whole: true, inventory: same })
    expect(reduce(more, { do: 'arrived', inventory: same, whole: false })).toBe(more)
  })
  it('takes what the rules found for the moment they ran at, and no other', () => {
    const open = reduce(initial(START), opening(session({ at: 1 })))
    const has = ({ current }: ReturnType<typeof reduce>) => hasRules(current as Ready)
    expect(has(open)).toBe(false)
    const first = reduce(open, { do: 'ruled', shown: shown({ at: 1, ruled: true }) })
    expect(has(first)).toBe(true)
    const moved = reduce(open, { do: 'judged', shown: shown({ at: 2 }), corrections: NO_CORRECTIONS })
    expect(reduce(moved, { do: 'ruled', shown: shown({ at: 1, ruled: true }) })).toBe(moved)
    const second = reduce(moved, { do: 'ruled', shown: shown({ at: 2, ruled: true }) })
    expect(second.current).toMatchObject({ droppedAt: 1, overview: { at: 2, ruled: true }, audit: { at: 2 } })
  })
  it('keeps what it has of all calls until those at the moment shown are here, and knows that it is another', () => {
    const told = (state: ReturnType<typeof reduce>) => isTold(state.current as Ready)
    const open = reduce(initial(START), opening({ ...session({ at: 1 }), shown: { ...shown({ at: 1 }), audit: null } }))
    expect(told(open)).toBe(false)
    const first = reduce(open, { do: 'told', audit: shown({ at: 1 }).audit! })
    expect(told(first)).toBe(true)
    const moved = reduce(first, { do: 'judged', shown: { ...shown({ at: 2 }), audit: null }, corrections: NO_CORRECTIONS })
    expect(told(moved)).toBe(false)
    expect(moved.current).toMatchObject({ overview: { at: 2 }, audit: { at: 1 }, toldAs: { at: 1 } })
    // That of the moment before has come late.
    expect(reduce(moved, { do: 'told', audit: shown({ at: 1 }).audit! })).toBe(moved)
    expect(told(reduce(moved, { do: 'told', audit: shown({ at: 2 }).audit! }))).toBe(true)
    // Another look at the same audit leaves it all here.
    expect(told(reduce(first, { do: 'looked', overview: shown({ at: 1 }).overview }))).toBe(true)
    expect(told(reduce(moved, { do: 'looked', overview: shown({ at: 2 }).overview }))).toBe(false)
  })
  it('no longer chooses what is not there, unless another is chosen since', () => {
    const open = reduce(initial(START), opening(session({ at: 1 })))
    const chosen = reduce(open, { do: 'node', node: 'gone' })
    const gone = shown({ at: 2, asked: 'gone' })
    expect(reduce(chosen, { do: 'judged', shown: gone, corrections: NO_CORRECTIONS }).current).toMatchObject({ node: null })
    const other = reduce(chosen, { do: 'node', node: 'other' })
    expect(reduce(other, { do: 'judged', shown: gone, corrections: NO_CORRECTIONS }).current).toMatchObject({ node: 'other' })
  })
  it('tells listeners only of changes', () => {
    const store = createStore(initial(START), reduce)
    let told = 0
    const stop = store.subscribe(() => told++)
    store.dispatch({ do: 'over', over: false })
    store.dispatch({ do: 'over', over: true })
    stop()
    store.dispatch({ do: 'over', over: false })
    expect(told).toBe(1)
  })
})
