/** Kubernetes objects as `kubectl get -o yaml|json` gives them, reduced to what carries trust: certificates, keys, tokens, kubeconfigs. */
import { isYamlMap, type YamlDocument, type YamlMap } from '../../encoding/yaml.ts'
import { list, text } from '../fields.ts'
import { KINDS, readObject } from '../kube-object.ts'
import type { Reader } from '../reader.ts'

export const kubeObject: Reader = {
  id: 'kube-object',
  read(file, into) {
    let found = false
    const visit = (value: YamlMap, document: YamlDocument, path: readonly (string | number)[]): void => {
      const kind = text(value['kind'])
      if (kind === null) return
      if (kind.endsWith('List') && Array.isArray(value['items'])) {
        list(value['items']).forEach((item, i) => {
          if (isYamlMap(item)) visit({ kind: kind === 'List' ? undefined : kind.slice(0, -4), ...item }, document, [...path, 'items', i])
        })
        return
      }
      if (!KINDS.has(kind)) return
      into.objects.push(readObject(value, kind, (field) => file.at(document.lineOf([...path, ...field])), file, document, into))
      found = true
    }
    for (const document of file.yaml.documents) if (isYamlMap(document.value)) visit(document.value, document, [])
    return found
  },
}
