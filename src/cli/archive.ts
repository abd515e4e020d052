/** Files of one drop -> one gzipped tar (ustar with pax records), so that links, modes and owners reach the page too. */
import { gzipSync } from 'node:zlib'
import type { InputFile } from '../engine/encoding/input.ts'

const BLOCK = 512

function header(name: string, size: number, type: string, file: InputFile): Buffer {
  const block = Buffer.alloc(BLOCK)
  const octal = (value: number, offset: number, length: number): void => {
    block.write(value.toString(8).padStart(length - 1, '0'), offset, 'latin1')
  }
  block.write(name, 0, 100)
  octal(file.mode ?? 0o644, 100, 8)
  octal(Math.min(file.uid ?? 0, 0o7777777), 108, 8)
  octal(Math.min(file.gid ?? 0, 0o7777777), 116, 8)
  octal(size, 124, 12)
  octal(0, 136, 12)
  block.write('        ', 148, 'latin1')
  block.write(type, 156, 'latin1')
  block.write('ustar\x0000', 257, 'latin1')
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return block
}

const padding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK)

/** `length key=value\n`, where the length counts its own digits. */
function record(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  const bytes = Buffer.byteLength(rest)
  let length = bytes + String(bytes).length
  if (String(length).length !== String(bytes).length) length = bytes + String(length).length
  return `${length}${rest}`
}

function* entry(file: InputFile): Generator<Uint8Array> {
  const path = file.directory ? `${file.path}/` : file.path
  const pax = Buffer.from(record('path', path) + (file.linkTarget === undefined ? '' : record('linkpath', file.linkTarget)))
  yield header('pax', pax.length, 'x', file)
  yield pax
  yield padding(pax.length)
  yield header(path.slice(0, 99), file.bytes.length, file.directory ? '5' : file.linkTarget === undefined ? '0' : '2', file)
  yield file.bytes
  yield padding(file.bytes.length)
}

export async function archiveOf(files: AsyncIterable<InputFile>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const file of files) if (file.path !== '') pieces.push(...entry(file))
  return gzipSync(Buffer.concat([...pieces, Buffer.alloc(2 * BLOCK)]), { level: 1 })
}
