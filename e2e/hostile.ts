/** Drops made to break the page, as files on disk. */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { certPem, issue, newKey } from '../scripts/pki.mjs'
import { tarGz } from '../scripts/tar.mjs'

/** What `chunks` gives, gzipped as it comes. */
async function gzipped(path: string, chunks: Iterable<Buffer>): Promise<void> {
  const gzip = createGzip({ level: 1 })
  const file = gzip.pipe(createWriteStream(path))
  for (const chunk of chunks) if (!gzip.write(chunk)) await once(gzip, 'drain')
  gzip.end()
  await finished(file)
}

/** The header of an empty file of ustar; `name` is 10 octets, of which the last seven are digits that are set later. */
function emptyHeader(): Buffer {
  const block = Buffer.alloc(512)
  block.write('d/f0000000', 0)
  block.write('0000644\0', 100)
  for (const [at, size] of [
    [108, 8],
    [116, 8],
    [124, 12],
    [136, 12],
  ] as const)
    block.write(`${'0'.repeat(size - 1)}\0`, at)
  block.write('        0', 148)
  block.write('ustar\x0000', 257)
  return block
}

/** That many files without a word in them. */
export function manyEntries(path: string, count: number): Promise<void> {
  const header = emptyHeader()
  const sum = header.reduce((total, octet) => total + octet, 0)
  function* blocks(): Generator<Buffer> {
    const AT_ONCE = 4000
    for (let first = 0; first < count; first += AT_ONCE) {
      const chunk = Buffer.alloc(AT_ONCE * 512)
      for (let n = 0; n < AT_ONCE; n++) {
        const digits = String(first + n).padStart(7, '0')
        let own = sum
        for (const digit of digits) own += Number(digit)
        header.copy(chunk, n * 512)
        chunk.write(digits, n * 512 + 3)
        chunk.write(`${own.toString(8).padStart(6, '0')}\0 `, n * 512 + 148)
      }
      yield chunk
    }
    yield Buffer.alloc(1024)
  }
  return gzipped(path, blocks())
}

/** Gigabytes of nothing in some megabytes. */
export function gzipBomb(path: string, gigabytes: number): Promise<void> {
  const zeros = Buffer.alloc(1 << 24)
  return gzipped(path, Array<Buffer>(gigabytes * 64).fill(zeros))
}

/** Nine aliases to nine aliases to nine aliases. */
export const ALIAS_BOMB = `apiVersion: v1
kind: Config
a0: &a0 [x, x, x, x, x, x, x, x, x]
${Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(', ')}]`).join('\n')}
clusters: *a9
`

/** SEQUENCE in SEQUENCE, as a certificate. */
export function deepAsn1(depth: number): string {
  let der: Buffer = Buffer.from([5, 0])
  const parts: Buffer[] = [der]
  let { length } = der
  for (let n = 0; n < depth; n++) {
    const size =
      length < 128
        ? [length]
        : length < 256
          ? [0x81, length]
          : length < 65_536
            ? [0x82, length >> 8, length & 255]
            : [0x83, length >> 16, (length >> 8) & 255, length & 255]
    const header = Buffer.from([0x30, ...size])
    parts.push(header)
    length += header.length
  }
  der = Buffer.concat(parts.toReversed())
  return certPem({ der })
}

/** CAs of one name with a key each, none of which signed any of them: whoever looks for a signer has every pair before them. */
export function namesakes(count: number): Buffer {
  const subject = [['CN', 'kubernetes']]
  const issuer = { subject, key: newKey() }
  const from = Date.now() / 1000 - 86_400
  const files = Array.from({ length: count }, (_, n) => {
    const { der } = issue({ subject, issuer, ca: true, keyIds: false, from, days: 3650 } as unknown as Parameters<typeof issue>[0])
    return [`lost+found/${n}/ca.crt`, certPem({ der })]
  })
  return tarGz(Object.fromEntries(files), { level: 1 })
}

/** Drop-ins of the kubelet's unit. */
export function dropIns(count: number): Buffer {
  const files = Array.from({ length: count }, (_, n) => [
    `etc/systemd/system/kubelet.service.d/${n}.conf`,
    `[Service]\nEnvironment=A${n}=1\nEnvironmentFile=/f${n}\n`,
  ])
  return tarGz(
    { 'etc/systemd/system/kubelet.service': '[Service]\nExecStart=/usr/bin/kubelet $A1\n', ...Object.fromEntries(files) },
    { level: 1 },
  )
}
