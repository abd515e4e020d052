/** What a sentence may look up: it is made from the evidence of one finding and these facts alone. */
import type { Audit } from '../engine/audit.ts'
import type { SettingUse } from '../engine/cluster/cluster.ts'
import type { Location } from '../engine/inventory/inventory.ts'
import type { Certificate, CertificateId } from '../engine/x509/certificate.ts'
import { visible } from './visible.ts'

export interface TextContext {
  /** Unix seconds judged. */
  readonly at: number
  readonly certificate: (id: CertificateId) => Certificate | null
  readonly locations: (id: CertificateId) => readonly Location[]
}

/** The facts of one audit for its sentences. */
export function contextOf(audit: Pick<Audit, 'at' | 'inventory'>): TextContext {
  const { certificates, locations } = audit.inventory
  return { at: audit.at, certificate: (id) => certificates[id] ?? null, locations: (id) => locations[id] ?? [] }
}

/** `etc/kubernetes/admin.conf#users[admin].client-certificate-data` */
export function place(location: Pick<Location, 'file' | 'field'>): string {
  return visible(location.field ? `${location.file}#${location.field}` : location.file)
}

/** The file a setting was resolved to, with `#field` for data embedded in it; null where it is not in the drop. */
export function fileOf(use: SettingUse | null): string | null {
  if (!use?.file) return null
  const field = use.resolved === 'embedded' && !use.file.includes('#') ? use.location?.field : null
  return field ? `${use.file}#${field}` : use.file
}

/** The file where it is in the drop, which tells nodes apart; else the setting that names it. */
export const fileOrSetting = (use: SettingUse): string => visible(fileOf(use) ?? settingText(use))

/** Subject, never empty. */
export function subject(context: TextContext, id: CertificateId): string {
  const certificate = context.certificate(id)
  return certificate?.subject.text || `#${certificate?.serial ?? id}`
}

/** Where a certificate was found first; a file of its own before a kubeconfig that embeds it. */
export function fileOfCertificate(context: TextContext, id: CertificateId): string {
  const locations = context.locations(id)
  const first = locations.find((l) => l.field === null) ?? locations[0]
  return first ? place(first) : ''
}

/** `--etcd-cafile=/etc/kubernetes/pki/etcd/ca.crt`, as the component spells it. */
export function settingText(use: SettingUse): string {
  return visible(use.value === null ? use.setting : `${use.setting}=${use.value}`)
}
