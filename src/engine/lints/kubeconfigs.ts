/** Kubeconfigs in use, for rules. */
import type { Kubeconfig, KubeconfigCluster } from '../inventory/inventory.ts'
import type { LintContext } from './context.ts'

/** Is this file a labelled backup? */
export function backup(c: LintContext, file: string): boolean {
  return c.backups.has(file)
}

/** Every cluster entry of every kubeconfig in use. */
export function kubeconfigClusters(c: LintContext): { config: Kubeconfig; cluster: KubeconfigCluster }[] {
  return c.inventory.kubeconfigs
    .filter((k) => !backup(c, k.location.file))
    .flatMap((config) => config.clusters.map((cluster) => ({ config, cluster })))
}
