/** ClusterRoleBindings of the drop (`kubectl get clusterrolebindings -o yaml`): who else may do what a component does. */
import type { KubeObject } from '../inventory/inventory.ts'
import type { ComponentId } from './components.ts'

/** Roles that suffice, beside cluster-admin (plugin/pkg/auth/authorizer/rbac/bootstrappolicy). The Node authorizer asks no role. */
const ROLES: Readonly<Partial<Record<ComponentId, readonly string[]>>> = {
  'kube-controller-manager': ['system:kube-controller-manager'],
  'kube-scheduler': ['system:kube-scheduler'],
  'kube-proxy': ['system:node-proxier'],
  'kube-apiserver': ['system:kubelet-api-admin'],
  admin: [],
  'super-admin': [],
}

/** Users and groups bound to a role that lets them act as this component. */
export function boundIn(objects: readonly KubeObject[], component: ComponentId): { readonly user?: string; readonly group?: string }[] {
  const roles = ROLES[component]
  if (roles === undefined) return []
  return objects.flatMap(({ kind, facts }) => {
    const role = facts['roleRef.name']
    if (kind !== 'ClusterRoleBinding' || role === undefined || (role !== 'cluster-admin' && !roles.includes(role))) return []
    return Object.entries(facts).flatMap(([path, subject]): { readonly user?: string; readonly group?: string }[] => {
      const [, type, name] = (/^subjects\[\d+\]$/.test(path) ? /^(User|Group) (.+)$/.exec(subject) : null) ?? []
      if (name === undefined) return []
      return type === 'User' ? [{ user: name }] : [{ group: name }]
    })
  })
}

/** Bootstrap policy: what every authenticated user may do, which is nothing a component needs. */
const EVERYBODY: ReadonlySet<string> = new Set(['system:basic-user', 'system:discovery', 'system:public-info-viewer'])

/**
 * Everybody a cluster-wide binding gives something, where the drop lists all bindings (the bootstrap policy's own are among them): whoever is
 * not there may do nothing. null: not listed. Roles are not read: one that is bound may allow anything.
 */
export function everyoneBound(objects: readonly KubeObject[]): ReadonlySet<string> | null {
  const bindings = objects.filter(({ kind }) => kind === 'ClusterRoleBinding')
  const listed = ['cluster-admin', 'system:basic-user', 'system:node-proxier'].every((wanted) =>
    bindings.some(({ name }) => name === wanted),
  )
  if (!listed) return null
  return new Set(
    bindings.flatMap(({ facts }) =>
      EVERYBODY.has(facts['roleRef.name'] ?? '')
        ? []
        : Object.entries(facts).flatMap(([path, subject]) => (/^subjects\[\d+\]$/.test(path) ? [subject] : [])),
    ),
  )
}
