/** Paths as people say them: without the folders that all of them share. The whole path stands where exactness is asked for. */
import { visible } from './visible.ts'

/** Fields of a kubeconfig that hold a certificate: the file's name says enough. */
const EMBEDDED = /#.*\.(?:client-certificate-data|client-key-data|certificate-authority-data)$/
/** `[folder of a node/]etc/kubernetes/rest`, or a drop that begins below etc. */
const KUBERNETES = /^(?:(?:.*\/)?([^/]+)\/)?etc\/kubernetes\/(.+)$|^kubernetes\/((?:pki|manifests)\/.+|[^/]+\.conf)$/
/** Other roots of the host: they are absolute paths there. */
const HOST = /^(?:(?:.*\/)?([^/]+)\/)?((?:etc|opt|run|srv|var)\/.+)$/

/** `pki/etcd/ca.crt`, `cp-2: pki/etcd/ca.crt`, `/var/lib/kubelet/pki/kubelet.crt`, `admin.conf`. */
export function brief(path: string): string {
  const file = visible(path.replace(EMBEDDED, ''))
  const kubernetes = KUBERNETES.exec(file)
  if (kubernetes) return kubernetes[3] ?? `${kubernetes[1] === undefined ? '' : `${kubernetes[1]}: `}${kubernetes[2]}`
  const host = HOST.exec(file)
  return host ? `${host[1] === undefined ? '' : `${host[1]}: `}/${host[2]}` : file
}
