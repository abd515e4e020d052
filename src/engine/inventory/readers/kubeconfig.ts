/** Kubeconfigs, YAML or JSON (client-go tools/clientcmd/api/v1/types.go): embedded data decoded, everything secret left behind. */
import { readKubeconfig } from '../kubeconfig.ts'
import { isYamlMap } from '../../encoding/yaml.ts'
import type { Reader } from '../reader.ts'

export const kubeconfig: Reader = {
  id: 'kubeconfig',
  read(file, into) {
    let found = false
    for (const document of file.yaml.documents) {
      const { value } = document
      if (!isYamlMap(value)) continue
      const named = value['kind'] === 'Config' && (value['apiVersion'] === 'v1' || value['apiVersion'] === undefined)
      if (!named && !(value['kind'] === undefined && Array.isArray(value['clusters']) && Array.isArray(value['users']))) continue
      into.kubeconfigs.push(readKubeconfig(value, (path) => file.at(document.lineOf(path)), null, into))
      found = true
    }
    const [fault] = file.yaml.faults
    if (!found && fault !== undefined && /^(kind:\s*Config|current-context:)/m.test(file.text)) {
      into.fault('read/kubeconfig-malformed', file.at(fault.line), { presented: fault.message, expected: 'a kubeconfig' })
      found = true
    }
    return found
  },
}
