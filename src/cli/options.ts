/** The words of the command line, understood or refused. */

import { EXPORTS, type ExportId } from '../report/exports.ts'
import { type Language, LANGUAGES } from '../text/index.ts'

const FORMATS: readonly ExportId[] = EXPORTS.map((one) => one.id)

/** When the exit status is 1. Each includes the one before it, but for `never`. */
export type FailOn =
  | { readonly when: 'never' | 'broken' | 'unproven' }
  /** Broken now or at any of the days to come. */
  | { readonly when: 'expiring'; readonly seconds: number }

export interface Options {
  readonly paths: readonly string[]
  /** Unix seconds; null is now. */
  readonly at: number | null
  readonly format: ExportId
  readonly failOn: FailOn
  /** Of the report, the tables and the sentences. */
  readonly language: Language
  /** Node names, addresses and serials replaced, the same by the same everywhere. */
  readonly redact: boolean
}

export const USAGE = `usage: pkiscope audit PATH... [--at RFC3339] [--format ${FORMATS.join('|')}] [--fail-on broken|unproven|expiring:30d|never]
                           [--lang ${LANGUAGES.join('|')}] [--redact]

PATH is a file, a folder or an archive (.tar, .tar.gz, .zip), - is standard input; all of them are one drop.
The result is written to standard output and nothing else is.

  --at        the moment judged, for example 2026-07-01T12:00:00Z (default: now)
  --format    of the result (default: json)
  --fail-on   what makes the exit status 1 (default: broken)
  --lang      of the result (default: en)
  --redact    node names, host names, addresses and serial numbers replaced by placeholders

exit status: 0 nothing to fail on, 1 something broken (or as --fail-on says), 2 nothing could be read, 64 wrong usage
`

export class UsageError extends Error {}

/** RFC 3339, strictly: a day alone or a time without its zone would be judged at another moment than meant. */
const MOMENT = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-](\d\d):(\d\d))$/

export function momentOf(text: string): number {
  const parts = MOMENT.exec(text)
  const milliseconds = parts === null ? Number.NaN : Date.parse(text.toUpperCase().replace(' ', 'T'))
  // Date.parse rolls 31 June over into July; the written day must be the day meant.
  const day = parts === null ? 0 : new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]))).getUTCDate()
  if (parts === null || Number.isNaN(milliseconds) || day !== Number(parts[3])) {
    throw new UsageError(`--at ${text}: not an RFC 3339 time such as 2026-07-01T12:00:00Z`)
  }
  return Math.floor(milliseconds / 1000)
}

const SECONDS = { m: 60, h: 3600, d: 86_400, w: 604_800 } as const

export function failOnOf(text: string): FailOn {
  if (text === 'never' || text === 'broken' || text === 'unproven') return { when: text }
  const expiring = /^expiring:(\d{1,5})([mhdw])$/.exec(text)
  if (expiring === null) throw new UsageError(`--fail-on ${text}: not one of broken, unproven, expiring:30d, never`)
  return { when: 'expiring', seconds: Number(expiring[1]) * SECONDS[expiring[2] as keyof typeof SECONDS] }
}

const formatOf = (text: string): ExportId => {
  const format = FORMATS.find((one) => one === text)
  if (format === undefined) throw new UsageError(`--format ${text}: not one of ${FORMATS.join(', ')}`)
  return format
}

const languageOf = (text: string): Language => {
  const language = LANGUAGES.find((one) => one === text)
  if (language === undefined) throw new UsageError(`--lang ${text}: not one of ${LANGUAGES.join(', ')}`)
  return language
}

/** In: the arguments after the program's name. Throws UsageError. */
export function optionsOf(args: readonly string[]): Options {
  const paths: string[] = []
  let at: number | null = null
  let format: ExportId = 'json'
  let failOn: FailOn = { when: 'broken' }
  let language: Language = 'en'
  let redact = false
  const queue = [...args]
  for (let argument = queue.shift(); argument !== undefined; argument = queue.shift()) {
    if (argument === '--') {
      paths.push(...queue.splice(0))
      continue
    }
    const option = /^(--[a-z-]+)(?:=(.*))?$/s.exec(argument)
    if (option === null) {
      if (argument.startsWith('-') && argument !== '-') throw new UsageError(`${argument}: no such option`)
      paths.push(argument)
      continue
    }
    const name = option[1] ?? ''
    if (argument === '--redact') {
      redact = true
      continue
    }
    if (!['--at', '--format', '--fail-on', '--lang'].includes(name)) throw new UsageError(`${name}: no such option`)
    const value = option[2] ?? queue.shift()
    if (value === undefined) throw new UsageError(`${name} needs a value`)
    if (name === '--at') at = momentOf(value)
    else if (name === '--format') format = formatOf(value)
    else if (name === '--lang') language = languageOf(value)
    else failOn = failOnOf(value)
  }
  if (paths.length === 0) throw new UsageError('no PATH given')
  return { paths, at, format, failOn, language, redact }
}
