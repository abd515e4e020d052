/** The files of a drop as the engine takes them: opened some ahead, read while they are inflated where they are large. */
import { BUDGET } from '../engine/encoding/budget.ts'
import { isGzip } from '../engine/encoding/gzip.ts'
import type { InputFile } from '../engine/encoding/input.ts'
import { isArchive } from '../engine/encoding/unpack.ts'
import type { WorkerFile } from './protocol.ts'

/** Files opened ahead of the one being read: a browser takes a moment for each, whatever its size. */
const AHEAD = 32
/** And no more octets of them than that. */
const AHEAD_BYTES = 64 * 1024 * 1024
/** What a file is told by. */
const HEAD = 512
/** A smaller one is read as fast as its beginning. */
const WORTH_STREAMING = 1024 * 1024

/** The files in order, some opened ahead; those the browser refuses are named in `unreadable`. */
export async function* inputs(files: readonly WorkerFile[], unreadable: string[]): AsyncGenerator<InputFile> {
  const waiting: { readonly opened: Promise<InputFile | null>; readonly size: number }[] = []
  let ahead = 0
  const take = async (): Promise<InputFile | null> => {
    const first = waiting.shift()
    ahead -= first?.size ?? 0
    return (await first?.opened) ?? null
  }
  for (const file of files) {
    const lost = () => {
      if (!unreadable.includes(file.path)) unreadable.push(file.path)
      return null
    }
    const opened = open(file, lost).catch(lost)
    waiting.push({ opened, size: file.file.size })
    ahead += file.file.size
    while (waiting.length >= AHEAD || (waiting.length > 0 && ahead > AHEAD_BYTES)) {
      const next = await take()
      if (next) yield next
    }
  }
  while (waiting.length > 0) {
    const next = await take()
    if (next) yield next
  }
}

/**
 * A film or a disk image is looked at, not read: what is too large and no archive goes on with its size alone. A large gzip file is read
 * while it is inflated; `lost` hears of it if the browser then refuses.
 */
async function open({ path, file }: WorkerFile, lost: () => void): Promise<InputFile> {
  const { size } = file
  if (size > WORTH_STREAMING) {
    const bytes = new Uint8Array(await file.slice(0, HEAD).arrayBuffer())
    if (size > BUDGET.droppedBytes || (size > BUDGET.fileBytes && !isArchive(bytes))) return { path, bytes: new Uint8Array(0), size }
    if (isGzip(bytes)) return { path, bytes, size, stream: () => octetsOf(file, lost) }
  }
  return { path, bytes: new Uint8Array(await file.arrayBuffer()) }
}

async function* octetsOf(file: Blob, lost: () => void): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  // Safari cannot iterate over a stream.
  const reader = file.stream().getReader()
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value
  } catch (error) {
    lost()
    throw error
  } finally {
    reader.cancel().catch(() => undefined)
  }
}
