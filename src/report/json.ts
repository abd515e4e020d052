/**
 * The JSON export, `pkiscope-audit/1`: every name here is published (schema/pkiscope-audit-1.schema.json) and only grows.
 * Made in pieces, so that an audit of ten thousand nodes is never one string.
 */
import { once } from '../engine/encoding/maps.ts'
import { logAt } from '../engine/path/log.ts'
import type { Audit } from '../engine/audit.ts'
import type { Instance } from '../engine/cluster/cluster.ts'
import type { Certificate, CertificateId } from '../engine/x509/certificate.ts'
import type { Call, Half, IdentityHalf, Presented } from '../engine/verdicts/verdict.ts'
import { fileOf, place } from '../text/context.ts'
import { generalNames, keyText, rfc3339 } from '../text/format.ts'
import { contextOf, describe } from '../text/index.ts'
import { encodeBase64 } from '../engine/encoding/base64.ts'
import { correctionsOf } from './corrections.ts'
import type { AuditJson, CallJson, HalfJson, PresentedJson } from './format.ts'
import { type ExportOptions, fingerprintsOf } from './options.ts'
import { stateOf } from './state.ts'
import { TOOL } from './tool.ts'

/** Above this the part that reopening needs would be larger than can be reopened. */
const MOST_REOPENABLE = 20_000

/** The whole export as one value. */
export function auditJson(audit: Audit, options: ExportOptions = {}): AuditJson {
  const result: Record<string, unknown> = {}
  for (const [key, value] of members(audit, options)) result[key] = isEntries(value) ? Array.from(value) : value
  return result as unknown as AuditJson
}

/** Characters of a piece, or a little more: each that is written costs, and none is to be as long as the whole. */
const PIECE = 1 << 16

/** The same as text, in pieces to be written one after another. Ends with a line feed. */
export function* auditJsonChunks(audit: Audit, options: ExportOptions = {}): Generator<string> {
  let piece = ''
  for (const part of parts(audit, options)) {
    piece += part
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  yield piece
}

function* parts(audit: Audit, options: ExportOptions): Generator<string> {
  let separator = '{\n'
  for (const [key, value] of members(audit, options)) {
    yield `${separator}${JSON.stringify(key)}: `
    separator = ',\n'
    yield* written(value, key === 'state' ? 3 : 1)
  }
  yield '\n}\n'
}

/** Lists entry by entry and, in the state, the objects they stand in member by member: no string is as long as the whole. */
function* written(value: unknown, depth: number): Generator<string> {
  if (depth > 0 && isEntries(value)) {
    let open = '['
    for (const entry of value) {
      yield `${open}\n${JSON.stringify(entry)}`
      open = ','
    }
    yield open === '[' ? '[]' : '\n]'
  } else if (depth > 1 && typeof value === 'object' && value !== null) {
    let open = '{'
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined) continue
      yield `${open}${JSON.stringify(name)}:`
      yield* written(member, depth - 1)
      open = ','
    }
    yield open === '{' ? '{}' : '}'
  } else yield JSON.stringify(value)
}

/** The same as one text. */
export function auditJsonText(audit: Audit, options: ExportOptions = {}): string {
  return Array.from(auditJsonChunks(audit, options)).join('')
}

type Entries = Iterable<unknown>
const isEntries = (value: unknown): value is Entries => typeof value === 'object' && value !== null && Symbol.iterator in value

function* members(audit: Audit, options: ExportOptions): Generator<readonly [keyof AuditJson, unknown]> {
  const hashes = options.fingerprints ?? fingerprintsOf(audit)
  const { inventory } = audit
  yield ['format', 'pkiscope-audit/1']
  yield ['tool', TOOL]
  yield ['at', rfc3339(audit.at)]
  if (options.redacted) yield ['redacted', true]
  if (options.reopened) yield ['reopened', true]
  yield ['inputs', inputs(audit)]
  yield [
    'clusters',
    audit.clusters.map((c) => {
      const corrected = correctionsOf(c)
      return { id: c.id, layout: c.layout, version: c.version, nodes: c.nodes, ...(corrected.length > 0 ? { corrected } : {}) }
    }),
  ]
  yield ['calls', mapped(audit.calls, (call) => callJson(call, hashes, audit.at))]
  yield ['certificates', mapped(inventory.certificates, (c) => certificateJson(c, hashes, audit))]
  yield ['findings', findings(audit, hashes, options)]
  yield ['checks', audit.checked.map((run) => ({ id: run.lint, applied: run.applied, found: run.found }))]
  yield ['controls', audit.controls]
  yield [
    'coverage',
    {
      missing: audit.coverage.missing.map(({ component, setting, file, wouldSettle }) => ({ component, setting, file, wouldSettle })),
      ...(audit.coverage.unplaced === undefined ? {} : { unplaced: audit.coverage.unplaced }),
    },
  ]
  if (!options.final && inventory.certificates.length <= MOST_REOPENABLE) yield ['state', stateOf(audit)]
}

function* mapped<T, U>(items: readonly T[], make: (item: T) => U): Generator<U> {
  for (const item of items) yield make(item)
}

function* inputs(audit: Audit): Generator<unknown> {
  for (const file of audit.inventory.files) {
    if (file.directory) continue
    const owner = file.owner ?? (file.uid !== null && file.gid !== null ? `${file.uid}:${file.gid}` : null)
    yield {
      path: file.path,
      sha256: file.sha256,
      bytes: file.bytes,
      mode: file.mode === null ? null : (file.mode & 0o7777).toString(8).padStart(4, '0'),
      owner,
      readAs: file.readAs,
      ignored: file.ignored,
      container: file.container,
      link: file.linkTarget,
    }
  }
}

const instanceJson = ({ component, node }: Instance) => ({ component, node })

function callJson(call: Call, hashes: readonly string[], at: number): CallJson {
  return {
    edge: call.edge,
    number: call.number,
    cluster: call.cluster,
    from: instanceJson(call.from),
    to: instanceJson(call.to),
    serverName: call.serverName,
    status: call.status,
    assumed: call.assumed,
    versionNote: call.versionNote,
    notes: call.notes ?? [],
    instances: call.instances?.map(([from, to]) => [instanceJson(from), instanceJson(to)]) ?? null,
    callerAcceptsServer: halfJson(call.callerAcceptsServer, hashes, at),
    providerAcceptsClient: halfJson(call.providerAcceptsClient, hashes, at),
    identityAuthorised: identityJson(call.identityAuthorised, at),
    client: presentedJson(call.client, hashes),
    server: presentedJson(call.server, hashes),
    port: call.port,
    context: call.context,
  }
}

const hash = (id: CertificateId | null | undefined, hashes: readonly string[]) =>
  id === null || id === undefined ? null : (hashes[id] ?? null)

function base(half: Half, at: number) {
  return {
    status: half.status,
    reason: half.faults[0]?.id ?? null,
    log: half.log === null ? null : logAt(half.log, at),
    told: half.told ?? [],
    missing: half.missing.map(({ component, setting, file }) => ({ component, setting, file })),
  }
}
function halfJson(half: Half, hashes: readonly string[], at: number): HalfJson {
  return {
    ...base(half, at),
    path: half.path.map((id) => hashes[id] ?? ''),
    until: half.until === null ? null : rfc3339(half.until),
    reasons: half.faults.map((f) => f.id),
  }
}
function identityJson(half: IdentityHalf, at: number) {
  return { ...base(half, at), user: half.user, groups: half.groups }
}
function presentedJson(presented: Presented | null, hashes: readonly string[]): PresentedJson | null {
  if (!presented) return null
  return {
    certificate: hash(presented.certificate, hashes),
    file: fileOf(presented.use),
    signedBy: hash(presented.signedBy[0], hashes),
    keyMatches: presented.keyMatches,
  }
}

function certificateJson(c: Certificate, hashes: readonly string[], audit: Audit) {
  return {
    sha256: hashes[c.id] ?? '',
    der: c.der.length ? encodeBase64(c.der) : null,
    subject: c.subject.text,
    issuer: c.issuer.text,
    serial: c.serial,
    notBefore: rfc3339(c.notBefore),
    notAfter: rfc3339(c.notAfter),
    isCA: c.isCA,
    key: keyText(c.publicKey),
    signature: c.signatureAlgorithm,
    names: generalNames(c.names),
    locations: (audit.inventory.locations[c.id] ?? []).map((l) => ({ file: place(l), setting: settingAt(audit, l.file, l.field) })),
  }
}

/** The settings that name a place, by place; made once per audit. */
const SETTINGS = new WeakMap<Audit, Map<string, string>>()
function settingAt(audit: Audit, file: string, field: string | null): string | null {
  return once(SETTINGS, audit, () => settingsByPlace(audit)).get(field ? `${file}#${field}` : file) ?? null
}
function settingsByPlace(audit: Audit): Map<string, string> {
  const settings = new Map<string, string>()
  for (const call of audit.calls) {
    for (const use of [call.client?.use, call.server?.use, call.callerAcceptsServer.trusts, call.providerAcceptsClient.trusts]) {
      const at = use ? fileOf(use) : null
      if (use && at && !settings.has(at)) settings.set(at, use.setting)
    }
  }
  return settings
}

function* findings(audit: Audit, hashes: readonly string[], options: ExportOptions): Generator<unknown> {
  const context = contextOf(audit)
  const language = options.language ?? 'en'
  for (const finding of audit.findings) {
    const { title, detail, remedy } = describe(finding, context, language)
    yield {
      id: finding.kind === 'lint' ? finding.id : finding.fault.id,
      severity: finding.severity,
      title,
      detail,
      remedy,
      certificates: finding.kind === 'read' ? [] : finding.certificates.map((id) => hashes[id] ?? ''),
      calls: finding.kind === 'read' ? [] : finding.calls,
      files: finding.kind === 'lint' ? [...new Set(finding.locations.map(place))] : finding.files,
      log: finding.kind === 'verdict' && finding.log !== null ? logAt(finding.log, audit.at) : null,
      told: finding.kind === 'verdict' ? (finding.told ?? []) : [],
    }
  }
}
