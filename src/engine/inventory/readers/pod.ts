/** Pods and what makes them: static pod manifests (also fragments without `kind`), DaemonSets, Deployments and their kin. */
import { isYamlMap, type YamlDocument, type YamlMap } from '../../encoding/yaml.ts'
import { list, map, text } from '../fields.ts'
import { readPod } from '../pod.ts'
import type { Reader } from '../reader.ts'

export const pod: Reader = {
  id: 'pod',
  read(file, into) {
    let found = false
    const visit = (value: YamlMap, document: YamlDocument, path: readonly (string | number)[]): void => {
      const kind = text(value['kind'])
      if (kind === 'List' || kind === 'PodList') {
        list(value['items']).forEach((item, i) => {
          if (isYamlMap(item)) visit(item, document, [...path, 'items', i])
        })
        return
      }
      const template = map(map(value['spec'])['template'])
      const inTemplate = kind !== null && kind !== 'Pod' && Array.isArray(map(template['spec'])['containers'])
      const isPod = (kind === 'Pod' || kind === null) && Array.isArray(map(value['spec'])['containers'])
      if (!isPod && !inTemplate) return
      // Static pods live in a manifests folder, under whatever name the distribution gives it.
      const origin = isPod && /(^|\/)[\w-]*manifests?(\/|$)|static-pod/.test(file.path) ? 'static-pod' : 'pod'
      const metadata = map(value['metadata'])
      found =
        readPod(
          file,
          document,
          { pod: inTemplate ? template : value, path: inTemplate ? [...path, 'spec', 'template'] : path, metadata, origin },
          into,
        ) || found
    }
    for (const document of file.yaml.documents) {
      const { value } = document
      if (!isYamlMap(value)) continue
      // An excerpt may begin below `spec`.
      if (value['kind'] === undefined && Array.isArray(value['containers']))
        found = readPod(file, document, { pod: { spec: value }, path: [], metadata: {}, origin: 'pod' }, into) || found
      else visit(value, document, [])
    }
    const [elided] = file.yaml.faults
    if (found && elided !== undefined) into.fault('read/yaml-malformed', file.at(elided.line), { presented: elided.message })
    return found
  },
}
