// Writes ustar archives with names, modes, owners and symbolic links, the same bytes for the same input.
import { gzipSync } from 'node:zlib'

const field = (text, size) => Buffer.concat([Buffer.from(text), Buffer.alloc(size)]).subarray(0, size)
const octal = (value, size) => field(value.toString(8).padStart(size - 1, '0'), size)

const header = ({ path, size, mode, type, link, owner, mtime }) => {
  const split = path.length > 100 ? path.lastIndexOf('/', 154) : -1
  const block = Buffer.concat([
    field(split < 0 ? path : path.slice(split + 1), 100),
    octal(mode, 8),
    octal(0, 8),
    octal(0, 8),
    octal(size, 12),
    octal(mtime, 12),
    field('        ', 8),
    field(type, 1),
    field(link ?? '', 100),
    field('ustar\x0000', 8),
    field(owner, 32),
    field(owner, 32),
    octal(0, 8),
    octal(0, 8),
    field(split < 0 ? '' : path.slice(0, split), 155),
    Buffer.alloc(12),
  ])
  octal(
    block.reduce((sum, byte) => sum + byte, 0),
    7,
  ).copy(block, 148)
  block[155] = 0x20
  return block
}

/**
 * `files`: path -> text, bytes, or { content, mode, link }. Parents become directory entries.
 * In the order of their paths unless `sorted` is false. Modes default to 0600 for keys and kubeconfigs, 0644 otherwise; owner is root. Returns the gzipped archive.
 */
export const tarGz = (files, { mtime = 1780300800, owner = 'root', level = 9, sorted = true } = {}) => {
  const blocks = []
  const made = new Set()
  for (const path of sorted ? Object.keys(files).sort() : Object.keys(files)) {
    const parts = path.split('/')
    for (let depth = 1; depth < parts.length; depth++) {
      const directory = `${parts.slice(0, depth).join('/')}/`
      if (made.has(directory)) continue
      made.add(directory)
      blocks.push(header({ path: directory, size: 0, mode: 0o755, type: '5', owner, mtime }))
    }
    const entry = files[path]
    const { content = '', link, mode } = typeof entry === 'string' || Buffer.isBuffer(entry) ? { content: entry } : entry
    const bytes = Buffer.from(content)
    const closed = /\.(key|conf|kubeconfig|config|env)$|kubeconfig|-current\.pem$|\.yaml$/.test(path) && !/manifests/.test(path)
    blocks.push(
      header({ path, size: link ? 0 : bytes.length, mode: mode ?? (closed ? 0o600 : 0o644), type: link ? '2' : '0', link, owner, mtime }),
    )
    if (!link) blocks.push(bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512))
  }
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]), { level })
}
