/** Kubernetes versions as far as rules depend on them. */

/** The minor number of `1.34.3` or `v1.34`; null where unknown. */
export function minor(version: string | null | undefined): number | null {
  const found = /^v?1\.(\d+)/.exec(version ?? '')
  return found ? Number(found[1]) : null
}

/** First patch releases with kubernetes/kubernetes pull request 138957, by minor. */
const FIXED: Readonly<Record<number, number>> = { 33: 12, 34: 8, 35: 5, 36: 1 }
/** Does kubeadm of this version issue apiserver-kubelet-client without an organisation? */
export function hasFix(version: string | null | undefined): boolean {
  const found = /^v?1\.(\d+)\.(\d+)/.exec(version ?? '')
  if (!found) return false
  const first = FIXED[Number(found[1])]
  return Number(found[1]) > 36 || (first !== undefined && Number(found[2]) >= first)
}
