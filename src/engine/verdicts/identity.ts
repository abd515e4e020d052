/**
 * Third half: may the subject do what its component needs? Judged under Kubernetes' default bindings, the Node authorizer and kubeadm's own
 * bindings (KUBERNETES PKI, subjects by version). Bindings made by hand are not in the drop: a subject the defaults do not know is unproven.
 */
import type { IdentityNeed, PlannedCall } from '../cluster/plan.ts'
import { unset } from '../cluster/node.ts'
import { atLeast } from '../cluster/version.ts'
import type { Bench } from './anchors.ts'
import { credentialOf } from './client-credential.ts'
import { broken, simple, unproven } from './half.ts'
import type { Half, IdentityHalf } from './verdict.ts'

const MASTERS = 'system:masters'
const CLUSTER_ADMINS = 'kubeadm:cluster-admins'
const NODES = 'system:nodes'
const NODE_USER = 'system:node:'

/** Bootstrap policy: the user each component's binding names. */
const USER_OF: Readonly<Partial<Record<IdentityNeed['component'], string>>> = {
  'kube-controller-manager': 'system:kube-controller-manager',
  'kube-scheduler': 'system:kube-scheduler',
  'kube-proxy': 'system:kube-proxy',
}
const KUBEADM_ADMINS = new Set(['kubernetes-admin', 'kubernetes-super-admin'])
const KUBELET_CLIENT = 'kube-apiserver-kubelet-client'
/** From these releases on kubeadm binds the user itself and leaves the organisation out (kubernetes PR 138957). */
const KUBELET_CLIENT_BOUND = ['1.33.12', '1.34.8', '1.35.5', '1.36.1']

interface Subject {
  readonly user: string
  readonly groups: readonly string[]
}

export function judgeIdentity(bench: Bench, call: PlannedCall): IdentityHalf {
  if (call.transport === 'absent') return nobody(simple('absent'))
  if (call.identity === null || call.unusable !== null || call.transport === 'plaintext') return NOT_ASKED
  if (call.client.kind === 'token') return tokenIdentity(bench, call)
  if (call.client.kind !== 'pair') return NOT_ASKED
  const { pair } = credentialOf(bench, call.client)
  const ends = { presents: pair.use, trusts: null }
  if (pair.fault !== null) return nobody(simple('not-applicable', ends))
  const leaf = pair.certificate === null ? undefined : bench.certificates[pair.certificate]
  if (leaf === undefined) return nobody(unproven(pair.missing.slice(0, 1), ends))
  const subject = { user: leaf.subject.commonName, groups: leaf.subject.organizations }
  if (subject.user === '') return identified(simple('not-applicable', ends), null, subject.groups)
  return identified(decide(subject, call.identity, ends), subject.user, subject.groups)
}

/** Field by field: a fleet has one a call. */
const identified = (half: Half, user: string | null, groups: readonly string[]): IdentityHalf => ({
  status: half.status,
  faults: half.faults,
  log: half.log,
  missing: half.missing,
  path: half.path,
  until: half.until,
  presents: half.presents,
  trusts: half.trusts,
  user,
  groups,
})
const NOT_ASKED = identified(simple('not-applicable'), null, [])
const nobody = (half: Half): IdentityHalf => identified(half, null, [])

function tokenIdentity(bench: Bench, { client, identity }: PlannedCall): IdentityHalf {
  const facts = client.kind === 'token' && client.token !== null ? bench.tokens[client.token] : undefined
  const known =
    facts?.subject ?? (facts?.bootstrapId === undefined || facts.bootstrapId === null ? null : `system:bootstrap:${facts.bootstrapId}`)
  const user =
    known ??
    (identity?.component === 'kube-proxy' && client.kind === 'token' && client.use?.setting === 'clientConnection.kubeconfig'
      ? 'system:serviceaccount:kube-system:kube-proxy'
      : null)
  return identified(simple('token'), user, [])
}

type Ends = Parameters<typeof unproven>[1]

function decide(subject: Subject, need: IdentityNeed, ends: Ends): Half {
  // The privileged group is authorised before any other authorizer is asked.
  if (subject.groups.includes(MASTERS) || need.authorizationModes.includes('AlwaysAllow')) return simple('trusted', ends)
  if (need.bound.some(({ user, group }) => user === subject.user || (group !== undefined && subject.groups.includes(group))))
    return simple('trusted', ends)
  return need.component === 'kubelet' ? decideNode(subject, need, ends) : decideOther(subject, need, ends)
}

const refusedAs = (expected: string, subject: Subject, need: IdentityNeed, ends: Ends): Half =>
  broken([{ id: 'edge/identity-wrong', expected, user: subject.user, groups: subject.groups }], forbidden(need, subject, expected), ends)
const unknownTo = (ends: Ends): Half => unproven([unset('kube-apiserver', 'ClusterRoleBinding')], ends)

function decideOther(subject: Subject, need: IdentityNeed, ends: Ends): Half {
  const allowed = simple('trusted', ends)
  const refused = (expected: string): Half => refusedAs(expected, subject, need, ends)
  const unknown = (): Half => unknownTo(ends)
  const privileged = (): string => (atLeast(need.version, '1.29') ? CLUSTER_ADMINS : MASTERS)
  const ofBindings = (): Half => (onlyRbac(need) && unbound(subject, need.everyone) ? refused(privileged()) : unknown())
  const otherwise = (expected: string): Half => (need.strict || subject.user.startsWith('system:') ? refused(expected) : ofBindings())
  const known = need.authorizationModes.length === 0 || need.authorizationModes.includes('RBAC')
  const bySubject = USER_OF[need.component]
  if (bySubject !== undefined) {
    if (!known) return unknown()
    if (subject.user === bySubject || subject.groups.includes(CLUSTER_ADMINS)) return allowed
    return otherwise(bySubject)
  }
  if (subject.groups.includes(CLUSTER_ADMINS)) return known ? allowed : unknown()
  if (need.component === 'admin' || need.component === 'super-admin') {
    const decided = known && (KUBEADM_ADMINS.has(subject.user) || need.strict || subject.user.startsWith('system:'))
    return decided ? refused(privileged()) : known ? ofBindings() : unknown()
  }
  if (need.component === 'kube-apiserver') {
    if (!known) return unknown()
    // From these releases on kubeadm binds the user, but only the binding itself says that this cluster has it.
    if (subject.user === KUBELET_CLIENT && (need.version === null || boundByUser(need.version))) return ofBindings()
    return otherwise(privileged())
  }
  return subject.user.startsWith('system:') ? allowed : unknown()
}

/** No other authorizer could allow what RBAC does not. */
const onlyRbac = ({ authorizationModes }: IdentityNeed): boolean =>
  authorizationModes.includes('RBAC') && authorizationModes.every((mode) => mode === 'RBAC' || mode === 'Node')

/** All bindings are in the drop and none gives this user anything, under its own name, through a group or as anybody who is authenticated. */
const unbound = ({ user, groups }: Subject, everyone: IdentityNeed['everyone']): boolean =>
  everyone !== null &&
  ![`User ${user}`, ...[...groups, 'system:authenticated'].map((group) => `Group ${group}`)].some((one) => everyone.has(one))

/** Node authorizer and NodeRestriction: the group, the prefix, and the name of the node it runs on. */
function decideNode(subject: Subject, need: IdentityNeed, ends: Ends): Half {
  const { user, groups } = subject
  const expected = `${NODE_USER}${need.node?.name ?? 'NAME'}`
  if (!groups.includes(NODES) || !user.startsWith(NODE_USER) || user.length === NODE_USER.length)
    return refusedAs(`${expected}, ${NODES}`, subject, need, ends)
  if (need.authorizationModes.length > 0 && !need.authorizationModes.includes('Node')) return unknownTo(ends)
  const name = user.slice(NODE_USER.length)
  if (need.node === null || need.node.name === name) return simple('trusted', ends)
  if (need.node.certain || need.nodes.has(name)) return refusedAs(expected, subject, need, ends)
  // Only the folder's name disagrees, and no other node of the drop bears this one: the folder may be called anything.
  return unproven([unset('kubelet', '--hostname-override')], ends)
}

function boundByUser(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const fixed = KUBELET_CLIENT_BOUND.find((release) => release.startsWith(`${major}.${minor}.`))
  return fixed === undefined ? minor > 36 || major > 1 : atLeast(version, fixed)
}

function forbidden({ component }: IdentityNeed, { user }: Subject, expected: string): string {
  if (component === 'kube-apiserver') return `Forbidden (user=${user}, verb=get, resource=nodes, subresource=proxy)`
  if (component === 'kubelet')
    return `nodes "${expected.replace(NODE_USER, '').replace(/,.*/, '')}" is forbidden: User "${user}" cannot get resource "nodes" in API group "" at the cluster scope`
  return `User "${user}" cannot list resource`
}
