/** Every certificate, key, kubeconfig and bundle as rows that can be sorted, searched and filtered. */
import type { Audit } from '../../engine/audit.ts'
import type { SettingUse } from '../../engine/cluster/cluster.ts'
import { keyTag } from '../../report/diagram/key-tag.ts'
import { place } from '../../text/context.ts'
import { daysUntil, keyText } from '../../text/format.ts'
import { visible } from '../../text/visible.ts'

export const KINDS = ['certificates', 'keys', 'kubeconfigs', 'bundles', 'tokens'] as const
export type Kind = (typeof KINDS)[number]
export type Validity = 'expired' | 'soon' | 'valid' | 'none'
export interface InventoryRow {
  readonly id: string
  readonly certificate: number | null
  /** Text of each column, as it is shown. */
  readonly cells: readonly string[]
  /** What each column is sorted by, where that is not its text. */
  readonly order: readonly (string | number)[]
  readonly validity: Validity
  readonly days: number | null
  /** Everything a search looks in, lower case. */
  readonly text: string
}
const row = (id: string, certificate: number | null, cells: readonly string[], over: Partial<InventoryRow> = {}): InventoryRow => ({
  id,
  certificate,
  cells,
  order: cells,
  validity: 'none',
  days: null,
  text: cells.join('\n').toLowerCase(),
  ...over,
})
const files = (list: readonly { readonly file: string; readonly field: string | null }[]): string => list.map(place).join('\n')

export function inventoryRows(audit: Audit, kind: Kind, soon: number): readonly InventoryRow[] {
  const { inventory, at } = audit
  switch (kind) {
    case 'certificates':
      return inventory.certificates.map((c) => {
        const days = daysUntil(c.notAfter, at)
        const subject = visible(c.subject.text)
        const issuer = visible(c.issuer.commonName || c.issuer.text)
        const where = files(inventory.locations[c.id] ?? [])
        const end = new Date(Math.max(-8.64e12, Math.min(8.64e12, c.notAfter)) * 1000).toISOString().slice(0, 10)
        const cells = [subject, c.isCA ? 'CA' : '', issuer, end, keyText(c.publicKey), where]
        return row(`c${c.id}`, c.id, cells, {
          order: [subject, c.isCA ? 0 : 1, issuer, c.notAfter, keyText(c.publicKey), where],
          validity: c.notAfter < at ? 'expired' : days <= soon ? 'soon' : 'valid',
          days,
          text: [...cells, c.serial, keyTag(c.publicKey.spki)].join('\n').toLowerCase(),
        })
      })
    case 'keys': {
      const bySpki = new Map<string, (typeof inventory.certificates)[number][]>()
      for (const c of inventory.certificates) bySpki.set(c.publicKey.spki, [...(bySpki.get(c.publicKey.spki) ?? []), c])
      return inventory.keys.map((k) => {
        const pairs = k.spki === null ? [] : (bySpki.get(k.spki) ?? [])
        return row(`k${k.id}`, pairs[0]?.id ?? null, [
          k.kind,
          `${k.algorithm} ${k.bits || ''}`.trim(),
          k.format,
          k.spki === null ? '–' : keyTag(k.spki),
          pairs.map((c) => visible(c.subject.commonName)).join(', ') || '–',
          files(k.locations),
        ])
      })
    }
    case 'kubeconfigs':
      return inventory.kubeconfigs.flatMap((config, i) =>
        config.users.map((user, j) => {
          const [cluster] = config.clusters
          const credential = user.certificate
            ? 'certificate'
            : user.hasToken || user.tokenFile
              ? 'token'
              : user.exec
                ? 'exec'
                : user.authProvider
                  ? 'auth-provider'
                  : user.basic
                    ? 'basic'
                    : '–'
          return row(`u${i}-${j}`, null, [
            visible(user.name),
            credential,
            visible(cluster?.server ?? ''),
            cluster?.insecureSkipTlsVerify ? 'insecure-skip-tls-verify' : cluster?.authority ? cluster.authority.kind : '–',
            place(config.location),
          ])
        }),
      )
    case 'bundles': {
      const uses = new Map<string, SettingUse>()
      for (const call of audit.calls)
        for (const half of [call.callerAcceptsServer, call.providerAcceptsClient])
          if (half.trusts) uses.set(`${half.trusts.component}${half.trusts.setting}${half.trusts.file}`, half.trusts)
      return [...uses.entries()].map(([id, use]) => {
        const inside = inventory.certificates.filter((c) =>
          inventory.locations[c.id]?.some(
            (l) => l.file === use.file && (use.resolved !== 'embedded' || (l.field ?? '').includes('authority')),
          ),
        )
        return row(id, inside[0]?.id ?? null, [
          use.component,
          use.setting,
          inside.map((c) => `${visible(c.subject.commonName)} ${keyTag(c.publicKey.spki)}`).join(', ') || '–',
          visible(use.file ?? use.value ?? '–'),
        ])
      })
    }
    case 'tokens':
      return inventory.tokens.map((t) =>
        row(`t${t.id}`, null, [
          t.kind,
          visible(t.subject ?? t.serviceAccount ?? t.bootstrapId ?? ''),
          visible(t.issuer ?? ''),
          t.expires === null ? '–' : new Date(t.expires * 1000).toISOString().slice(0, 10),
          t.verifiedBy.map(keyTag).join(', ') || '–',
          place(t.location),
        ]),
      )
  }
}

/** Rows that hold every word of the search, in the order asked for. */
export function arrange(
  rows: readonly InventoryRow[],
  search: string,
  validity: Validity | 'all',
  column: number,
  descending: boolean,
): readonly InventoryRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const kept = rows.filter((r) => (validity === 'all' || r.validity === validity) && words.every((word) => r.text.includes(word)))
  const sign = descending ? -1 : 1
  return kept.sort((a, b) => {
    const [x, y] = [a.order[column] ?? '', b.order[column] ?? '']
    return sign * (typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), 'en', { numeric: true }))
  })
}
