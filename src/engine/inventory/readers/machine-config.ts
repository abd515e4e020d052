/** Talos' machine configuration (controlplane.yaml, worker.yaml) and talosconfig: authorities and clients as base64 of PEM (siderolabs/talos pkg/machinery/config/types/v1alpha1). */
import { isYamlMap, type YamlDocument, type YamlMap } from '../../encoding/yaml.ts'
import { fieldsOf, list, map, text } from '../fields.ts'
import type { Collector } from '../collector.ts'
import { NO_POD, type Reader, type SourceFile } from '../reader.ts'

/** Where `crt` and `key` stand; the rest of the file is tokens and secrets, which nobody asks for. */
const AUTHORITIES = ['machine.ca', 'cluster.ca', 'cluster.aggregatorCA', 'cluster.etcd.ca', 'cluster.serviceAccount']

/** What says which node this is of and how its components are started; tokens and secrets stand beside it. */
const KEPT =
  /^(machine\.(type|network\.hostname|network\.interfaces\[\d+\]\.addresses|kubelet\.(extraArgs\..+|image))|cluster\.(clusterName|controlPlane\.\w+|network\.(dnsDomain|serviceSubnets)|(apiServer|controllerManager|scheduler|etcd)\.(extraArgs\..+|image|certSANs)))$/

export const machineConfig: Reader = {
  id: 'machine-config',
  read(file, into) {
    let found = false
    for (const document of file.yaml.documents) {
      const { value } = document
      if (!isYamlMap(value)) continue
      if (isYamlMap(value['machine']) && (isYamlMap(value['cluster']) || value['version'] === 'v1alpha1')) {
        for (const path of AUTHORITIES) pairAt(file, document, into, path.split('.'))
        for (const part of ['machine', 'cluster'])
          list(map(value[part])['acceptedCAs']).forEach((_, i) => pairAt(file, document, into, [part, 'acceptedCAs', i]))
        into.settings.push({
          origin: 'machine-config',
          program: 'talos',
          location: file.at(document.lineOf([])),
          settings: fieldsOf(file, document, value).filter(({ name }) => KEPT.test(name)),
          ...NO_POD,
        })
        found = true
      } else if (isYamlMap(value['contexts']) && typeof value['context'] === 'string') {
        for (const name of Object.keys(value['contexts'])) pairAt(file, document, into, ['contexts', name])
        found = true
      }
    }
    return found
  },
}

function pairAt(file: SourceFile, document: YamlDocument, into: Collector, path: readonly (string | number)[]): void {
  const at = path.reduce<unknown>(
    (value, key) => (Array.isArray(value) ? value[Number(key)] : isYamlMap(value as YamlMap) ? (value as YamlMap)[key] : undefined),
    document.value,
  )
  for (const name of ['ca', 'crt', 'key']) {
    const raw = text(map(at as YamlMap)[name])
    if (raw === null || raw === '') continue
    const location = file.at(document.lineOf([...path, name]), [...path, name].join('.'))
    if (into.base64Pem(raw, location) === null) into.fault('read/base64-malformed', location, { expected: 'base64' })
  }
}
