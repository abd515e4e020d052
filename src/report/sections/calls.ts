/** Every call with its proof: both certificates, the three halves, the settings and files. One block per kind of call, the worst instance in full. */
import { logAt } from '../../engine/path/log.ts'
import { EDGES } from '../../engine/cluster/edges.ts'
import type { SettingUse } from '../../engine/cluster/cluster.ts'
import { transportOf } from '../../engine/verdicts/transport.ts'
import { type Call, type Half, type Presented, STATUSES } from '../../engine/verdicts/verdict.ts'
import { fileOf, settingText } from '../../text/context.ts'
import { extendedKeyUsage, generalNames, keyText, moment, some } from '../../text/format.ts'
import { describeFault } from '../../text/index.ts'
import { visible } from '../../text/visible.ts'
import type { Block, Cell, Section } from '../block.ts'
import {
  callAnchor,
  callTitle,
  certificateAnchor,
  instanceText,
  type SectionContext,
  STATUS_GLYPH,
  statusTone,
  subjectOf,
} from './section.ts'

/** Rows of one kind of call; the rest is in the attached JSON. */
const MOST_INSTANCES = 60
/** Names of a certificate on the page of a call; all of them stand under certificates. */
const MOST_NAMES = 16

export function calls(c: SectionContext): Section {
  const blocks: Block[] = []
  for (const { id } of EDGES) {
    const own = c.audit.calls.filter((call) => call.edge === id)
    if (own.length) blocks.push(...edge(c, own))
  }
  return { title: c.words.sections.calls, anchor: 'calls', page: 'portrait', blocks }
}

const rank = (call: Call) => STATUSES.indexOf(call.status)
function edge(c: SectionContext, own: readonly Call[]): Block[] {
  const sorted = [...own].sort((a, b) => rank(a) - rank(b))
  const worst = sorted[0] as Call
  const w = c.words.call
  const proof: Block[] = [
    {
      kind: 'heading',
      level: 2,
      text: callTitle(worst),
      anchor: callAnchor(worst),
      listed: true,
      glyph: STATUS_GLYPH[worst.status],
      tone: statusTone(worst.status),
    },
    { kind: 'paragraph', text: c.findingWords.edges[worst.edge] },
    { kind: 'paragraph', text: w.transport[transportOf(worst)], tone: 'quiet' },
    { kind: 'facts', summary: callTitle(worst), rows: head(c, worst) },
    {
      kind: 'table',
      summary: callTitle(worst),
      columns: [
        { title: w.half, share: 20 },
        { title: w.status, share: 17 },
        { title: w.reason, share: 63 },
      ],
      rows: halves(c, worst),
    },
  ]
  const certificates = bothEnds(c, worst)
  if (certificates) proof.push(certificates)
  const blocks: Block[] = [{ kind: 'keep', blocks: proof }]
  if (own.length > 1) {
    blocks.push({ kind: 'heading', level: 3, text: w.instances(own.reduce((n, call) => n + (call.instances?.length ?? 1), 0)) })
    blocks.push({
      kind: 'table',
      summary: callTitle(worst),
      columns: [
        { title: w.from, share: 26 },
        { title: w.to, share: 26 },
        { title: w.dialled, share: 26 },
        { title: w.status, share: 22 },
      ],
      rows: sorted.slice(0, MOST_INSTANCES).map((call) => ({
        cells: [
          { text: instanceText(call.from) },
          { text: instanceText(call.to) },
          { text: dialled(call) },
          { text: c.findingWords.statuses[call.status].word, glyph: STATUS_GLYPH[call.status], tone: statusTone(call.status) },
        ],
      })),
    })
    if (own.length > MOST_INSTANCES) blocks.push({ kind: 'paragraph', text: w.more(own.length - MOST_INSTANCES), tone: 'quiet' })
  }
  return blocks
}

const dialled = (call: Call) =>
  visible(
    call.serverName === null
      ? '–'
      : call.port === null
        ? call.serverName
        : call.serverName.includes(':')
          ? `[${call.serverName}]:${call.port}`
          : `${call.serverName}:${call.port}`,
  )

function head(c: SectionContext, call: Call): [string, string | Cell][] {
  const w = c.words.call
  const rows: [string, string | Cell][] = [
    [w.from, instanceText(call.from)],
    [w.to, instanceText(call.to)],
  ]
  if (call.serverName !== null) rows.push([w.dialled, dialled(call)])
  rows.push([
    w.status,
    { text: c.findingWords.statuses[call.status].word, glyph: STATUS_GLYPH[call.status], tone: statusTone(call.status), bold: true },
  ])
  if (call.assumed) rows.push([w.assumed, w.assumedValue])
  if (call.versionNote) rows.push(['', c.findingWords.versionNotes[call.versionNote.id](call.versionNote)])
  for (const note of call.notes ?? []) rows.push(['', c.findingWords.callNotes[note]])
  return rows
}

const settingLine = (use: SettingUse) =>
  `${settingText(use)}${use.location ? ` (${visible(use.location.file)}${use.location.line ? `:${use.location.line}` : ''})` : ''}${fileOf(use) ? ` → ${visible(fileOf(use) ?? '')}` : ''}`
function halves(c: SectionContext, call: Call) {
  const w = c.words.call
  const all: readonly (readonly [string, Half])[] = [
    [w.halves[0], call.callerAcceptsServer],
    [w.halves[1], call.providerAcceptsClient],
    [w.halves[2], call.identityAuthorised],
  ]
  return all.map(([name, half], i) => {
    const lines: string[] = []
    const [fault] = half.faults
    if (fault) {
      const sentence = describeFault(fault, c.text, c.language)
      lines.push(`${sentence.title}. ${sentence.detail}`)
    }
    for (const log of [...(half.log ? [half.log] : []), ...(half.told ?? [])]) lines.push(`${w.log}: ${visible(logAt(log, c.audit.at))}`)
    if (half.missing.length)
      lines.push(
        `${w.missing}: ${half.missing.map((m) => `${m.component} ${m.setting}${m.file ? ` (${visible(m.file)})` : ''}`).join(', ')}`,
      )
    if (half.path.length) lines.push(`${w.path}: ${half.path.map((id) => subjectOf(c, id)).join(' → ')}`)
    if (half.until !== null) lines.push(`${w.until}: ${moment(half.until)}`)
    if (half.presents) lines.push(`${w.presents}: ${settingLine(half.presents)}`)
    if (half.trusts) lines.push(`${w.trusts}: ${settingLine(half.trusts)}`)
    if (i === 2 && call.identityAuthorised.user !== null)
      lines.push(
        `${w.user}: ${visible(call.identityAuthorised.user)}; ${w.groups}: ${call.identityAuthorised.groups.map(visible).join(', ') || '–'}`,
      )
    if (!lines.length) lines.push(c.findingWords.statuses[half.status].meaning)
    return {
      cells: [
        { text: name, bold: true },
        { text: c.findingWords.statuses[half.status].word, glyph: STATUS_GLYPH[half.status], tone: statusTone(half.status) },
        { text: lines.join('\n') },
      ],
    }
  })
}

/** Both certificates side by side, or the one there is. */
function bothEnds(c: SectionContext, call: Call): Block | null {
  const w = c.words.call
  const left = describeEnd(c, call.client, null)
  const right = describeEnd(c, call.server, call.serverName)
  if (!left && !right) return null
  const labels = Object.keys(w.certificate) as (keyof typeof w.certificate)[]
  const absent = (presented: Presented | null, end: 'client' | 'server') =>
    presented?.token !== null && presented?.token !== undefined
      ? w.tokenPresented
      : end === 'client' && call.providerAcceptsClient.status === 'token'
        ? w.tokenPresented
        : w.noCertificate
  return {
    kind: 'table',
    summary: `${w.client}, ${w.server}`,
    columns: [
      { title: w.fact, share: 16 },
      { title: w.client, share: 42 },
      { title: w.server, share: 42 },
    ],
    rows: labels.map((label, i) => ({
      cells: [
        { text: w.certificate[label], tone: 'quiet' as const },
        left ? left[label] : { text: i === 0 ? absent(call.client, 'client') : '', tone: 'quiet' as const },
        right ? right[label] : { text: i === 0 ? absent(call.server, 'server') : '', tone: 'quiet' as const },
      ],
    })),
  }
}

/** The name that decides is among those shown. */
function dialledFirst(names: readonly string[], dialled: string | null): readonly string[] {
  const host = dialled?.replace(/^\[?(.*?)\]?(:\d+)?$/, '$1').toLowerCase()
  const decides = names.filter((name) => name.replace(/^[A-Z]+:/i, '').toLowerCase() === host)
  return decides.length ? [...decides, ...names.filter((name) => !decides.includes(name))] : names
}

function describeEnd(c: SectionContext, presented: Presented | null, dialled: string | null) {
  const w = c.words.call
  const id = presented?.certificate
  const x = id === null || id === undefined ? undefined : c.audit.inventory.certificates[id]
  if (!presented || !x) return null
  const [signer] = presented.signedBy
  return {
    subject: { text: x.subject.text || '–', bold: true, to: certificateAnchor(x.id) },
    issuer: { text: x.issuer.text || '–' },
    signedBy: { text: signer === undefined ? w.signerUnknown : `${subjectOf(c, signer)}  ${c.fingerprints[signer]?.slice(0, 16) ?? ''}` },
    serial: { text: x.serial },
    valid: { text: `${moment(x.notBefore)}\n${moment(x.notAfter)}` },
    key: { text: keyText(x.publicKey) },
    signature: { text: x.signatureAlgorithm === 'unknown' ? x.signatureOid : x.signatureAlgorithm },
    usage: { text: x.extKeyUsage === null ? '–' : x.extKeyUsage.map(extendedKeyUsage).join(', ') },
    names: { text: some(dialledFirst(generalNames(x.names), dialled).map(visible), MOST_NAMES, w.moreNames) || '–' },
    file: { text: visible(fileOf(presented.use) ?? '–') },
    sha256: { text: c.fingerprints[x.id] ?? '' },
    privateKey: { text: w.keyMatches[presented.keyMatches === null ? 2 : presented.keyMatches ? 0 : 1] },
  } satisfies Record<keyof typeof w.certificate, Cell>
}
