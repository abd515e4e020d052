/** Files that openssl can read, as words of a POSIX shell: the file itself, or what a kubeconfig or a Secret embeds, taken out first. */
import { once, push } from '../../engine/encoding/maps.ts'
import type { Audit } from '../../engine/audit.ts'
import type { SettingUse } from '../../engine/cluster/cluster.ts'
import type { Location, PemText } from '../../engine/inventory/inventory.ts'

export interface Extracted {
  readonly file: string
  /** Commands that make it. */
  readonly before: readonly string[]
  readonly location: Pick<Location, 'file' | 'field'>
}

/** One word of a POSIX shell. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/** In: the setting that names it; `name` of the file to make where it is embedded. Null where it is not in the drop, or in no form a shell can take out. */
export function extract(audit: Audit, use: SettingUse | null, name: string): Extracted | null {
  if (!use?.file) return null
  const [file = '', inName] = use.file.split('#')
  if (use.resolved !== 'embedded') return at(audit, { file, field: inName ?? null }, name)
  const field = inName ?? use.location?.field
  return field ? at(audit, { file, field }, name) : null
}

/** The same for a place of the inventory. */
export function at(audit: Audit, { file, field }: Pick<Location, 'file' | 'field'>, name: string): Extracted | null {
  if (field === null) return { file: quoted(file), before: [], location: { file, field } }
  const key = keyOf(audit, file, field)
  if (key === null) return null
  const same = textsIn(audit, file).filter((text) => text.location.field !== null && text.location.field.endsWith(key.tail))
  const own = same.find((text) => text.location.field === field)
  const line = own?.location.line ?? 1
  // Several on one line (JSON): the n-th of them.
  const nth = own ? same.filter((text) => text.location.line === line).indexOf(own) + 1 : 1
  const lines = line > 1 ? `tail -n +${line} ${quoted(file)} | grep` : 'grep'
  const pattern = `${key.name.replaceAll('.', '\\.')}.?: *.?[A-Za-z0-9+/=]+`
  const take = `${lines} -oE '${pattern}'${line > 1 ? '' : ` ${quoted(file)}`}`
  return { file: name, before: [`${take} | sed -n '${nth}s,.*[^A-Za-z0-9+/=],,p' | base64 -d > ${name}`], location: { file, field } }
}

/** The name of a field that holds base64 on one line, and how paths of such fields end; null for any other. */
function keyOf(audit: Audit, file: string, field: string): { readonly name: string; readonly tail: string } | null {
  const plain = /\.((?:[a-z]+-)+data|caBundle)$/.exec(field)?.[1]
  if (plain !== undefined) return { name: plain, tail: `.${plain}` }
  const entry = /(?:^|\.)data\[([\w.-]+)\]$/.exec(field)?.[1]
  const secret = audit.inventory.objects.some(
    (o) => o.kind === 'Secret' && o.location.file === file && o.texts.some((t) => t.field === field),
  )
  return entry !== undefined && secret ? { name: entry, tail: `data[${entry}]` } : null
}

const made = new WeakMap<Audit, Map<string, PemText[]>>()
/** The PEM texts of one file, embedded ones included, in their order. */
export function textsIn(audit: Audit, file: string): readonly PemText[] {
  const byFile = once(made, audit, () => {
    const all = new Map<string, PemText[]>()
    for (const text of audit.inventory.texts) push(all, text.location.file, text)
    return all
  })
  return byFile.get(file) ?? []
}
