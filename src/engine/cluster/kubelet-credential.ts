/**
 * Which client certificate a kubelet really uses (pkg/kubelet/certificate/bootstrap, client-go util/certificate):
 * with rotation on, `kubelet-client-current.pem` of its certificate directory wins over what kubelet.conf embeds,
 * unless that is expired when the kubelet starts: then it falls back to bootstrapping. Which holds depends on the moment judged.
 */
import type { Node, Reader } from './node.ts'
import type { Presents } from './plan.ts'
import { referTo } from './resolve.ts'
import { isTrue } from './settings.ts'

export function kubeletCredential(reader: Reader, node: Node, configured: Presents): Presents {
  const kubelet = node.components.get('kubelet')?.[0]
  if (kubelet === undefined || configured.kind !== 'pair' || configured.certificate.use.resolved !== 'embedded') return configured
  // Without a configuration in the drop nobody says that rotation is off; kubeadm turns it on.
  const rotation = kubelet.one('--rotate-certificates', 'rotateCertificates')
  if (rotation === null ? kubelet.sources.some(({ origin }) => origin === 'kubelet-config') : !isTrue(rotation)) return configured
  const directory = kubelet.one('--cert-dir')?.value ?? '/var/lib/kubelet/pki'
  const value = `${directory}/kubelet-client-current.pem`
  const pem = referTo(reader.index, node.tree, { component: 'kubelet', setting: '--cert-dir', value, location: null, assumed: true })
  if (pem.text === null || pem.use.resolved === 'suffix') return configured
  return { ...configured, store: { kind: 'pair', certificate: pem, key: pem, store: null } }
}
