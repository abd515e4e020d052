/** The headless audit: the same engine as the page, on files named on the command line. */
import type { Audit } from '../engine/audit.ts'
import { judge, prepare, read } from '../engine/audit.ts'
import { EXPORTS } from '../report/exports.ts'
import { redact } from '../report/redact.ts'
import { filesOf } from './files.ts'
import { type FailOn, type Options, optionsOf, USAGE, UsageError } from './options.ts'

export const EXIT = { fine: 0, broken: 1, unreadable: 2, usage: 64 } as const

type Piece = string | Uint8Array

/** The world outside, so that a test can stand in for it. */
export interface Outside {
  readonly write: (piece: Piece) => Promise<void>
  readonly complain: (message: string) => void
  /** Unix seconds. */
  readonly now: () => number
}

const worst = (audit: Audit, statuses: readonly string[]): boolean => audit.calls.some((call) => statuses.includes(call.status))

function fails(audit: Audit, failOn: FailOn, judgeAt: (at: number) => Audit): boolean {
  if (failOn.when === 'never') return false
  if (worst(audit, ['broken'])) return true
  if (failOn.when === 'unproven') return worst(audit, ['plaintext', 'unproven'])
  return failOn.when === 'expiring' && worst(judgeAt(audit.at + failOn.seconds), ['broken'])
}

/** In: the arguments after the program's name. Out: the exit status. */
export async function main(args: readonly string[], outside: Outside): Promise<number> {
  let options: Options
  try {
    options = optionsOf(args)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    outside.complain(`pkiscope audit: ${error.message}\n${USAGE.trimEnd()}`)
    return EXIT.usage
  }
  const at = options.at ?? outside.now()
  const evidence = await read(filesOf(options.paths, outside.complain), { meanwhile: (inventory) => void prepare(inventory, { at }) })
  const audit = judge(evidence, { at })
  const format = EXPORTS.find((one) => one.id === options.format) ?? EXPORTS[0]
  const hidden = options.redact ? redact(audit) : null
  const how = { language: options.language, redacted: options.redact, ...(hidden === null ? {} : { fingerprints: hidden.fingerprints }) }
  for await (const piece of format.make(hidden?.audit ?? audit, how)) await outside.write(piece)
  if (!audit.inventory.files.some((file) => file.readAs.length > 0)) {
    outside.complain('pkiscope audit: nothing here could be read')
    return EXIT.unreadable
  }
  return fails(audit, options.failOn, (later) => judge(evidence, { at: later })) ? EXIT.broken : EXIT.fine
}

export { archiveOf } from './archive.ts'
export { filesOf } from './files.ts'
