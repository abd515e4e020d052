/** Writes ZIP archives entry by entry, honest unless told otherwise. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipLies {
  readonly method?: number
  readonly flags?: number
  /** As the directory and the local header say them. */
  readonly size?: number
  readonly crc?: number
  /** The upper half of the external attributes: type and mode. */
  readonly mode?: number
  /** The body of the entry at this offset instead of one of its own. */
  readonly at?: number
  readonly packed?: number
  /** The content is a deflated body as it stands. */
  readonly packedAlready?: boolean
  /** Numbers in the zip64 extra field alone. */
  readonly long?: boolean
}

export class ZipWriter {
  readonly #parts: Buffer[] = []
  readonly #directory: Buffer[] = []
  #length = 0

  /** Where the entry stands. */
  add(name: string, content: Uint8Array | string, lies: ZipLies = {}): number {
    const data = Buffer.from(content)
    const { method = 8, flags = 0, mode = 0o100644, long = false } = lies
    const body = method === 8 && lies.packedAlready !== true ? deflateRawSync(data) : data
    const at = lies.at ?? this.#length
    const [crc, packed, size] = [lies.crc ?? crc32(data), lies.packed ?? body.length, lies.size ?? data.length]
    const path = Buffer.from(name)
    const common = Buffer.alloc(26)
    ;[45, flags, method, 0, 0].forEach((value, n) => common.writeUInt16LE(value, 2 * n))
    common.writeUInt32LE(crc, 10)
    common.writeUInt32LE(long ? 0xffffffff : packed, 14)
    common.writeUInt32LE(long ? 0xffffffff : size, 18)
    common.writeUInt16LE(path.length, 22)
    const extra = Buffer.alloc(long ? 20 : 0)
    if (long) {
      extra.writeUInt16LE(1, 0)
      extra.writeUInt16LE(16, 2)
      extra.writeBigUInt64LE(BigInt(size), 4)
      extra.writeBigUInt64LE(BigInt(packed), 12)
    }
    common.writeUInt16LE(extra.length, 24)
    if (lies.at === undefined) this.#push(Buffer.from('PK\x03\x04', 'latin1'), common, path, extra, body)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(mode * 65_536, 6)
    rest.writeUInt32LE(at, 10)
    // Made on Unix.
    this.#directory.push(Buffer.from('PK\x01\x02\x1e\x03', 'latin1'), common, rest, path, extra)
    return at
  }
  #push(...parts: Buffer[]): void {
    for (const part of parts) {
      this.#parts.push(part)
      this.#length += part.length
    }
  }

  /** The archive; `count` is what its end says of its entries. */
  end({ count, comment = '' }: { readonly count?: number; readonly comment?: string } = {}): Uint8Array<ArrayBuffer> {
    const directory = Buffer.concat(this.#directory)
    const end = Buffer.alloc(22)
    end.write('PK\x05\x06', 'latin1')
    end.writeUInt16LE(count ?? this.#directory.length / 5, 8)
    end.writeUInt16LE(count ?? this.#directory.length / 5, 10)
    end.writeUInt32LE(directory.length, 12)
    end.writeUInt32LE(this.#length, 16)
    end.writeUInt16LE(comment.length, 20)
    return new Uint8Array(Buffer.concat([...this.#parts, directory, end, Buffer.from(comment, 'latin1')]))
  }
}
