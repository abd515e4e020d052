/** Which CA keys a setting trusts, and whether two settings trust one key. */
import type { SettingUse } from '../cluster/cluster.ts'
import { once } from '../encoding/maps.ts'
import type { CertificateId } from '../x509/certificate.ts'
import { etcdNames } from './configuration.ts'
import type { LintContext } from './context.ts'
import type { Outcome } from './lint.ts'

/** CA certificates by cluster and SPKI that the calls check against under one of these settings. */
export type TrustedKeys = ReadonlyMap<string, ReadonlyMap<string, CertificateId>>

/** By the calls of a judgement and the settings asked for: controls ask for the same on every node. */
const known = new WeakMap<LintContext['plain'], Map<string, TrustedKeys>>()

export function trusted(c: LintContext, settings: readonly string[]): TrustedKeys {
  const bySettings = once(known, c.plain, () => new Map<string, TrustedKeys>())
  return once(bySettings, settings.join(' '), () => collect(c, settings))
}

function collect(c: LintContext, settings: readonly string[]): TrustedKeys {
  // etcd's settings go by a flag, a variable or a field.
  const names = new Set(settings.flatMap((setting) => [setting, ...etcdNames(setting)]))
  const result = new Map<string, Map<string, CertificateId>>()
  const add = (cluster: string, id: CertificateId) => {
    const keys = result.get(cluster) ?? new Map<string, CertificateId>()
    const certificate = c.inventory.certificates[id]
    if (certificate && !keys.has(certificate.publicKey.spki)) keys.set(certificate.publicKey.spki, id)
    result.set(cluster, keys)
  }
  for (const { cluster, use } of once(bundles, c.plain, () => bundlesOf(c.plain)))
    if (names.has(use.setting)) for (const id of c.inFile(use.file)) add(cluster, id)
  return result
}

interface ClientBundle {
  readonly cluster: string
  readonly use: SettingUse & { readonly file: string }
}
const bundles = new WeakMap<LintContext['plain'], readonly ClientBundle[]>()

/** What providers check their callers against, each once: all callers of one server are checked against one bundle. A caller's bundle may have the same flag's name for another purpose. */
function bundlesOf(plain: LintContext['plain']): ClientBundle[] {
  const found: ClientBundle[] = []
  const looked = new Map<string, Set<SettingUse>>()
  for (const { cluster, providerAcceptsClient } of plain) {
    const use = providerAcceptsClient.trusts
    if (use === null || !hasFile(use)) continue
    const seen = once(looked, cluster, () => new Set<SettingUse>())
    if (seen.has(use)) continue
    seen.add(use)
    found.push({ cluster, use })
  }
  return found
}
const hasFile = (use: SettingUse): use is ClientBundle['use'] => use.file !== null && use.file !== ''

/** One hit per cluster in which both trust a key. */
export function sharedKeys(one: TrustedKeys, other: TrustedKeys): Outcome {
  let applied = 0
  const hits: { certificates: CertificateId[] }[] = []
  for (const [cluster, keys] of one) {
    const others = other.get(cluster)
    if (!others) continue
    applied++
    const shared = [...keys].filter(([spki]) => others.has(spki)).flatMap(([spki, id]) => [id, others.get(spki) ?? id])
    if (shared.length) hits.push({ certificates: [...new Set(shared)] })
  }
  return { applied, hits }
}
