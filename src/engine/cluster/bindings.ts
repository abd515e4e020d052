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
