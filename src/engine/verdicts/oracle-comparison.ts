/** Test side: a judged cluster held against the verdicts of real TLS handshakes, half by half. The rules are those of the shared comparison. */
import type { Call, Status } from './verdict.ts'
import { STATUSES } from './verdict.ts'
import { oracleClass } from './oracle-classes.ts'

interface OracleHalf {
  readonly ok: boolean
  readonly skipped?: boolean
  readonly note?: string
  readonly class?: string
  readonly error?: string
}
export interface OracleCall {
  readonly id: string
  readonly edge: number
  readonly from: string
  readonly to: string
  readonly status?: string
  readonly serverName?: string
  readonly assumed?: boolean
  readonly stockDefault?: boolean
  readonly clientVerifiesServer?: OracleHalf
  readonly serverVerifiesClient?: OracleHalf
  readonly authorized?: OracleHalf
}
export interface Expected {
  readonly at: string
  readonly report: {
    readonly calls: readonly OracleCall[]
    readonly components?: readonly { readonly node: string; readonly component: string; readonly starts: boolean }[]
  }
}

export interface Comparison {
  readonly wrong: readonly string[]
  readonly missing: readonly string[]
  readonly falseClear: number
  readonly falseAlarm: number
  /** Refused halves whose headline is of the oracle's class, and all refused halves that are broken here too. */
  readonly classes: { readonly same: number; readonly all: number; readonly differ: readonly string[] }
}

const HALVES = [
  ['clientVerifiesServer', 'callerAcceptsServer'],
  ['serverVerifiesClient', 'providerAcceptsClient'],
  ['authorized', 'identityAuthorised'],
] as const

/** Which of our statuses are right for one half of the oracle. */
function rightAnswers(call: OracleCall, name: (typeof HALVES)[number][0], half: OracleHalf): readonly Status[] {
  if (half.skipped === true || half.note === 'bearer token') {
    const provider = name === 'serverVerifiesClient'
    if (call.edge === 11 && !provider) return ['unverified']
    if (call.edge === 12) return ['not-applicable', 'absent']
    if (call.edge === 10 && provider) return ['unproven', 'token']
    if ((call.edge === 4 || call.edge === 7) && provider) return half.ok ? ['token'] : ['token', 'broken', 'unproven']
    return ['unproven', 'unverified', 'token']
  }
  const verdict: Status = half.ok ? 'trusted' : 'broken'
  if (call.stockDefault === true && name !== 'authorized') return half.ok ? [verdict, 'unproven'] : ['broken', 'unproven', 'unverified']
  if (call.assumed === true) return [verdict, 'unproven', 'token', 'not-applicable']
  if (/file-missing/.test(half.class ?? '')) return ['broken', 'unproven']
  return [verdict]
}

const end = (text: string): { component: string; node: string | null } => {
  const [component = '', node] = text.split('@')
  return { component: component.replace(/\(.*\)/, ''), node: node?.split(':')[0] ?? null }
}
const fitting = (ours: { node: string | null }, theirs: string | null): boolean =>
  theirs === null || theirs === '' || ours.node === null || ours.node === theirs

export function compare(calls: readonly Call[], expected: Expected): Comparison {
  const wrong: string[] = []
  const missing: string[] = []
  const differ: string[] = []
  let falseClear = 0
  let falseAlarm = 0
  let same = 0
  let all = 0
  for (const theirs of expected.report.calls) {
    if (theirs.status === 'absent') continue
    const from = end(theirs.from)
    const to = end(theirs.to)
    const pair = calls.filter(
      (call) =>
        (theirs.edge > 12 ? call.to.component === 'extension-apiserver' : call.number === theirs.edge) &&
        call.from.component === from.component &&
        call.to.component === to.component &&
        fitting(call.from, from.node) &&
        fitting(call.to, to.node),
    )
    const named = pair.filter(({ serverName }) => serverName === theirs.serverName)
    const fits = named.length > 0 ? named : pair
    if (fits.length === 0) {
      if (theirs.assumed !== true) missing.push(theirs.id)
      continue
    }
    for (const [name, ours] of HALVES) {
      const half = theirs[name]
      if (half === undefined) continue
      const status = STATUSES.find((one) => fits.some((call) => call[ours].status === one)) ?? 'not-applicable'
      if (rightAnswers(theirs, name, half).includes(status)) {
        if (status === 'broken' && !half.ok && half.skipped !== true && half.class !== undefined) {
          all++
          const broken = fits.find((call) => call[ours].status === 'broken')
          const reason = broken === undefined ? '' : oracleClass(broken, ours)
          if (reason === half.class) same++
          else differ.push(`${theirs.id} ${ours}: ${reason}, oracle: ${half.class}: ${half.error ?? ''}`)
        }
        continue
      }
      if (status === 'trusted' && (!half.ok || half.skipped === true || half.note === 'bearer token')) falseClear++
      if (status === 'broken') falseAlarm++
      const fault = fits.flatMap((call) => call[ours].faults)[0]
      wrong.push(
        `${theirs.id} ${ours}: ${status} (${fault === undefined ? '' : JSON.stringify(fault).slice(0, 200)}), oracle: ${half.ok ? 'accepted' : `refused ${half.class ?? ''}`}${half.skipped === true ? ' skipped' : ''}`,
      )
    }
  }
  return { wrong, missing, falseClear, falseAlarm, classes: { same, all, differ } }
}
