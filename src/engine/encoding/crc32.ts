/** The checksum of gzip and zip (RFC 1952 section 8). */

const TABLE = new Int32Array(256)
for (let octet = 0; octet < 256; octet++) {
  let value = octet
  for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ ((value & 1) === 0 ? 0 : 0xedb88320)
  TABLE[octet] = value
}

/** Of `bytes`, or of what came before them and of them, given the checksum of the former. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let value = ~before
  for (let at = 0; at < bytes.length; at++) value = (value >>> 8) ^ TABLE[(value ^ bytes[at]!) & 0xff]!
  return ~value >>> 0
}
