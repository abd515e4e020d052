/**
 * Our own export back into an audit: the JSON, or the PDF that carries it. Certificates are decoded again from their DER and held against their fingerprints;
 * verdicts are what the file says, which is why such an audit is always shown as reopened.
 */
import { Unzlib } from 'fflate'
import type { Audit } from '../engine/audit.ts'
import { decodeCertificate } from '../engine/x509/decode.ts'
import type { Certificate } from '../engine/x509/certificate.ts'
import { decodeBase64 } from '../engine/encoding/base64.ts'
import type { AuditJson } from './format.ts'
import { sha256Hex } from './sha256.ts'

export interface Reopened {
  readonly audit: Audit
  readonly fingerprints: readonly string[]
  readonly redacted: boolean
  /** Version of the tool that wrote the file. */
  readonly version: string
}
export type ReopenResult =
  | { readonly ok: true; readonly value: Reopened }
  | { readonly ok: false; readonly why: 'not-ours' | 'no-state' | 'damaged' }

/** Larger exports are not attached to a PDF, nor reopened. */
export const MOST_BYTES = 256 * 1024 * 1024

/** Is this the beginning of a file that `reopen` should be asked about? */
export function looksOurs(bytes: Uint8Array): boolean {
  const start = latin1(bytes.subarray(0, 200))
  return (
    start.includes('"pkiscope-audit/1"') ||
    (start.startsWith('%PDF-') && find(bytes, 'audit.json', Math.max(0, bytes.length - 400_000)) >= 0)
  )
}

/** In: the bytes of a JSON or PDF export. Never throws. */
export function reopen(bytes: Uint8Array): ReopenResult {
  const json = latin1(bytes.subarray(0, 5)) === '%PDF-' ? attachment(bytes) : bytes
  if (!json || json.length > MOST_BYTES) return { ok: false, why: 'not-ours' }
  let value: Partial<AuditJson>
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json)) as Partial<AuditJson>
  } catch {
    return { ok: false, why: 'not-ours' }
  }
  if (value === null || typeof value !== 'object' || value.format !== 'pkiscope-audit/1') return { ok: false, why: 'not-ours' }
  if (value.state === undefined) return { ok: false, why: 'no-state' }
  try {
    return revive(value)
  } catch {
    return { ok: false, why: 'damaged' }
  }
}

function revive(json: Partial<AuditJson>): ReopenResult {
  const state: Audit = { ...(json.state as Audit), controls: (json.controls ?? []) as Audit['controls'] }
  const listed = json.certificates ?? []
  const fingerprints: string[] = []
  const certificates: Certificate[] = []
  const kept = state.inventory.certificates
  if (!shaped(state) || kept.length !== listed.length) return { ok: false, why: 'damaged' }
  for (const [id, entry] of listed.entries()) {
    fingerprints.push(entry.sha256)
    if (entry.der === null) {
      const facts = kept[id]
      if (!facts) return { ok: false, why: 'damaged' }
      certificates.push({ ...facts, id, der: new Uint8Array(0) })
      continue
    }
    const der = decodeBase64(entry.der)
    if (!der) return { ok: false, why: 'damaged' }
    const decoded = decodeCertificate(der, id)
    if (sha256Hex(der) !== entry.sha256 || !decoded.ok) return { ok: false, why: 'damaged' }
    certificates.push(decoded.certificate)
  }
  const audit: Audit = { ...state, inventory: { ...state.inventory, certificates } }
  return { ok: true, value: { audit, fingerprints, redacted: json.redacted === true, version: json.tool?.version ?? '' } }
}

/** Every list a reader walks through is a list. */
function shaped(state: Audit): boolean {
  const { inventory } = state
  const lists = [state.clusters, state.calls, state.findings, state.checked, state.controls, state.coverage?.missing]
  const found = [
    inventory?.certificates,
    inventory?.locations,
    inventory?.signers,
    inventory?.keys,
    inventory?.texts,
    inventory?.kubeconfigs,
    inventory?.tokens,
    inventory?.settings,
    inventory?.objects,
    inventory?.others,
    inventory?.files,
    inventory?.hostnames,
    inventory?.faults,
  ]
  return Number.isFinite(state.at) && [...lists, ...found].every(Array.isArray)
}

/** The embedded file of a PDF that pdfkit wrote: its dictionary is followed by its deflated stream. */
function attachment(pdf: Uint8Array): Uint8Array | null {
  for (let at = find(pdf, '/EmbeddedFile', 0); at >= 0; at = find(pdf, '/EmbeddedFile', at + 1)) {
    const start = find(pdf, 'stream\n', at)
    const end = start < 0 ? -1 : find(pdf, '\nendstream', start)
    if (end < 0 || start - at > 2000) continue
    const length = /\/Length (\d+)/.exec(latin1(pdf.subarray(at, start)))?.[1]
    const data = pdf.subarray(start + 7, length ? start + 7 + Number(length) : end)
    const inflated = inflate(data)
    if (inflated && latin1(inflated.subarray(0, 100)).includes('pkiscope-audit/1')) return inflated
  }
  return null
}

function inflate(data: Uint8Array): Uint8Array | null {
  const chunks: Uint8Array[] = []
  let total = 0
  const stream = new Unzlib((chunk) => {
    total += chunk.length
    if (total <= MOST_BYTES) chunks.push(chunk)
  })
  try {
    for (let at = 0; at < data.length && total <= MOST_BYTES; at += 65_536)
      stream.push(data.subarray(at, at + 65_536), at + 65_536 >= data.length)
  } catch {
    return null
  }
  if (total > MOST_BYTES) return null
  const all = new Uint8Array(total)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}

function find(bytes: Uint8Array, text: string, from: number): number {
  const first = text.charCodeAt(0)
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let i = 1
    while (i < text.length && bytes[at + i] === text.charCodeAt(i)) i++
    if (i === text.length) return at
  }
  return -1
}
