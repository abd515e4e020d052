/**
 * What the first screen shows of an audit, whatever the size of that: made where the audit is, so that the page need not wait
 * for every call of a fleet. Plain data: survives structuredClone.
 */
import { type Audit, isRuled, type Judged } from '../../engine/audit.ts'
import { once } from '../../engine/encoding/maps.ts'
import type { Call } from '../../engine/verdicts/verdict.ts'
import { type DiagramModel, diagramModel, drawnCalls } from '../diagram/model.ts'
import { kubelets } from '../diagram/places.ts'
import { stretchOf } from '../diagram/stretch.ts'
import { type Death, deathsOf } from './deaths.ts'
import { brokenElsewhere, type Elsewhere, worstCluster } from './elsewhere.ts'
import { type Listed, listFindings } from './findings.ts'
import { onlyNode } from './node-filter.ts'
import { settlers } from './settlers.ts'

/** What of an audit is looked at. */
export interface Look {
  /** Null for the one in which most was broken at the drop. */
  readonly cluster: string | null
  /** Only calls that touch this node, null for all. */
  readonly node: string | null
  /** How many days count as soon. */
  readonly soonDays: number
}
export interface ClusterHead {
  readonly id: string
  readonly layout: string
  readonly version: string | null
  readonly nodes: number
  readonly controlPlanes: number
}
export interface Overview {
  /** Unix seconds: the moment judged. */
  readonly at: number
  /** The rules have run: what they found is among the findings. */
  readonly ruled: boolean
  /** What was asked for; where the audit has no such cluster or node, another cluster or all nodes are shown. */
  readonly asked: Look
  readonly node: string | null
  readonly clusters: readonly ClusterHead[]
  /** Nodes of the cluster shown that have a kubelet, where only one is drawn: null where the diagram has all of them. */
  readonly kubelets: readonly string[] | null
  readonly model: DiagramModel
  /** The worst call behind each drawn one, by its index in `Audit.calls`. */
  readonly leads: ReadonlyMap<number, Call>
  readonly findings: readonly Listed[]
  /** By day. */
  readonly deaths: readonly Death[]
  readonly elsewhere: readonly Elsewhere[]
  readonly settlers: readonly string[]
}

/** What is made of an audit once: kept as long as the calls it was made of, for as long as nothing of `parts` changes and it `holds`. */
function kept<Of extends readonly unknown[], T>(
  make: (audit: Judged, ...of: Of) => T,
  parts: (audit: Judged, ...of: Of) => readonly unknown[],
  holds: (made: T, at: number) => boolean = () => true,
) {
  const last = new WeakMap<Audit['calls'], { readonly by: readonly unknown[]; readonly made: T }>()
  return (audit: Judged, ...of: Of): T => {
    const by = parts(audit, ...of)
    const known = last.get(audit.calls)
    if (known?.by.every((one, i) => one === by[i]) && holds(known.made, audit.at)) return known.made
    const made = make(audit, ...of)
    last.set(audit.calls, { by, made })
    return made
  }
}

const keptWorst = kept(worstCluster, ({ clusters }) => [clusters])
const keptModel = kept(
  (audit, node: string | null, cluster: string | null, soonDays: number) => {
    const shown = onlyNode(audit, node)
    const model = diagramModel(shown, cluster, soonDays)
    return { at: audit.at, model, stretch: stretchOf(shown, model, soonDays) }
  },
  ({ clusters, inventory }, ...of) => [clusters, inventory, ...of],
  (made, at) => made.at === at || made.stretch.holds(at),
)
const keptFindings = kept(listFindings, ({ findings }, cluster) => [findings, cluster])
const keptDeaths = kept(deathsOf, ({ inventory }, base, cluster) => [inventory, base.calls, cluster])
const keptElsewhere = kept(brokenElsewhere, ({ clusters }, cluster) => [clusters, cluster])
const keptSettlers = kept(settlers, ({ coverage }, cluster) => [coverage, cluster])

/** In: an audit, the one at the moment of the drop, and what is looked at. */
export function overviewOf(audit: Judged, base: Judged, asked: Look): Overview {
  const node = asked.node !== null && nodesOf(audit.clusters).has(asked.node) ? asked.node : null
  const chosen = asked.cluster ?? keptWorst(base)
  const { model } = keptModel(audit, node, chosen, asked.soonDays)
  const shown = audit.clusters.find(({ id }) => id === model.cluster)
  return {
    at: audit.at,
    ruled: isRuled(audit),
    asked,
    node,
    clusters: headsOf(audit.clusters),
    kubelets: node === null || shown === undefined ? null : kubelets(shown.instances),
    model,
    leads: once(leads, model, () => leadsOf(model, audit.calls)),
    findings: keptFindings(audit, model.cluster),
    deaths: keptDeaths(audit, base, model.cluster),
    elsewhere: keptElsewhere(audit, model.cluster),
    settlers: keptSettlers(audit, model.cluster),
  }
}

/** A model is of the calls of one audit. */
const leads = new WeakMap<DiagramModel, Overview['leads']>()
const leadsOf = (model: DiagramModel, calls: Audit['calls']): Overview['leads'] =>
  new Map(
    drawnCalls(model).flatMap(({ calls: [first] }) => {
      const call = calls[first ?? -1]
      return first === undefined || call === undefined ? [] : [[first, call] as const]
    }),
  )

const headsOf = (clusters: Audit['clusters']): readonly ClusterHead[] =>
  once(heads, clusters, () =>
    clusters.map(({ id, layout, version, nodes, controlPlanes }) => ({
      id,
      layout,
      version,
      nodes: nodes.length,
      controlPlanes: controlPlanes.length,
    })),
  )
const heads = new WeakMap<Audit['clusters'], readonly ClusterHead[]>()

const nodesOf = (clusters: Audit['clusters']): ReadonlySet<string> =>
  once(named, clusters, () => {
    const nodes = new Set<string>()
    for (const cluster of clusters) {
      for (const node of cluster.nodes) nodes.add(node)
      for (const { node } of cluster.instances) if (node !== null) nodes.add(node)
    }
    return nodes
  })
const named = new WeakMap<Audit['clusters'], ReadonlySet<string>>()
