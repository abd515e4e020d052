/** Which CA keys a setting trusts, and whether two settings trust one key. */
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
  for (const call of c.plain) {
    // Only what the provider trusts: a caller's bundle may have the same flag's name for another purpose.
    const use = call.providerAcceptsClient.trusts
    if (use?.file && names.has(use.setting)) for (const id of c.inFile(use.file)) add(call.cluster, id)
  }
  return result
}

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
