/** An inspection in words: labels of the language chosen, moments as they are read, extensions under their names. Pure. */
import type { Field, FieldId, FieldName, Inspection } from '../../engine/x509/inspect.ts'
import type { ExtensionName } from '../../engine/x509/oids.ts'
import type { DecodeWords } from '../../text/decode.ts'

export interface Entry {
  /** Empty where the value says it all. */
  readonly label: string
  readonly value: string | null
  readonly note: string | null
  readonly critical: boolean
  readonly children: readonly Entry[]
}
export interface EntryWords {
  readonly words: DecodeWords
  /** A moment in Unix seconds as it is shown, in UTC, locally and counted from the moment judged. */
  readonly moment: (seconds: number) => { readonly value: string; readonly note: string | null }
}
type Texts = { readonly [K in FieldName]?: string }

const TIMES: ReadonlySet<FieldId> = new Set<FieldId>([
  'not-before',
  'not-after',
  'this-update',
  'next-update',
  'revoked-at',
  'invalid-since',
  'time',
])
/** Their content is shown without a label of its own: the extension's name has said it. */
const PLAIN: ReadonlySet<FieldId> = new Set<FieldId>([
  'bits',
  'usage',
  'tls-feature',
  'flags',
  'comment',
  'reason',
  'number',
  'base-number',
])
const FINGERPRINTS: ReadonlySet<FieldId> = new Set<FieldId>(['sha1', 'sha256', 'spki-sha256'])
/** Told in the line of their parent. */
const TOLD: ReadonlySet<FieldId> = new Set<FieldId>(['oid', 'critical', 'known-as', 'method', 'equal'])

const entry = (label: string, value: string | null, over: Partial<Entry> = {}): Entry => ({
  label,
  value,
  note: null,
  critical: false,
  children: [],
  ...over,
})
const colons = (hex: string): string => hex.toUpperCase().replace(/(..)(?=.)/g, '$1:')

/** The text of each field of this level, the first of a name. */
function textsOf(fields: readonly Field[]): Texts {
  const texts: Record<string, string> = {}
  for (const { id, value } of fields) if (typeof value === 'string' && texts[id] === undefined) texts[id] = value
  return texts
}

export function entriesOf({ fields }: Pick<Inspection, 'fields'>, say: EntryWords): readonly Entry[] {
  return fields.map((one) => entryOf(one, say))
}

function entryOf(one: Field, say: EntryWords): Entry {
  const { id, value } = one
  return typeof value === 'string' ? leaf(id, value, say) : branch(id, value, say)
}

/** Anything but `extension:` and `asn1:` has a label. */
function labelOf(id: FieldId, { fields }: DecodeWords): string {
  return id.startsWith('asn1:') ? id.slice(5) : (fields[id as FieldName] ?? id)
}

function leaf(id: FieldId, value: string, say: EntryWords): Entry {
  const { words } = say
  const label = labelOf(id, words)
  if (TIMES.has(id) && /^-?\d+$/.test(value)) {
    const shown = say.moment(Number(value))
    return entry(label, shown.value, { note: shown.note })
  }
  if (id === 'self-signed' && value in words.answers) return entry(label, words.answers[value as keyof DecodeWords['answers']])
  if (id === 'go') return entry(label, value === 'accepted' ? words.accepted : words.refusedByGo(value))
  if (id === 'go-sees-extensions') return entry(label, words.goSeesNone)
  if (FINGERPRINTS.has(id)) return entry(label, colons(value))
  if (id === 'hex') return entry(label, value.length > 64 ? `${value.slice(0, 64)}…` : value, { note: words.octets(value.length / 2) })
  if (value === 'true' || value === 'false') return entry(label, value === 'true' ? words.yes : words.no)
  return entry(label, value)
}

interface Inside {
  readonly label: string
  readonly texts: Texts
  /** The fields that are not told in the line itself. */
  readonly rest: (...told: readonly FieldId[]) => readonly Entry[]
  readonly words: DecodeWords
}
/** Groups that are a line of their own, with what is left below it. */
const LINES: { readonly [K in FieldName]?: (inside: Inside) => Entry } = {
  'serial-number': ({ label, texts }) => entry(label, texts.hex ?? null, { note: texts.decimal ?? null }),
  'signature-algorithm': ({ label, texts, rest }) =>
    entry(label, texts.name ?? null, { note: texts.oid ?? null, children: rest('name', 'oid') }),
  'tbs-signature-algorithm': ({ label, texts, rest, words }) =>
    entry(label, texts.name ?? null, {
      note: texts.equal === 'true' ? words.sameAsOuter : words.differsFromOuter,
      children: texts.equal === 'true' ? [] : rest('name', 'equal'),
    }),
  issuer: distinguishedName,
  subject: distinguishedName,
  attribute: ({ label, texts, rest, words }) =>
    texts.type === undefined
      ? entry(texts.oid ?? label, null, { children: rest('oid') })
      : entry(texts.type, texts.text ?? '', {
          note: [texts['string-type'], texts.oid === texts.type ? null : texts.oid, texts['same-rdn'] && words.sameRdn]
            .filter(Boolean)
            .join(' · '),
        }),
  'public-key': ({ label, texts, rest }) =>
    entry(label, [texts.algorithm, texts.curve ?? texts.bits].filter(Boolean).join(' '), {
      note: texts.oid ?? null,
      children: rest('algorithm', 'oid', 'bits', 'curve'),
    }),
  access: ({ label, texts, rest, words }) =>
    entry(words.methods[texts.method as keyof DecodeWords['methods']] ?? texts.method ?? label, null, {
      note: words.notFetched,
      children: rest('method'),
    }),
  policy: ({ label, texts, rest }) => entry(label, texts.oid ?? null, { children: rest('oid') }),
  qualifier: ({ label, texts, rest }) => entry(label, texts.oid ?? null, { children: rest('oid') }),
  'other-name': ({ label, texts, rest }) =>
    entry(label, texts['known-as'] ?? texts.oid ?? null, {
      note: texts['known-as'] === undefined ? null : (texts.oid ?? null),
      children: rest('oid', 'known-as'),
    }),
  mapping: ({ label, texts }) => entry(label, `${texts['issuer-policy'] ?? ''} → ${texts['subject-policy'] ?? ''}`),
  safe: ({ label, texts, rest }) => entry(label, texts['content-type'] ?? null, { children: rest('content-type') }),
}
function distinguishedName({ label, texts, rest }: Inside): Entry {
  return entry(label, texts.rfc4514 ?? null, { children: rest('rfc4514') })
}

function branch(id: FieldId, fields: readonly Field[], say: EntryWords): Entry {
  const { words } = say
  const texts = textsOf(fields)
  if (id.startsWith('extension:')) return extension(id.slice(10) as ExtensionName | 'unknown', fields, texts, say)
  const label = labelOf(id, words)
  const rest: Inside['rest'] = (...told) => fields.filter((one) => !told.includes(one.id)).map((one) => entryOf(one, say))
  const line = LINES[id as FieldName]
  if (line !== undefined) return line({ label, texts, rest, words })
  // The root of a tree says what it is.
  const [only] = fields
  return id === 'asn1' && only !== undefined ? entryOf(only, say) : entry(label, null, { children: rest() })
}

function extension(name: ExtensionName | 'unknown', fields: readonly Field[], texts: Texts, say: EntryWords): Entry {
  const { words } = say
  const inside = fields.filter((one) => !TOLD.has(one.id))
  // Decoders of named extensions leave the raw octets only where they could not follow them.
  const unparsed = name !== 'unknown' && inside.some((one) => one.id === 'hex')
  return entry(
    name === 'unknown' ? (texts['known-as'] ?? words.extensions.unknown) : words.extensions[name],
    unparsed ? words.unparsed : null,
    {
      note: texts.oid ?? null,
      critical: texts.critical === 'true',
      children: inside.map((one) => {
        const shown = entryOf(one, say)
        return PLAIN.has(one.id) ? { ...shown, label: '' } : shown
      }),
    },
  )
}
