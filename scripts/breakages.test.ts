/** Every breakage of the fact sheet, rebuilt from its description: the calls it breaks, the finding, the line in the logs, the repair. */
import { describe, expect, test } from 'vitest'
import { type Audit, judge, read } from '../src/engine/audit.ts'
import type { RepairStep, VerdictFinding } from '../src/engine/finding.ts'
import { contextOf } from '../src/text/context.ts'
import { FINDINGS_EN } from '../src/text/findings.en.ts'
import { describe as inWords } from '../src/text/index.ts'
import { AT } from './breakages/base.mjs'
import { BREAKAGES } from './breakages/index.mjs'
import { tarGz } from './tar.mjs'

type Words = string | RegExp
interface Breakage {
  readonly row: string
  readonly title: string
  readonly at?: number
  readonly files: () => Record<string, string>
  /** Numbers of the calls that break; 7 is left out, which kubeadm's files say nothing of. */
  readonly edges: readonly number[]
  /** Calls beyond the twelve that break. */
  readonly extra?: readonly string[]
  readonly finding?: string
  readonly file?: RegExp
  readonly log?: Words
  readonly alsoLogs?: Words
  /** Steps of one finding, in this order; others may stand between. */
  readonly repair?: readonly Words[]
  /** Steps of any finding. */
  readonly also?: readonly string[]
  readonly never?: RegExp
  readonly lint?: string
  readonly words?: RegExp
  readonly note?: { readonly number: number; readonly id: string; readonly words: RegExp }
}

const step = (s: RepairStep): string => {
  switch (s.do) {
    case 'run':
      return s.command
    case 'restart':
      return `restart ${s.component}`
    case 'edit':
      return `edit ${s.file} ${s.setting}=${s.value ?? ''}`
    case 'copy':
      return `copy ${s.what} -> ${s.to}`
    case 'explain':
      return s.note
    case 'add-to-drop':
      return s.file
    default:
      return s satisfies never
  }
}
const fits = (line: string, words: Words): boolean => (typeof words === 'string' ? line.includes(words) : words.test(line))
const exactly = (line: string, words: Words): boolean => (typeof words === 'string' ? line === words : words.test(line))
const logs = ({ log, told }: VerdictFinding): string[] => [...(log === null ? [] : [log]), ...(told ?? [])]
function inOrder(steps: readonly string[], wanted: readonly Words[]): boolean {
  let from = 0
  return wanted.every((words) => {
    const at = steps.findIndex((line, i) => i >= from && exactly(line, words))
    from = at + 1
    return at >= 0
  })
}

async function audited({ files, at }: Breakage): Promise<Audit> {
  const bytes = new Uint8Array(tarGz(files(), { level: 1 }))
  return judge(await read([{ path: 'drop.tar.gz', bytes }]), { at: at ?? AT })
}

describe.each(BREAKAGES as unknown as readonly Breakage[])('row $row: $title', (breakage) => {
  test('the calls, the finding, the log, the repair', async () => {
    const audit = await audited(breakage)
    const broken = audit.calls.filter(({ status }) => status === 'broken')
    const numbers = [...new Set(broken.flatMap(({ number }) => number ?? []))].filter((number) => number !== 7)
    expect(numbers.sort((a, b) => a - b)).toEqual(breakage.edges)
    for (const edge of breakage.extra ?? []) expect(broken.map((call) => call.edge)).toContain(edge)
    const verdicts = audit.findings.filter((finding) => finding.kind === 'verdict')
    const all = verdicts.map(({ repair }) => repair.map(step))
    if (breakage.finding !== undefined) {
      const found = verdicts.filter(
        ({ fault, files }) =>
          fault.id === breakage.finding && (breakage.file === undefined || files.some((file) => breakage.file?.test(file))),
      )
      expect(verdicts.map(({ fault }) => fault.id)).toContain(breakage.finding)
      if (breakage.log !== undefined && !found.flatMap(logs).some((line) => fits(line, breakage.log ?? '')))
        expect(found.flatMap(logs)).toEqual(breakage.log)
      const everywhere = verdicts.flatMap(logs)
      if (breakage.alsoLogs !== undefined && !everywhere.some((line) => fits(line, breakage.alsoLogs ?? '')))
        expect(everywhere).toEqual(breakage.alsoLogs)
      const steps = found.map(({ repair }) => repair.map(step))
      if (!steps.some((one) => inOrder(one, breakage.repair ?? []))) expect(steps).toEqual(breakage.repair)
    }
    for (const one of breakage.also ?? []) expect(all.flat()).toContain(one)
    if (breakage.never !== undefined) expect(all.flat().filter((line) => breakage.never?.test(line))).toEqual([])
    if (breakage.lint !== undefined) {
      const hit = audit.findings.find((finding) => finding.kind === 'lint' && finding.id === breakage.lint)
      expect(hit, breakage.lint).toBeDefined()
      if (hit?.kind === 'lint') {
        const { detail, remedy } = inWords(hit, contextOf(audit), 'en')
        expect(`${detail} ${remedy}`).toMatch(breakage.words ?? /./)
        if (breakage.finding === undefined) expect(inOrder(hit.repair.map(step), breakage.repair ?? [])).toBe(true)
      }
    }
    if (breakage.note !== undefined) {
      const { number, id, words } = breakage.note
      const notes = audit.calls.filter((call) => call.number === number).flatMap((call) => call.notes ?? [])
      expect(notes).toContain(id)
      expect(FINDINGS_EN.callNotes[notes.find((note) => note === id) ?? 'held-until-restart']).toMatch(words)
    }
  })
})

test('every row of the sheet is here', () => {
  const rows = new Set(BREAKAGES.map(({ row }) => row))
  expect(Array.from({ length: 35 }, (_, i) => `${i + 1}`).filter((row) => !rows.has(row))).toEqual([])
})
