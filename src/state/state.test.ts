import { describe, expect, it } from 'vitest'
import type { Audit } from '../engine/audit.ts'
import { NO_CORRECTIONS, type Session } from './session.ts'
import { formatRoute, parseRoute, START } from './route.ts'
import { hasRules, initial, type Ready, reduce } from './state.ts'
import { createStore } from './store.ts'

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
    const reading = reduce(linked, { do: 'read', label: 'a.tgz' })
    expect(reading.current).toEqual({ phase: 'reading', label: 'a.tgz', progress: null })
    expect([reading.keys, reading.route.edge]).toEqual([null, '3'])
    const open = reduce(reading, { do: 'open', label: 'a.tgz', session: { audit: {} } as Session, reopened: false, unread: [] })
    expect(reduce(open, { do: 'read', label: 'b.tgz' }).route.edge).toBe(null)
  })
  it('does not take a late judgement for a drop that is gone', () => {
    const empty = initial(START)
    expect(reduce(empty, { do: 'node', node: 'a' })).toBe(empty)
    expect(reduce(empty, { do: 'progress', progress: { phase: 'read', done: 1, total: null, file: null } })).toBe(empty)
  })
  it('keeps all that was found: a worker started again knows only what it has sent itself', () => {
    const inventory = (name: string) => ({ certificates: [name] }) as unknown as Audit['inventory']
    const audit = { at: 1, clusters: [], inventory: inventory('mentioned') } as unknown as Audit
    const session = { audit, whole: false } as Session
    const open = reduce(initial(START), { do: 'open', label: 'a.tgz', session, reopened: false, unread: [] })
    const whole = reduce(open, { do: 'arrived', inventory: inventory('all'), whole: true })
    const judged = reduce(whole, { do: 'judged', audit: { ...audit, at: 2 }, corrections: NO_CORRECTIONS })
    expect(judged.current).toMatchObject({ whole: true, audit: { at: 2, inventory: { certificates: ['all'] } } })
    expect(reduce(judged, { do: 'arrived', inventory: inventory('mentioned'), whole: false })).toBe(judged)
    // Until then a later answer has more of it, and what was judged at the drop shares it.
    const more = reduce(open, { do: 'arrived', inventory: inventory('more'), whole: false })
    expect(more.current).toMatchObject({
      whole: false,
      audit: { inventory: { certificates: ['more'] } },
      base: { inventory: { certificates: ['more'] } },
    })
  })
  it('takes what the rules found for the moment they ran at, and no other', () => {
    const audit = { at: 1, clusters: [], checked: [], inventory: {} } as unknown as Audit
    const ruled = (at: number) => ({ ...audit, at, checked: [{ lint: 'a', applied: 1, found: 0 }] }) as Audit
    const open = reduce(initial(START), {
      do: 'open',
      label: 'a.tgz',
      session: { audit, whole: false } as Session,
      reopened: false,
      unread: [],
    })
    const has = ({ current }: ReturnType<typeof reduce>) => hasRules(current as Ready)
    expect(has(open)).toBe(false)
    expect(reduce(open, { do: 'ruled', audit })).toBe(open)
    const first = reduce(open, { do: 'ruled', audit: ruled(1) })
    expect(has(first)).toBe(true)
    expect(first.current).toMatchObject({ base: ruled(1) })
    const moved = reduce(open, { do: 'judged', audit: { ...audit, at: 2 }, corrections: NO_CORRECTIONS })
    expect(reduce(moved, { do: 'ruled', audit: ruled(1) })).toBe(moved)
    const second = reduce(moved, { do: 'ruled', audit: ruled(2) })
    expect(second.current).toMatchObject({ audit: ruled(2), base: audit })
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
