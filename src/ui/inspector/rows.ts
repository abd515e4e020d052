/** Both ends as rows of equal fields, so that they can be laid side by side and the failing cell marked. */
import type { Inventory, TokenFacts } from '../../engine/inventory/inventory.ts'
import type { Call, Fault, Presented } from '../../engine/verdicts/verdict.ts'
import type { Certificate } from '../../engine/x509/certificate.ts'
import type { UiWords } from '../../text/ui.en.ts'
import { keyTag } from '../../report/diagram/key-tag.ts'
import { address, day, daysUntil, extendedKeyUsage, keyText } from '../../text/format.ts'
import { visible } from '../../text/visible.ts'

export interface CellValue {
  readonly text: string
  /** What was expected, under what was presented; marks the cell as failing. */
  readonly expected: string | null
  readonly hint: string | null
}
export interface Row {
  readonly id: string
  readonly label: string
  readonly client: CellValue
  readonly server: CellValue
}
export const failing = (row: Row): boolean => row.client.expected !== null || row.server.expected !== null

type End = 'client' | 'server'
const cell = (text: string, hint: string | null = null): CellValue => ({ text, expected: null, hint })

const FIELD: Readonly<Partial<Record<Fault['id'], string>>> = {
  'path/issuer-unknown': 'issuer-key',
  'path/signature-invalid': 'issuer-key',
  'path/name-encoding-differs': 'issuer',
  'path/expired': 'valid',
  'path/not-yet-valid': 'valid',
  'path/usage-not-allowed': 'usage',
  'path/name-not-covered': 'names',
  'edge/peer-address-not-covered': 'names',
  'edge/key-mismatch': 'key',
  'edge/identity-wrong': 'subject',
  'edge/name-not-allowed': 'subject',
  'path/algorithm-insecure': 'signature',
  'path/not-a-ca': 'issuer-key',
  'edge/signing-key-not-accepted': 'keys',
}
/** What the other side wanted to see in the failing cell. */
function expectation(fault: Fault, inventory: Inventory, ui: UiWords, trusts: readonly string[]): string {
  switch (fault.id) {
    case 'path/signature-invalid':
      return ui.expected.trusts(keyTag(inventory.certificates[fault.issuer]?.publicKey.spki ?? ''))
    case 'path/issuer-unknown':
      return trusts.length > 0 ? ui.expected.trustsNames(trusts) : ui.expected.noSuchIssuer
    case 'path/expired':
      return ui.expected.endedOn(day(fault.notAfter))
    case 'path/not-yet-valid':
      return ui.expected.beginsOn(day(fault.notBefore))
    case 'path/usage-not-allowed':
      return ui.expected.wanted(fault.expected)
    case 'path/name-not-covered':
      return ui.expected.dialled(visible(fault.dialled))
    case 'edge/peer-address-not-covered':
      return ui.expected.dialled(visible(fault.address))
    case 'edge/identity-wrong':
      return ui.expected.wanted(visible(fault.expected))
    case 'edge/name-not-allowed':
      return ui.expected.wanted(fault.allowed.map(visible).join(', '))
    case 'edge/key-mismatch':
      return ui.expected.otherKey
    case 'edge/signing-key-not-accepted':
      return ui.expected.notAmong
    case 'edge/bootstrap-fallback':
    case 'edge/file-unusable':
    case 'edge/kubeconfig-invalid':
    case 'edge/no-client-certificate':
    case 'edge/root-ca-not-in-bundle':
    case 'edge/setting-required':
    case 'edge/token-expired':
    case 'edge/token-issuer-not-accepted':
    case 'path/algorithm-insecure':
    case 'path/algorithm-unsupported':
    case 'path/budget-exhausted':
    case 'path/critical-extension-unknown':
    case 'path/length-exceeded':
    case 'path/name-constrained':
    case 'path/name-encoding-differs':
    case 'path/no-end-entity':
    case 'path/not-a-ca':
    case 'path/policy-invalid':
      return ui.expected.refused
  }
}

/** Rows of a call between certificates, tokens or keys; failing rows first. */
export function rowsOf(
  call: Call,
  inventory: Inventory,
  at: number,
  ui: UiWords,
  verifying: readonly string[] = call.server?.keys ?? [],
): readonly Row[] {
  const certificateOf = (end: Presented | null): Certificate | null =>
    end?.certificate == null ? null : (inventory.certificates[end.certificate] ?? null)
  const ends = { client: certificateOf(call.client), server: certificateOf(call.server) }
  const fields = ui.fields
  const of = (end: End, value: (c: Certificate) => CellValue): CellValue => {
    const certificate = ends[end]
    return certificate ? value(certificate) : cell('–')
  }
  const signerText = (end: End, c: Certificate): CellValue => {
    const [signer] = call[end]?.signedBy ?? []
    const issuer = signer === undefined ? undefined : inventory.certificates[signer]
    const name = visible(c.issuer.commonName || c.issuer.text)
    return issuer ? cell(`${name} ${keyTag(issuer.publicKey.spki)}`) : cell(name, ui.signerAbsent)
  }
  const names = (c: Certificate, end: End): CellValue => {
    const list = c.names ? [...c.names.dns, ...c.names.ip.map(address), ...c.names.email, ...c.names.uri].map(visible) : []
    const text = list.length > 14 ? `${list.slice(0, 14).join(' ')} … (${list.length})` : list.join(' ')
    if (list.length === 0) return end === 'client' ? cell(ui.noNames) : cell('–')
    const dialled = end === 'server' && call.serverName && list.includes(call.serverName) ? ui.covered(visible(call.serverName)) : null
    return cell(text, dialled)
  }
  const key = (end: End): CellValue => cell(ui.keyMatches[String(call[end]?.keyMatches ?? null) as 'true' | 'false' | 'null'])
  const make = (id: string, label: string, value: (c: Certificate, end: End) => CellValue): Row => ({
    id,
    label,
    client: of('client', (c) => value(c, 'client')),
    server: of('server', (c) => value(c, 'server')),
  })
  const rows: Row[] = [
    make('issuer-key', fields.issuerKey, (c, end) => signerText(end, c)),
    make('issuer', fields.issuer, (c) => cell(visible(c.issuer.text))),
    make('subject', fields.subject, (c) => cell(visible(c.subject.text))),
    make('valid', fields.valid, (c) => cell(`${day(c.notBefore)} → ${day(c.notAfter)}`, ui.daysLeft(daysUntil(c.notAfter, at)))),
    make('usage', fields.extKeyUsage, (c) => cell(c.extKeyUsage === null ? ui.anyUsage : c.extKeyUsage.map(extendedKeyUsage).join(', '))),
    make('names', fields.names, names),
    make('public-key', fields.publicKey, (c) => cell(keyText(c.publicKey))),
    make('signature', fields.signature, (c) => cell(c.signatureAlgorithm === 'unknown' ? c.signatureOid : c.signatureAlgorithm)),
    make('serial', fields.serial, (c) => cell(c.serial)),
  ]
  if (ends.client || ends.server)
    rows.push({
      id: 'key',
      label: fields.privateKey,
      client: ends.client ? key('client') : cell('–'),
      server: ends.server ? key('server') : cell('–'),
    })
  if (!ends.client && !ends.server) rows.length = 0
  if (call.number === 12 || (call.client?.keys.length ?? 0) + (call.server?.keys.length ?? 0) > 0) {
    const tags = (end: End) => cell((end === 'server' ? verifying : (call.client?.keys ?? [])).map(keyTag).join(', ') || '–')
    rows.push({ id: 'keys', label: fields.keys, client: tags('client'), server: tags('server') })
  }
  const token = call.client?.token == null ? null : (inventory.tokens[call.client.token] ?? null)
  if (token) rows.push(...tokenRows(token, at, ui))
  return mark(rows, call, inventory, ui)
}

/** Claims, never the token. */
function tokenRows(token: TokenFacts, at: number, ui: UiWords): Row[] {
  const row = (id: string, label: string, text: string | null, hint: string | null = null): Row[] =>
    text === null || text === '' ? [] : [{ id, label, client: cell(visible(text), hint), server: cell('–') }]
  return [
    ...row('token-kind', ui.fields.token, ui.tokenKinds[token.kind]),
    ...row('token-issuer', ui.fields.tokenIssuer, token.issuer),
    ...row(
      'token-subject',
      ui.fields.tokenSubject,
      token.subject ?? (token.serviceAccount ? `${token.namespace ?? ''}/${token.serviceAccount}` : null),
    ),
    ...row('token-audience', ui.fields.audience, token.audiences.join(', ')),
    ...row(
      'token-expires',
      ui.fields.expires,
      token.expires === null ? null : day(token.expires),
      token.expires === null ? null : ui.daysLeft(daysUntil(token.expires, at)),
    ),
    ...row('token-signature', ui.fields.verifiedBy, token.verifiedBy.map(keyTag).join(', ') || ui.noKeyVerifies),
  ]
}

function mark(rows: readonly Row[], call: Call, inventory: Inventory, ui: UiWords): readonly Row[] {
  const marked = new Map<string, Row>(rows.map((row) => [row.id, row]))
  const halves = [
    ['client', call.providerAcceptsClient],
    ['client', call.identityAuthorised],
    ['server', call.callerAcceptsServer],
  ] as const
  for (const [end, half] of halves) {
    for (const fault of half.status === 'broken' ? half.faults : []) {
      const id = FIELD[fault.id]
      const row = id ? marked.get(id) : undefined
      if (!row || row[end].expected !== null) continue
      // A fault of the CA is no fault of the end entity's own dates.
      if ('role' in fault && fault.role !== 'end-entity' && (id === 'valid' || id === 'usage')) continue
      marked.set(row.id, {
        ...row,
        [end]: { ...row[end], expected: expectation(fault, inventory, ui, trustedTags(half.trusts?.file ?? null, inventory)) },
      })
    }
  }
  return [...marked.values()].sort((a, b) => Number(failing(b)) - Number(failing(a)))
}
/** `kubernetes b03e` for each CA in a trust bundle. */
function trustedTags(file: string | null, inventory: Inventory): readonly string[] {
  if (file === null) return []
  return inventory.certificates
    .filter((c) => inventory.locations[c.id]?.some((l) => l.file === file && (l.field === null || /authority/.test(l.field))))
    .map((c) => `${visible(c.subject.commonName || c.subject.text)} ${keyTag(c.publicKey.spki)}`)
    .slice(0, 3)
}
