/** A file that a component cannot load: its armour is shown, and openssl is asked to read it. */
import type { Audit } from '../../engine/audit.ts'
import type { VerdictFault } from '../../engine/verdicts/verdict.ts'
import { armour, textOf } from './commands.ts'
import type { Difference } from '../../text/report.ts'
import { extract } from './extract.ts'
import { readable } from './readable.ts'

type Unusable = Extract<VerdictFault, { id: 'edge/file-unusable' }>

/** What Go refuses to parse and OpenSSL does not look at. */
const LENIENT = /negative serial number|duplicate extension/

export function unusableFile(
  audit: Audit,
  { use, why, error }: Unusable,
): { readonly lines: string[]; readonly openssl: boolean | null; readonly differs: Difference | null } | null {
  const source = extract(audit, use, 'part.pem')
  const text = source && textOf(audit, source)
  if (!source || !text || why === 'missing' || why === 'bad-kubeconfig' || why === 'bad-yaml') return null
  const key = /key/.test(use.setting)
  const [piped] = source.before.map((line) => line.replace(/ > \S+$/, ''))
  const input = piped === undefined ? ` -in ${source.file}` : ''
  const read = key ? `openssl pkey -passin pass:${input} -noout -text_pub` : `openssl x509${input} -noout -subject`
  const lines = piped === undefined ? [armour(source.file), read] : [`${piped} | ${read}`]
  const openssl = LENIENT.test(error) ? true : reads(audit, text, why, key)
  return { lines, openssl, differs: openssl === false ? null : openssl === null ? 'not-foreseen' : 'reading' }
}

function reads(audit: Audit, text: NonNullable<ReturnType<typeof textOf>>, why: Unusable['why'], key: boolean): boolean | null {
  if (text.empty || why === 'encrypted') return false
  if (why === 'malformed' || why === 'unsupported-key') return null
  if (text.der) return key ? text.der.key !== null : text.der.certificate !== null
  if (key) {
    const first = text.blocks.find((block) => block.type.endsWith('KEY'))
    return first !== undefined && first.key !== null && audit.inventory.keys[first.key]?.kind === 'private'
  }
  const found = readable(text)
  return found === 'unknown' ? null : found.length > 0
}
