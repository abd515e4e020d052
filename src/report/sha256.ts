/** Digests for exports. */
import { sha256Hex as hexOfBytes } from '../engine/x509/sha2.ts'

/** Lower-case hex SHA-256 of bytes, or of the UTF-8 of text. */
export function sha256Hex(data: Uint8Array | string): string {
  return hexOfBytes(typeof data === 'string' ? new TextEncoder().encode(data) : data)
}
