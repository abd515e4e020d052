/** Kubeconfigs, one row a context in use: who, with what, to where. */
import type { Audit } from '../../../engine/audit.ts'
import type { Kubeconfig, KubeconfigUser } from '../../../engine/inventory/inventory.ts'
import { visible } from '../../../text/visible.ts'
import { type InventoryRow, places, row, type RowWords } from '../row.ts'

function credential(user: KubeconfigUser | undefined, { items: { credentials: c } }: RowWords): string {
  if (user === undefined) return c.none
  if (user.certificate !== null) return c.certificate
  if (user.hasToken || user.tokenFile !== null) return c.token
  if (user.exec !== null) return c.exec(visible(user.exec))
  if (user.authProvider !== null) return c.authProvider(visible(user.authProvider))
  return user.basic ? c.basic : c.none
}
/** Each context with what it names; a file without contexts by its users. */
function entries(config: Kubeconfig) {
  if (config.contexts.length === 0)
    return config.users.map((user) => ({ name: user.name, user: user as KubeconfigUser | undefined, cluster: config.clusters[0] }))
  return config.contexts.map((context) => ({
    name: context.name,
    user: config.users.find((u) => u.name === context.user),
    cluster: config.clusters.find((c) => c.name === context.cluster),
  }))
}

export function kubeconfigs({ inventory }: Audit, words: RowWords): readonly InventoryRow[] {
  const { items } = words
  return inventory.kubeconfigs.flatMap((config, id) =>
    entries(config).map(({ name, user, cluster }, nth) => {
      const { shown, searched } = places([config.location], words)
      const trusts = cluster?.insecureSkipTlsVerify
        ? items.insecure
        : cluster?.authority == null
          ? items.systemRoots
          : cluster.authority.kind === 'path'
            ? items.path(visible(cluster.authority.path))
            : items.embeddedData
      const cells = [
        name === config.currentContext ? `${visible(name)} (${items.facts.current})` : visible(name),
        credential(user, words),
        visible(cluster?.server ?? '–'),
        trusts,
        shown,
      ]
      return row(`f${id}-${nth}`, { kind: 'kubeconfig', id }, cells, { text: [...cells, searched].join('\n').toLowerCase() })
    }),
  )
}
