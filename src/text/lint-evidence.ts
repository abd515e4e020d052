/** The evidence of a rule as the words of a sentence. */
import type { LintFinding } from '../engine/finding.ts'
import { fileOfCertificate, place, subject, type TextContext } from './context.ts'
import { extendedKeyUsage, moment, some } from './format.ts'
import { visible } from './visible.ts'

const more = (n: number) => `(+${n})`

/** The first certificate with its file. */
export function on(finding: LintFinding, context: TextContext): string {
  const [id] = finding.certificates
  if (id === undefined) return files(finding)
  const file = fileOfCertificate(context, id)
  return `"${subject(context, id)}"${file ? ` (${file})` : ''}`
}
/** As many certificates of one finding are named; of a fleet the others are counted. */
export const NAMED = 6
/** All certificates, the first of them by name. */
export function all(finding: LintFinding, context: TextContext): string {
  return some(
    finding.certificates.map((id) => `"${subject(context, id)}" (${fileOfCertificate(context, id)})`),
    NAMED,
    more,
  )
}
/** Files with line or field. */
export function files(finding: LintFinding): string {
  return some([...new Set(finding.locations.map((l) => (l.line === null || l.field ? place(l) : `${place(l)}:${l.line}`)))], 6, more)
}
export function data(finding: LintFinding, name: string): string {
  const value = finding.data[name]
  if (value === undefined) return ''
  return typeof value === 'object' ? some(value.map(visible), 8, more) : visible(String(value))
}
/** A moment of the evidence. */
export function when(finding: LintFinding, name: string): string {
  const value = finding.data[name]
  return typeof value === 'number' ? moment(value) : ''
}
/** The extended key usages under `usages`; none means any. */
export function usages(finding: LintFinding): string {
  const value = finding.data['usages']
  return typeof value === 'object' && value.length ? value.map(extendedKeyUsage).join(', ') : extendedKeyUsage('2.5.29.37.0')
}
