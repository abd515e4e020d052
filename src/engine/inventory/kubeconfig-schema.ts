/** What client-go refuses in a kubeconfig that is good YAML: fields of another type, names given twice (tools/clientcmd/api/v1 types.go, conversion.go). */
import { isYamlMap, type YamlMap, type YamlValue } from '../encoding/yaml.ts'
import { list, map, text } from './fields.ts'
import type { Kubeconfig, Location } from './inventory.ts'

const CLUSTER = {
  type: 'Cluster',
  strings: ['server', 'tls-server-name', 'certificate-authority', 'certificate-authority-data', 'proxy-url'],
  booleans: ['insecure-skip-tls-verify', 'disable-compression'],
}
const USER = {
  type: 'AuthInfo',
  strings: [
    'client-certificate',
    'client-certificate-data',
    'client-key',
    'client-key-data',
    'token',
    'tokenFile',
    'username',
    'password',
    'as',
    'as-uid',
  ],
  booleans: [],
}
const CONTEXT = { type: 'Context', strings: ['cluster', 'user', 'namespace'], booleans: [] }
const LISTS = [
  { field: 'clusters', within: 'cluster', of: CLUSTER, named: '[]NamedCluster into *map[string]*api.Cluster' },
  { field: 'users', within: 'user', of: USER, named: '[]NamedAuthInfo into *map[string]*api.AuthInfo' },
  { field: 'contexts', within: 'context', of: CONTEXT, named: '[]NamedContext into *map[string]*api.Context' },
] as const
/** The words of YAML 1.1 for booleans, which client-go's YAML still knows. */
const WORD = /^(y|yes|n|no|on|off|true|false)$/i

const kindOf = (value: YamlValue): string =>
  Array.isArray(value) ? 'array' : isYamlMap(value) ? 'object' : typeof value === 'boolean' ? 'bool' : String(typeof value)

/** The first thing client-go would stumble over; values are never quoted, they may be secrets. */
export function problemOf(config: YamlMap, locate: (path: readonly (string | number)[]) => Location): Kubeconfig['problem'] {
  const wrong = (path: readonly (string | number)[], value: YamlValue, owner: string, type: string): Kubeconfig['problem'] => {
    const field = path.filter((part) => typeof part === 'string').join('.')
    return {
      field,
      location: locate(path),
      error: `json: cannot unmarshal ${kindOf(value)} into Go struct field ${owner}.${field} of type ${type}`,
    }
  }
  const unlike = (value: YamlValue | undefined, type: 'string' | 'boolean'): value is YamlValue =>
    value !== undefined && value !== null && typeof value !== type && !(type === 'boolean' && typeof value === 'string' && WORD.test(value))
  if (unlike(config['current-context'], 'string')) return wrong(['current-context'], config['current-context'], 'Config', 'string')
  for (const { field, within, of } of LISTS) {
    const entries = config[field]
    if (entries !== undefined && entries !== null && !Array.isArray(entries))
      return wrong([field], entries, 'Config', `[]v1.Named${of.type}`)
    for (const [index, entry] of list(entries).entries()) {
      const name = map(entry)['name']
      if (unlike(name, 'string')) return wrong([field, index, 'name'], name, `Named${of.type}`, 'string')
      const fields = map(map(entry)[within])
      for (const key of of.strings) {
        const value = fields[key]
        if (unlike(value, 'string')) return wrong([field, index, within, key], value, of.type, key.endsWith('-data') ? '[]uint8' : 'string')
      }
      for (const key of of.booleans) {
        const value = fields[key]
        if (unlike(value, 'boolean')) return wrong([field, index, within, key], value, of.type, 'bool')
      }
    }
  }
  for (const { field, named } of LISTS) {
    const seen = new Set<string>()
    for (const [index, entry] of list(config[field]).entries()) {
      const name = text(map(entry)['name']) ?? ''
      if (seen.has(name))
        return { field, location: locate([field, index]), error: `error converting *${named}: duplicate name "${name}" in list` }
      seen.add(name)
    }
  }
  return null
}
