/** etcd's configuration file (server/embed/config.go), told by its own keys: it has no kind. */
import { isYamlMap } from '../../encoding/yaml.ts'
import { fieldsOf } from '../fields.ts'
import { NO_POD, type Reader } from '../reader.ts'

const KEYS = [
  'listen-client-urls',
  'listen-peer-urls',
  'initial-cluster',
  'initial-advertise-peer-urls',
  'client-transport-security',
  'peer-transport-security',
  'advertise-client-urls',
]

export const etcdConfig: Reader = {
  id: 'etcd-config',
  read(file, into) {
    let found = false
    for (const document of file.yaml.documents) {
      const { value } = document
      if (!isYamlMap(value) || value['kind'] !== undefined || KEYS.filter((key) => key in value).length < 2) continue
      into.settings.push({
        origin: 'etcd-config',
        program: 'etcd',
        location: file.at(document.lineOf([])),
        settings: fieldsOf(file, document, value),
        ...NO_POD,
      })
      found = true
    }
    return found
  },
}
