/** From a drop, a picker or a paste to files with paths. Everything is taken from the event before the first await: it is emptied after. */
import { BUDGET } from '../../engine/encoding/budget.ts'
import type { Dropped } from '../../state/controller.ts'
import type { Refusal } from '../../state/state.ts'

export interface Walked {
  readonly files: readonly Dropped[]
  readonly refusals: readonly Refusal[]
  readonly label: string
}
/** `readEntries` gives at most 100 a call in Chromium: a single call would lose the rest in silence. */
async function entriesOf(directory: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = directory.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return all
    all.push(...some)
    if (all.length > BUDGET.entries) return all
  }
}
const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject))
const why = (error: unknown): Refusal['why'] =>
  error instanceof DOMException && (error.name === 'NotReadableError' || error.name === 'SecurityError' || error.name === 'NotFoundError')
    ? 'permission'
    : 'unreadable'

/** Stops once there is one more than the engine reads, which says so. */
async function walk(entry: FileSystemEntry, files: Dropped[], refusals: Refusal[]): Promise<void> {
  if (files.length > BUDGET.entries) return
  const path = entry.fullPath.replace(/^\/+/, '')
  try {
    if (entry.isFile) files.push({ path, file: await fileOf(entry as FileSystemFileEntry) })
    else for (const child of await entriesOf(entry as FileSystemDirectoryEntry)) await walk(child, files, refusals)
  } catch (error) {
    refusals.push({ path, why: why(error) })
  }
}
const labelOf = (names: readonly string[]): string => (names.length === 1 ? (names[0] ?? '') : `${names.length}`)

/** Call within the event handler, synchronously: the list of items is gone afterwards. */
export function takeDrop(transfer: DataTransfer): () => Promise<Walked> {
  const entries: FileSystemEntry[] = []
  const loose: File[] = []
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue
    const entry = item.webkitGetAsEntry()
    if (entry) entries.push(entry)
    else {
      const file = item.getAsFile()
      if (file) loose.push(file)
    }
  }
  return async () => {
    const files: Dropped[] = loose.map((file) => ({ path: file.name, file }))
    const refusals: Refusal[] = []
    for (const entry of entries) await walk(entry, files, refusals)
    return { files, refusals, label: labelOf([...entries.map((e) => e.name), ...loose.map((f) => f.name)]) }
  }
}
/** In: the files of an `<input>`, with or without `webkitdirectory`. */
export function takeFiles(list: FileList): Walked {
  const files = [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }))
  const folder = files[0]?.path.includes('/') ? files[0].path.split('/')[0] : undefined
  return { files, refusals: [], label: folder ?? labelOf(files.map((f) => f.path)) }
}
/** In: pasted text (PEM, a kubeconfig, a manifest). */
export function takeText(text: string): Walked {
  const name = /^apiVersion:|^kind:/m.test(text) ? 'pasted.yaml' : 'pasted.pem'
  return { files: text.trim() === '' ? [] : [{ path: name, file: new Blob([text]) }], refusals: [], label: name }
}
