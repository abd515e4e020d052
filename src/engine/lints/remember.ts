/** Results kept from one moment judged to the next: made again only where what they looked at has changed. */
import type { ClusterFacts } from '../cluster/cluster.ts'
import { once } from '../encoding/maps.ts'
import { type Clusters, type LintContext, type Prepared, type PresentingCall, type Presentations, SOURCES } from './context.ts'

/** What a result was made from: kept, it is right at every moment at which nothing of that has changed. Null: it was not looked at. */
interface Kept<T> {
  readonly result: T
  readonly at: number | null
  readonly calls: readonly PresentingCall[] | null
  readonly presented: Presentations | null
  readonly clusters: Clusters | null
}
/** By the clusters of one evidence, then by a name. */
export type Memory<T> = WeakMap<readonly ClusterFacts[], Map<string, Kept<T>>>

/** What `make` gives, which runs unless what it looked at the last time (the moment, the calls, whose cluster a certificate is of) is still the same. */
export function remember<T>(memory: Memory<T>, name: string, context: LintContext, make: (context: LintContext) => T): T {
  const results = once(memory, context.clusters, () => new Map<string, Kept<T>>())
  const kept = results.get(name)
  if (kept !== undefined && stillRight(kept, context)) return kept.result
  const made = watch(context, make)
  results.set(name, made)
  return made.result
}

function stillRight(kept: Kept<unknown>, context: LintContext): boolean {
  const sources = (context as Prepared)[SOURCES]
  return (
    (kept.at ?? context.at) === context.at &&
    (kept.calls ?? context.calls) === context.calls &&
    (kept.presented ?? context.presented) === context.presented &&
    (kept.clusters === null || kept.clusters === sources.clusters)
  )
}

function watch<T>(context: LintContext, make: (context: LintContext) => T): Kept<T> {
  const sources = (context as Prepared)[SOURCES]
  let at: number | null = null
  let calls: readonly PresentingCall[] | null = null
  let presented: Presentations | null = null
  let clusters: Clusters | null = null
  const watched = Object.create(context, {
    at: { get: () => (at = context.at) },
    calls: { get: () => (calls = context.calls) },
    presented: { get: () => (presented = context.presented) },
    [SOURCES]: {
      get: () => {
        clusters = sources.clusters
        return sources
      },
    },
  }) as LintContext
  return { result: make(watched), at, calls, presented, clusters }
}
