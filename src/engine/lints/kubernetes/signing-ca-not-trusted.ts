/** The CA that signs certificates of kubelets is not in the bundle the API server checks them against: at its next rotation a kubelet is locked out. */
import type { CertificateId } from '../../x509/certificate.ts'
import { each, lint } from '../lint.ts'
import { trusted } from '../trust.ts'

const FLAGS = ['--cluster-signing-kubelet-client-cert-file', '--cluster-signing-cert-file']

export const signingCaNotTrusted = lint({
  id: 'kubernetes/signing-ca-not-trusted',
  citation: 'Kubernetes documentation, "Certificates and Certificate Signing Requests", signers: kube-apiserver-client-kubelet',
  severity: 'error',
  check: (c) => {
    const clients = trusted(c, ['--client-ca-file'])
    return each(
      c.configurations.filter((x) => x.program === 'kube-controller-manager' && x.get(...FLAGS) && clients.has(x.cluster?.id ?? '')),
      (x) => {
        const setting = x.get(...FLAGS)
        const bundle = clients.get(x.cluster?.id ?? '')
        if (setting === null || bundle === undefined || setting.value === '') return null
        const file = c.inventory.files.find(({ path }) => `/${path}`.endsWith(setting.value) && c.nodeOf(path) === x.node)
        const [signer] = file === undefined ? [] : signers(c.inFile(file.path))
        const certificate = signer === undefined ? undefined : c.inventory.certificates[signer]
        if (signer === undefined || certificate === undefined || bundle.has(certificate.publicKey.spki)) return null
        const calls = c.calls.flatMap(({ edge, cluster }, i) =>
          edge === 'kubelet->kube-apiserver' && cluster === x.cluster?.id ? [i] : [],
        )
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
