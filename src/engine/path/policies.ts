/**
 * Certificate policies: RFC 5280 section 6.1 with the policy graph of RFC 9618 in place of the policy tree, as Go does since 1.23
 * (crypto/x509.policiesValid). No policy is asked for, so any will do; what remains enforced is what the certificates themselves require.
 */
import { push } from '../encoding/maps.ts'
import type { Certificate } from '../x509/certificate.ts'

const ANY_POLICY = '2.5.29.32.0'

interface Node {
  readonly policy: string
  expected: readonly string[]
  readonly parents: Set<Node>
  readonly children: Set<Node>
}

/** One stratum for each certificate below the anchor, the anchor's own anyPolicy on top. RFC 9618 section 5.1. */
class PolicyGraph {
  readonly #strata: Map<string, Node>[] = [new Map()]
  #byExpected = new Map<string, Node[]>()

  constructor() {
    this.insert(ANY_POLICY, [])
  }
  get #lowest(): Map<string, Node> {
    return this.#strata.at(-1) as Map<string, Node>
  }
  /** The stratum above the lowest. */
  parents(): Iterable<Node> {
    return this.#strata.at(-2)?.values() ?? []
  }
  parentsExpecting(policy: string): readonly Node[] {
    return this.#byExpected.get(policy) ?? []
  }
  parentWithAnyPolicy(): Node | undefined {
    return this.#strata.at(-2)?.get(ANY_POLICY)
  }
  leaf(policy: string): Node | undefined {
    return this.#lowest.get(policy)
  }
  insert(policy: string, parents: Iterable<Node>, expected: readonly string[] = [policy]): void {
    const node: Node = { policy, expected, parents: new Set(parents), children: new Set() }
    for (const parent of node.parents) parent.children.add(node)
    this.#lowest.set(policy, node)
  }
  deleteLeaf(policy: string): void {
    const node = this.leaf(policy)
    for (const parent of node?.parents ?? []) parent.children.delete(node as Node)
    this.#lowest.delete(policy)
  }
  /** Removes what no longer leads to the lowest stratum. */
  prune(): void {
    for (const stratum of this.#strata.slice(1, -1).reverse()) {
      for (const [policy, node] of stratum) {
        if (node.children.size > 0) continue
        for (const parent of node.parents) parent.children.delete(node)
        stratum.delete(policy)
      }
    }
  }
  deepen(): void {
    this.#byExpected = new Map()
    for (const node of this.#lowest.values()) {
      for (const policy of node.expected) push(this.#byExpected, policy, node)
    }
    this.#strata.push(new Map())
  }
  /** Section 6.1.5 (g): is there any policy the whole path stands for? */
  someValid(): boolean {
    if (this.leaf(ANY_POLICY) !== undefined) return true
    return this.#strata.some((stratum) => [...stratum.values()].some(isFirstNamed))
  }
}

/** A policy that hangs from anyPolicy alone: the first certificate that names it. */
const isFirstNamed = ({ policy, parents }: Node): boolean =>
  policy !== ANY_POLICY && parents.size === 1 && [...parents].every((parent) => parent.policy === ANY_POLICY)

/** A path from the end entity to the anchor. Null where it is valid, else the position of the certificate at which it is not. */
export function invalidPolicyAt(path: readonly Certificate[]): number | null {
  const n = path.length - 1
  if (n === 0) return null
  // Mostly none names any: section 6.1.3 (e) at once.
  let graph: PolicyGraph | null = path[n - 1]?.policies.length === 0 ? null : new PolicyGraph()
  // Section 6.1.2 (d) to (f): certificates left until the constraint takes hold.
  let explicitPolicy = n + 1
  let inhibitAnyPolicy = n + 1
  let policyMapping = n + 1

  for (let at = n - 1; at >= 0; at--) {
    const certificate = path[at] as Certificate
    const selfIssued = certificate.issuer.der === certificate.subject.der
    // Section 6.1.3 (e) and (f).
    if (certificate.policies.length === 0) graph = null
    if (explicitPolicy === 0 && graph === null) return at
    if (graph !== null) {
      descend(graph, certificate, inhibitAnyPolicy > 0 || (at > 0 && selfIssued))
      if (at > 0 && !mapPolicies(graph, certificate, policyMapping > 0)) return at
    }
    if (at === 0) break
    // Section 6.1.4 (h), (i), (j).
    if (!selfIssued) {
      if (explicitPolicy > 0) explicitPolicy--
      if (policyMapping > 0) policyMapping--
      if (inhibitAnyPolicy > 0) inhibitAnyPolicy--
    }
    explicitPolicy = Math.min(explicitPolicy, certificate.requireExplicitPolicy ?? explicitPolicy)
    policyMapping = Math.min(policyMapping, certificate.inhibitPolicyMapping ?? policyMapping)
    inhibitAnyPolicy = Math.min(inhibitAnyPolicy, certificate.inhibitAnyPolicy ?? inhibitAnyPolicy)
  }

  // Section 6.1.5 (a), (b), (g).
  if (explicitPolicy > 0) explicitPolicy--
  if (path[0]?.requireExplicitPolicy === 0) explicitPolicy = 0
  return explicitPolicy === 0 && !graph?.someValid() ? 0 : null
}

/** Section 6.1.3 (d): the stratum of this certificate. */
function descend(graph: PolicyGraph, { policies }: Certificate, anyPolicyAllowed: boolean): void {
  graph.deepen()
  for (const policy of policies) {
    if (policy === ANY_POLICY) continue
    const expecting = graph.parentsExpecting(policy)
    const any = graph.parentWithAnyPolicy()
    const parents = expecting.length > 0 || any === undefined ? expecting : [any]
    if (parents.length > 0) graph.insert(policy, parents)
  }
  if (policies.includes(ANY_POLICY) && anyPolicyAllowed) {
    const missing = new Map<string, Node[]>()
    for (const parent of graph.parents()) {
      for (const policy of parent.expected) {
        if (graph.leaf(policy) !== undefined) continue
        push(missing, policy, parent)
      }
    }
    for (const [policy, parents] of missing) graph.insert(policy, parents)
  }
  graph.prune()
}

/** Section 6.1.4 (a) and (b); false where a mapping is to or from anyPolicy. */
function mapPolicies(graph: PolicyGraph, { policyMappings }: Certificate, allowed: boolean): boolean {
  const mappings = new Map<string, string[]>()
  for (const { issuer, subject } of policyMappings) {
    if (!allowed) {
      graph.deleteLeaf(issuer)
      continue
    }
    if (issuer === ANY_POLICY || subject === ANY_POLICY) return false
    push(mappings, issuer, subject)
  }
  if (policyMappings.length === 0) return true
  graph.prune()
  for (const [issuer, subjects] of mappings) {
    const node = graph.leaf(issuer)
    const any = graph.leaf(ANY_POLICY)
    if (node !== undefined) node.expected = subjects
    else if (any !== undefined) graph.insert(issuer, [any], subjects)
  }
  return true
}
