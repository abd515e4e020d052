/** The checklist of one certificate from our own decode: what is always shown, whatever the full decode adds. */
import type { Inventory } from '../../engine/inventory/inventory.ts'
import { type Certificate, KeyUsage } from '../../engine/x509/certificate.ts'
import { keyDigest } from '../../report/diagram/key-tag.ts'
import { sha256Hex } from '../../report/sha256.ts'
import { place } from '../../text/context.ts'
import { daysUntil, extendedKeyUsage, generalNames, keyText, moment } from '../../text/format.ts'
import { visible } from '../../text/visible.ts'
import type { UiWords } from '../../text/ui.en.ts'

export interface Fact {
  readonly label: string
  readonly value: string
  readonly copy: boolean
}
const colons = (hex: string): string => hex.replace(/(..)(?=.)/g, '$1:').toUpperCase()
const decimal = (hex: string): string => (hex.startsWith('-') ? `-${BigInt(`0x${hex.slice(1)}`)}` : String(BigInt(`0x${hex}`)))
export const usageNames = (bits: number): readonly string[] => Object.entries(KeyUsage).flatMap(([name, bit]) => (bits & bit ? [name] : []))

/** PEM of a certificate, empty where its bytes are gone. */
export function pem(certificate: Certificate): string {
  if (certificate.der.length === 0) return ''
  let text = ''
  for (const byte of certificate.der) text += String.fromCharCode(byte)
  return `-----BEGIN CERTIFICATE-----\n${btoa(text).replace(/(.{64})(?=.)/g, '$1\n')}\n-----END CERTIFICATE-----\n`
}

export function factsOf(certificate: Certificate, inventory: Inventory, at: number, ui: UiWords): readonly Fact[] {
  const f = ui.fields
  const key = inventory.keys.find((k) => k.kind === 'private' && k.spki === certificate.publicKey.spki)
  const fact = (label: string, value: string | null, copy = false): Fact[] => (value ? [{ label, value, copy }] : [])
  const even = certificate.serial.length % 2 ? `0${certificate.serial}` : certificate.serial
  const selfIssued = certificate.issuer.der === certificate.subject.der
  return [
    ...fact(f.subject, visible(certificate.subject.text) || ui.emptyName, true),
    ...fact(f.issuer, visible(certificate.issuer.text) || ui.emptyName, true),
    ...fact(
      f.kubernetesUser,
      certificate.isCA
        ? null
        : [visible(certificate.subject.commonName), ...certificate.subject.organizations.map((o) => `${f.group} ${visible(o)}`)]
            .filter(Boolean)
            .join(' · '),
    ),
    ...fact(f.role, certificate.isCA ? (selfIssued ? ui.selfIssuedCa : ui.intermediateCa) : selfIssued ? ui.selfIssued : ui.endEntity),
    ...fact(
      f.valid,
      `${moment(certificate.notBefore)} → ${moment(certificate.notAfter)} (${ui.daysLeft(daysUntil(certificate.notAfter, at))})`,
    ),
    ...fact(f.serial, `${colons(even)} (${decimal(certificate.serial)})`),
    ...fact(f.version, String(certificate.version)),
    ...fact(
      f.publicKey,
      `${keyText(certificate.publicKey)}${certificate.publicKey.exponent ? `, e ${certificate.publicKey.exponent}` : ''}`,
    ),
    ...fact(
      f.signature,
      certificate.signatureAlgorithm === 'unknown'
        ? certificate.signatureOid
        : `${certificate.signatureAlgorithm} (${certificate.signatureOid})`,
    ),
    ...fact(
      f.basicConstraints,
      certificate.basicConstraintsValid
        ? `CA:${certificate.isCA ? 'TRUE' : 'FALSE'}${certificate.maxPathLen === null ? '' : `, pathlen:${certificate.maxPathLen}`}`
        : null,
    ),
    ...fact(f.keyUsage, usageNames(certificate.keyUsage).join(', ')),
    ...fact(
      f.extKeyUsage,
      certificate.extKeyUsage === null
        ? ui.anyUsage
        : certificate.extKeyUsage.map((oid) => (extendedKeyUsage(oid) === oid ? oid : `${extendedKeyUsage(oid)} (${oid})`)).join(', '),
    ),
    ...fact(f.names, generalNames(certificate.names).map(visible).join(', ')),
    ...fact(f.subjectKeyId, certificate.subjectKeyId && colons(certificate.subjectKeyId)),
    ...fact(f.authorityKeyId, certificate.authorityKeyId && colons(certificate.authorityKeyId)),
    ...fact(f.sha256, certificate.der.length > 0 ? colons(sha256Hex(certificate.der)) : null, true),
    ...fact(f.spki, `sha256:${keyDigest(certificate.publicKey.spki)}`, true),
    ...fact(f.privateKey, key ? `${ui.keyMatches.true}: ${key.locations.map(place).join(', ')}` : ui.keyMatches.null),
    ...fact(f.locations, (inventory.locations[certificate.id] ?? []).slice(0, 12).map(place).join('\n')),
  ]
}
