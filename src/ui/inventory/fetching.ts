/** How to get what no node has as a file. */
import type { Coverage } from '../../engine/audit.ts'

/** A name of RFC 1123, as Kubernetes allows it: nothing else is put into a command. */
const OBJECT = /^(ConfigMap|Secret) ([a-z0-9-]+)\/([a-z0-9.-]+)$/

/** A command for kubectl whose output can be dropped, or null where the thing is a file of a node. */
export function fetching({ component, setting, file }: Coverage['missing'][number]): string | null {
  const object = OBJECT.exec(file ?? '')
  if (object) {
    const [, kind = '', namespace, name] = object
    return `kubectl -n ${namespace} get ${kind.toLowerCase()} ${name} -o yaml >${name}.yaml`
  }
  if (component === 'extension-apiserver' && setting === 'spec.caBundle') return 'kubectl get apiservices -o yaml >apiservices.yaml'
  return null
}
