/** The CA that signs certificates of kubelets is not in the bundle the API server checks them against: at its next rotation a kubelet is locked out. */
import { push } from '../../encoding/maps.ts'
import type { CertificateId } from '../../x509/certificate.ts'
import type { LintContext } from '../context.ts'
import { each, lint } from '../lint.ts'
import { trusted } from '../trust.ts'

const FLAGS = ['--cluster-signing-kubelet-client-cert-file', '--cluster-signing-cert-file']

export const signingCaNotTrusted = lint({
  id: 'kubernetes/signing-ca-not-trusted',
  citation: 'Kubernetes documentation, "Certificates and Certificate Signing Requests", signers: kube-apiserver-client-kubelet',
  severity: 'error',
  check: (c) => {
    const clients = trusted(c, ['--client-ca-file'])
    let kubelets: ReadonlyMap<string, readonly number[]> | null = null
    return each(
      c.configurations.filter((x) => x.program === 'kube-controller-manager' && x.get(...FLAGS) && clients.has(x.cluster?.id ?? '')),
      (x) => {
        const setting = x.get(...FLAGS)
        const bundle = clients.get(x.cluster?.id ?? '')
        if (setting === null || bundle === undefined || setting.value === '') return null
        const file = c.filesOf.get(x.node)?.find(({ path }) => `/${path}`.endsWith(setting.value))
        const [signer] = file === undefined ? [] : signers(c.inFile(file.path))
        const certificate = signer === undefined ? undefined : c.inventory.certificates[signer]
        if (signer === undefined || certificate === undefined || bundle.has(certificate.publicKey.spki)) return null
        const calls = (kubelets ??= kubeletCalls(c)).get(x.cluster?.id ?? '') ?? []
        return {
          certificates: [signer],
          locations: [setting.location],
          calls,
          data: { file: setting.value },
          repair: [
            { do: 'explain', note: 'bundle-old-and-new' },
            { do: 'restart', component: 'kube-apiserver', how: 'static-pod' },
          ],
        }
      },
    )
  },
})
/** The first certificate of the file signs (controller/certificates/authority). */
const signers = (ids: readonly CertificateId[]): readonly CertificateId[] => ids.slice(0, 1)

/** By cluster, the calls of its kubelets to the API server. */
function kubeletCalls(c: LintContext): Map<string, number[]> {
  const calls = new Map<string, number[]>()
  for (const [index, { edge, cluster }] of c.plain.entries()) if (edge === 'kubelet->kube-apiserver') push(calls, cluster, index)
  return calls
}
