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
      const metadata = map(value['metadata'])
      // A manifest of a static pod is a file: what came from the API server has a uid.
      const origin = isPod && text(metadata['uid']) === null ? 'static-pod' : 'pod'
      found =
        readPod(
          file,
          document,
          {
            spec: map((inTemplate ? template : value)['spec']),
            path: [...path, 'spec', ...(inTemplate ? ['template', 'spec'] : [])],
            metadata,
            origin,
          },
          into,
        ) || found
    }
    for (const document of file.yaml.documents) {
      const { value } = document
      if (!isYamlMap(value)) continue
      // An excerpt may begin below `spec`.
      if (value['kind'] === undefined && Array.isArray(value['containers']))
        found = readPod(file, document, { spec: value, path: [], metadata: {}, origin: 'pod' }, into) || found
      else visit(value, document, [])
    }
    const [elided] = file.yaml.faults
    if (found && elided !== undefined) into.fault('read/yaml-malformed', file.at(elided.line), { presented: elided.message })
    return found
  },
}
