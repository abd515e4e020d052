/** Which values of flags, fields and variables are secrets: their presence is kept, their value never gets into the inventory. */

import { once } from '../encoding/maps.ts'
import type { Location, Setting } from './inventory.ts'

/** Names that end like a secret: `--token`, `agent-token`, `tlsBootstrapToken`, `etcd-s3-secret-key`, `K3S_TOKEN`, `ETCDCTL_PASSWORD`. */
const SECRET = /(^|[^a-z])(secret|password|passphrase|token|bootstrap-?token|secret-?key|access-?key|key-data|certificate-?key)$/i
const CAMEL = /(Token|Password|Secret|SecretKey|AccessKey|CertificateKey)$/
/** Maps of a plugin's arguments and variables: exec credentials of kubeconfigs. */
const WITHIN = /(^|\.)(args|env|secret|password|bootstrapToken)(\.|\[|$)/i
/** `--initial-cluster-token` tells clusters apart and opens nothing; beside the token, a kubeadm join names the cluster's address and the hash of its CA. */
const HARMLESS = /(initial.cluster.token|automount\w*token|bootstrapToken\.(caCertHashes|apiServerEndpoint))$/i
/** etcdctl takes `user:password`. */
const USER = /^(--user|ETCDCTL_USER)$/

export const isSecret = (name: string): boolean => {
  const bare = name.replace(/(\[\d+\])+$/, '')
  return (SECRET.test(bare) || CAMEL.test(bare) || WITHIN.test(name) || USER.test(name)) && !HARMLESS.test(bare)
}

/** A value without the credentials an address in it may carry (`https://user:password@proxy`, `postgres://...`). */
export const withoutCredentials = (value: string): string =>
  value.includes('@')
    ? value.replace(/([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/,@]*(?:@[^\s/,@]*)*@/gi, '$1').replace(/^[^\s:/@,]+:[^\s@]*@(?=[a-z]*\()/i, '')
    : value

/** Names met, each as one string, with whether it is a secret's: a fleet has the same few hundred in each of its files. */
const known = new Map<string, { readonly name: string; readonly secret: boolean }>()
/** Files may make up names without end. */
const MOST_KNOWN = 4096
const LONGEST_KNOWN = 256

function nameOf(name: string): { readonly name: string; readonly secret: boolean } {
  if (name.length > LONGEST_KNOWN) return { name, secret: isSecret(name) }
  if (known.size >= MOST_KNOWN) known.clear()
  return once(known, name, () => ({ name, secret: isSecret(name) }))
}

/** What may be kept of the value of this flag, field or variable. */
export const keptValue = (name: string, value: string): string => (nameOf(name).secret ? '' : withoutCredentials(value))

/** A flag, field or variable with what may be kept of its value. */
export function keptSetting(found: string, value: string, location: Location): Setting {
  const { name, secret } = nameOf(found)
  return { name, value: secret ? '' : withoutCredentials(value), location }
}
