/**
 * The data behind the report (PDF/A-3 section 6.8): a file that the catalog's AF associates with the document. pdfkit's own way takes an
 * MD5 of it besides, which nobody checks and which takes as long as a third of packing it.
 */
import { packed, type PdfFile } from './file.ts'

export interface Attachment {
  /** The JSON export. */
  readonly data: Uint8Array
  /** What it is, in the language of the report. */
  readonly description: string
}

export function attach(file: PdfFile, { data, description }: Attachment, at: number): void {
  const { inner } = file
  const name = 'audit.json'
  const date = new Date(at * 1000)
  const Params = { CreationDate: date, ModDate: date, Size: data.length }
  const stream = inner.ref({ Type: 'EmbeddedFile', Subtype: 'application#2Fjson', Params, Filter: 'FlateDecode' })
  stream.end(packed(data))
  const text = (words: string) => new String(words)
  const specification = inner.ref({
    Type: 'Filespec',
    AFRelationship: 'Data',
    F: text(name),
    UF: text(name),
    EF: { F: stream, UF: stream },
    Desc: text(description),
  })
  specification.end()
  inner.addNamedEmbeddedFile(name, specification)
  inner._root.data['AF'] = [specification]
}
