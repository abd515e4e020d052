/** Certificates and findings as tables for a spreadsheet (RFC 4180), with no cell a spreadsheet would run. */
import { logAt } from '../engine/path/log.ts'
import type { Audit } from '../engine/audit.ts'
import { place } from '../text/context.ts'
import { daysUntil, extendedKeyUsage, generalNames, keyText, rfc3339 } from '../text/format.ts'
import { contextOf, describe } from '../text/index.ts'
import { visible } from '../text/visible.ts'
import { type ExportOptions, fingerprintsOf } from './options.ts'

/** A cell that begins like a formula gets an apostrophe (OWASP, CSV injection), also behind leading space; everything is quoted. */
export function csvCell(value: string | number | null): string {
  const text = value === null ? '' : visible(String(value).replaceAll('\n', ' '))
  const safe = typeof value === 'string' && /^[\s'"]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

function csv(rows: readonly (readonly (string | number | null)[])[]): string {
  // The mark tells spreadsheets that this is UTF-8.
  return `\ufeff${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`
}

/** One row a certificate; dates and fingerprints, no PEM. */
export function certificatesCsv(audit: Audit, options: ExportOptions = {}): string {
  const hashes = options.fingerprints ?? fingerprintsOf(audit)
  const head = [
    'sha256',
    'subject',
    'issuer',
    'serial',
    'not_before',
    'not_after',
    'days_left',
    'ca',
    'key',
    'signature',
    'extended_key_usage',
    'names',
    'files',
  ]
  return csv([
    head,
    ...audit.inventory.certificates.map((x) => [
      hashes[x.id] ?? '',
      x.subject.text,
      x.issuer.text,
      x.serial,
      rfc3339(x.notBefore),
      rfc3339(x.notAfter),
      daysUntil(x.notAfter, audit.at),
      x.isCA ? 'yes' : 'no',
      keyText(x.publicKey),
      x.signatureAlgorithm,
      (x.extKeyUsage ?? []).map(extendedKeyUsage).join(' '),
      generalNames(x.names).join(' '),
      (audit.inventory.locations[x.id] ?? []).map(place).join(' '),
    ]),
  ])
}

/** One row a finding. */
export function findingsCsv(audit: Audit, options: ExportOptions = {}): string {
  const context = contextOf(audit)
  const head = ['id', 'severity', 'title', 'detail', 'remedy', 'calls', 'files', 'log']
  return csv([
    head,
    ...audit.findings.map((f) => {
      const { title, detail, remedy } = describe(f, context, options.language ?? 'en')
      const calls = f.kind === 'read' ? [] : [...new Set(f.calls.map((i) => audit.calls[i]?.edge ?? ''))]
      const files = f.kind === 'lint' ? [...new Set(f.locations.map(place))] : f.files
      return [
        f.kind === 'lint' ? f.id : f.fault.id,
        f.severity ?? 'fault',
        title,
        detail,
        remedy,
        calls.join(' '),
        files.join(' '),
        f.kind === 'verdict' && f.log !== null ? logAt(f.log, audit.at) : null,
      ]
    }),
  ])
}
