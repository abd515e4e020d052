/** What follows from an inventory and one set of corrections whatever its signatures are worth: the clusters put together, and the calls they make. */
import { once } from '../encoding/maps.ts'
import type { JudgeOptions } from '../audit.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { assemble } from '../cluster/assemble.ts'
import type { Cluster } from '../cluster/build-cluster.ts'
import type { ClusterFacts, SettingUse } from '../cluster/cluster.ts'
import type { PlannedCall } from '../cluster/plan.ts'
import { Loaders, type LoadedPair } from './loaders.ts'

export interface Prepared {
  readonly clusters: readonly Cluster[]
  readonly unplaced: readonly string[]
  readonly plan: readonly { readonly call: PlannedCall; readonly cluster: Cluster }[]
  readonly loaders: Loaders
  /** Which processes cannot start does not depend on the moment. */
  readonly facts: readonly ClusterFacts[]
}
/** By the corrections, which decide how clusters are put together. */
export const keyOf = ({ layout, nodeOf, clusterOf, layoutOf }: JudgeOptions): string =>
  JSON.stringify([layout ?? null, nodeOf ?? {}, clusterOf ?? {}, layoutOf ?? {}])

const prepared = new WeakMap<Inventory, Map<string, Prepared>>()

/** Puts the clusters together: a good part of judging, for which no signature need be known. */
export function prepare(inventory: Inventory, options: JudgeOptions): Prepared {
  return once(
    once(prepared, inventory, () => new Map<string, Prepared>()),
    keyOf(options),
    () => {
      const { layout, nodeOf, clusterOf, layoutOf } = options
      const { clusters, unplaced } = assemble(inventory, {
        ...(layout === undefined ? {} : { layout }),
        ...(nodeOf === undefined ? {} : { nodeOf }),
        ...(clusterOf === undefined ? {} : { clusterOf }),
        ...(layoutOf === undefined ? {} : { layoutOf }),
      })
      const loaders = new Loaders(inventory)
      return {
        clusters,
        unplaced,
        plan: clusters.flatMap((cluster) => cluster.calls.map((call) => ({ call, cluster }))),
        loaders,
        facts: clusters.map((cluster) => ({ ...cluster.facts, cannotStart: cannotStart(loaders, cluster) })),
      }
    },
  )
}

/** Processes that cannot load all their files, whatever call the file is for. */
function cannotStart(loaders: Loaders, { loads }: Cluster): ClusterFacts['cannotStart'] {
  return loads.flatMap(({ instance, pairs, bundles, publicKeys, signingKeys, unusable }) => {
    const settings: SettingUse[] = unusable.map(({ use }) => use)
    const note = ({ fault }: Pick<LoadedPair, 'fault'>): void => {
      if (fault !== null) settings.push(fault.use)
    }
    for (const pair of pairs) note(loaders.pair(pair))
    for (const { loader, reference } of bundles) note(loaders.bundle(loader, reference))
    for (const reference of publicKeys) note(loaders.verifiers(reference))
    for (const reference of signingKeys) note(loaders.signer(reference))
    return settings.length === 0 ? [] : [{ instance, settings: [...new Set(settings)] }]
  })
}
