/** The files of a drop as the engine takes them: opened some ahead, read while they are inflated where they are large. */
import { BUDGET } from '../engine/encoding/budget.ts'
import { isGzip } from '../engine/encoding/gzip.ts'
import type { InputFile } from '../engine/encoding/input.ts'
import { isArchive } from '../engine/encoding/unpack.ts'
import { sizeOf, type WorkerFile } from './protocol.ts'

/** Files opened ahead of the one being read: a browser takes a moment for each, whatever its size. */
const AHEAD = 32
/** And no more octets of them than that. */
const AHEAD_BYTES = 64 * 1024 * 1024
/** What a file is told by. */
const HEAD = 512
/** A smaller one is read as fast as its beginning. */
const WORTH_STREAMING = 1024 * 1024
/** Octets of a large one told of together: a browser hands out megabytes at once. */
const STEP = 64 * 1024

interface Waiting {
  readonly opened: Promise<InputFile | null>
  readonly size: number
  readonly upTo: UpTo
}

/**
 * The files in order, some opened ahead; those the browser refuses are named in `unreadable`. `onShare` is told which share of their octets
 * has been read, 0 to 1: of a large gzip file part by part, of any other all of it when the next one is asked for.
 */
export async function* inputs(
  files: readonly WorkerFile[],
  unreadable: string[],
  onShare: (share: number) => void,
): AsyncGenerator<InputFile> {
  const all = sizeOf(files)
  let read = 0
  const onRead = (octets: number) => onShare((read += octets) / all)
  const waiting: Waiting[] = []
  let ahead = 0
  async function* first(): AsyncGenerator<InputFile> {
    const next = waiting.shift()
    if (next === undefined) return
    ahead -= next.size
    const opened = await next.opened
    if (opened !== null) yield opened
    next.upTo(next.size)
  }
  for (const file of files) {
    const lost = () => {
      if (!unreadable.includes(file.path)) unreadable.push(file.path)
      return null
    }
    const { size } = file.file
    const upTo = counted(onRead)
    waiting.push({ opened: open(file, lost, upTo).catch(lost), size, upTo })
    ahead += size
    while (waiting.length >= AHEAD || (waiting.length > 0 && ahead > AHEAD_BYTES)) yield* first()
  }
  while (waiting.length > 0) yield* first()
}

type UpTo = (octets: number) => void
/** Tells of each octet of a file once: a damaged one is read again from its beginning. */
function counted(onRead: UpTo): UpTo {
  let told = 0
  return (octets) => {
    if (octets <= told) return
    onRead(octets - told)
    told = octets
  }
}

/**
 * A film or a disk image is looked at, not read: what is too large and no archive goes on with its size alone. A large gzip file is read
 * while it is inflated; `lost` hears of it if the browser then refuses, `upTo` how far it has been read.
 */
async function open({ path, file }: WorkerFile, lost: () => void, upTo: UpTo): Promise<InputFile> {
  const { size } = file
  if (size > WORTH_STREAMING) {
    const bytes = new Uint8Array(await file.slice(0, HEAD).arrayBuffer())
    if (size > BUDGET.droppedBytes || (size > BUDGET.fileBytes && !isArchive(bytes))) return { path, bytes: new Uint8Array(0), size }
    if (isGzip(bytes)) return { path, bytes, size, stream: () => octetsOf(file, lost, upTo) }
  }
  return { path, bytes: new Uint8Array(await file.arrayBuffer()) }
}

async function* octetsOf(file: Blob, lost: () => void, upTo: UpTo): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  // Safari cannot iterate over a stream.
  const reader = file.stream().getReader()
  let octets = 0
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read())
      for (let at = 0; at < part.value.length; at += STEP) {
        const step = part.value.subarray(at, at + STEP)
        yield step
        upTo((octets += step.length))
      }
  } catch (error) {
    lost()
    throw error
  } finally {
    reader.cancel().catch(() => undefined)
  }
}
