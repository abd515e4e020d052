/** The pair a client really presents at this moment: a kubelet chooses between what its kubeconfig embeds and its own store. */
import type { PresentedPair } from '../cluster/plan.ts'
import type { Certificate, CertificateId } from '../x509/certificate.ts'
import type { Bench } from './anchors.ts'
import type { LoadedPair } from './loaders.ts'
import type { VerdictFault } from './verdict.ts'

export interface Credential {
  readonly pair: LoadedPair
  /** The kubelet finds an expired certificate in its kubeconfig when it starts and goes back to bootstrapping. */
  readonly fallback: VerdictFault | null
}

export function credentialOf(bench: Bench, presented: PresentedPair): Credential {
  const pair = bench.loaders.pair(presented)
  if (presented.store === null || pair.fault !== null) return { pair, fallback: null }
  // bootstrap.isClientConfigStillValid looks at every certificate of the kubeconfig.
  let expired = cutAround(bench, pair.certificate)
  for (const id of pair.chain) {
    const ended = cutAround(bench, id)
    expired ??= ended
  }
  if (expired !== null) return { pair, fallback: { id: 'edge/bootstrap-fallback', use: pair.use, notAfter: expired.notAfter } }
  const store = bench.loaders.pair(presented.store)
  if (store.fault !== null) return { pair: store, fallback: null }
  const leaf = store.certificate === null ? undefined : bench.certificates[store.certificate]
  cutAround(bench, store.certificate)
  return { pair: leaf !== undefined && bench.at < leaf.notAfter ? store : pair, fallback: null }
}

/** Which pair is presented changes when one of them runs out. Out: it, where it has. */
function cutAround({ certificates, searches: { span }, at }: Bench, id: CertificateId | null): Certificate | null {
  const certificate = id === null ? undefined : certificates[id]
  if (certificate === undefined) return null
  span.cut(certificate.notAfter, at)
  span.cut(certificate.notAfter + 1, at)
  return at > certificate.notAfter ? certificate : null
}
