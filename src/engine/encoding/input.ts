/** What the engine reads: a stream of files, from a folder, an archive or a paste. */
export interface InputFile {
  /** As in the archive or folder, `/` between parts. Never trusted: see `budget.ts`. */
  readonly path: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Set where `bytes` are not all of it: they are empty where the file was too large to be read. */
  readonly size?: number
  /** Of a large gzip file, of which `bytes` are the beginning: all its octets, read while they are inflated, as often as this is called. */
  readonly stream?: () => AsyncIterable<Uint8Array<ArrayBuffer>>
  /** POSIX mode bits (07777), where the container records them. */
  readonly mode?: number
  readonly uid?: number
  readonly gid?: number
  /** `user:group` by name, where the container records names. */
  readonly owner?: string
  /** Target of a symbolic or hard link, as recorded; `bytes` are then empty. */
  readonly linkTarget?: string
  /** True for a directory entry (kept for its mode and owner). */
  readonly directory?: boolean
}
/** Told while reading; `total` is null while it is not yet known. */
export interface Progress {
  readonly phase: 'unpack' | 'read' | 'verify' | 'judge'
  readonly done: number
  readonly total: number | null
  readonly file: string | null
  /** Signatures verified so far: verification runs while the drop is being read. */
  readonly verified?: number
}
export interface ReadOptions {
  readonly onProgress?: (progress: Progress) => void
  readonly signal?: AbortSignal
  /** Awaited between files: reading is one long chain of promises, which lets no message in, not even the answers it waits for. */
  readonly breathe?: () => Promise<void> | undefined
}
