/** Paths of the command line -> the files of one drop, one at a time. Links, modes and owners are kept as they stand on disk. */
import { lstat, readdir, readFile, readlink, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { BUDGET } from '../engine/encoding/budget.ts'
import type { InputFile } from '../engine/encoding/input.ts'

const NOTHING = new Uint8Array(0)

/** A file or folder is called in the drop what it is called on disk; two of one name also take their parents' names. */
export function namesOf(paths: readonly string[]): readonly string[] {
  const full = paths.map((path) => resolve(path))
  const name = (path: string, parts: number): string => {
    const parent = dirname(path)
    return parts === 1 || parent === path ? basename(path) : join(name(parent, parts - 1), basename(path))
  }
  return full.map((path) => {
    let parts = 1
    const clashes = (): boolean => full.some((other) => other !== path && name(other, parts) === name(path, parts))
    while (parts < 64 && clashes()) parts += 1
    return name(path, parts)
  })
}

async function readStandardInput(): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return new Uint8Array(Buffer.concat(chunks))
}

/** `complain` is told of each path that cannot be read; the rest is still read. */
export async function* filesOf(paths: readonly string[], complain: (message: string) => void): AsyncGenerator<InputFile> {
  const names = namesOf(paths)
  for (const [index, path] of paths.entries()) {
    if (path === '-') yield { path: 'standard-input', bytes: await readStandardInput() }
    else yield* walk(path, names[index] ?? path, complain, true)
  }
}

async function* walk(path: string, name: string, complain: (message: string) => void, given: boolean): AsyncGenerator<InputFile> {
  try {
    // What the user names is followed; what is found inside a folder is kept as the link it is.
    const facts = given ? await stat(path) : await lstat(path)
    const owner = { mode: facts.mode & 0o7777, uid: facts.uid, gid: facts.gid }
    if (facts.isSymbolicLink()) yield { path: name, bytes: NOTHING, ...owner, linkTarget: await readlink(path) }
    else if (facts.isDirectory()) {
      yield { path: name, bytes: NOTHING, ...owner, directory: true }
      const entries = await readdir(path)
      for (const entry of entries.sort()) yield* walk(join(path, entry), name === '' ? entry : `${name}/${entry}`, complain, false)
    } else if (!facts.isFile()) complain(`${path}: neither a file nor a folder, left out`)
    else if (facts.size > BUDGET.droppedBytes) complain(`${path}: ${facts.size} bytes, left out`)
    else {
      const bytes = await readFile(path)
      yield { path: name, bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), ...owner }
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    complain(`${path}: ${code === 'ENOENT' ? 'no such file or folder' : code === 'EACCES' ? 'permission denied' : message}`)
  }
}
