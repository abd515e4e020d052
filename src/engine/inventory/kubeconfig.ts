/** One kubeconfig object to its clusters, users and contexts, wherever it stands: a file, a ConfigMap, a Secret. */
import { base64Error } from '../encoding/base64.ts'
import type { YamlMap, YamlValue } from '../encoding/yaml.ts'
import type { Collector } from './collector.ts'
import { list, map, text } from './fields.ts'
import type { Kubeconfig, KubeconfigCluster, KubeconfigUser, Location, Material } from './inventory.ts'
import { problemOf } from './kubeconfig-schema.ts'
import { withoutCredentials } from './secret.ts'

type Locate = (path: readonly (string | number)[]) => Location

/** `locate` gives the place of a path of keys; `within` is the field of the object the kubeconfig is embedded in. */
export function readKubeconfig(value: YamlMap, locate: Locate, within: string | null, into: Collector): Kubeconfig {
  const place: Locate = (path) => ({ ...locate(path), field: within })
  const inside = (path: readonly (string | number)[], field: string): Location => ({
    ...place(path),
    field: within === null ? field : `${within}.${field}`,
  })
  const clusters = list(value['clusters']).map((entry, i): KubeconfigCluster => {
    const [name, cluster] = [text(map(entry)['name']) ?? '', map(map(entry)['cluster'])]
    const path = ['clusters', i, 'cluster']
    const proxy = text(cluster['proxy-url'])
    return {
      name,
      line: place(['clusters', i]).line,
      server: withoutCredentials(text(cluster['server']) ?? ''),
      tlsServerName: text(cluster['tls-server-name']),
      authority: material(cluster, 'certificate-authority', (key) => inside([...path, key], `clusters[${name}].${key}`), into),
      insecureSkipTlsVerify: cluster['insecure-skip-tls-verify'] === true,
      proxyUrl: proxy === null ? null : withoutCredentials(proxy),
    }
  })
  const users = list(value['users']).map((entry, i): KubeconfigUser => {
    const [name, user] = [text(map(entry)['name']) ?? '', map(map(entry)['user'])]
    const at = (key: string): Location => inside(['users', i, 'user', key], `users[${name}].${key}`)
    const token = text(user['token'])
    return {
      name,
      line: place(['users', i]).line,
      certificate: material(user, 'client-certificate', at, into),
      key: material(user, 'client-key', at, into),
      token: token === null || token === '' ? null : into.token(token, at('token')),
      hasToken: token !== null && token !== '',
      tokenFile: text(user['tokenFile']),
      exec: baseName(text(map(user['exec'])['command'])),
      authProvider: text(map(user['auth-provider'])['name']),
      basic: text(user['username']) !== null || text(user['password']) !== null,
      impersonates: text(user['as']),
    }
  })
  return {
    location: place([]),
    clusters,
    users,
    contexts: list(value['contexts']).map((entry) => {
      const context = map(map(entry)['context'])
      return {
        name: text(map(entry)['name']) ?? '',
        cluster: text(context['cluster']) ?? '',
        user: text(context['user']) ?? '',
        namespace: text(context['namespace']),
      }
    }),
    currentContext: text(value['current-context']),
    problem: problemOf(value, place),
  }
}

const baseName = (command: string | null): string | null => command?.split(/[\\/]/).at(-1)?.split(/\s/)[0] ?? null

/** Embedded data beats the path (client-go LoadTLSFiles); data that is not base64 makes the whole file unreadable to client-go. */
function material(entry: YamlMap, field: string, at: (key: string) => Location, into: Collector): Material | null {
  const path = text(entry[field]) || null
  const data: YamlValue | undefined = entry[`${field}-data`]
  if (typeof data === 'string' && data !== '') {
    const location = at(`${field}-data`)
    const text = into.base64Pem(data, location)
    if (text !== null) return { kind: 'data', text, path }
    const error = base64Error(data)
    into.fault('read/base64-malformed', location, { expected: 'base64', presented: error })
    return { kind: 'data-undecodable', location, error }
  }
  return path === null ? null : { kind: 'path', path, location: at(field) }
}
