/** A file that is one DER object: certificate, key, request, revocation list or container. */
import { encodeBase64 } from '../../encoding/base64.ts'
import { decodeCertificate } from '../../x509/decode.ts'
import { readRequest, readRevocationListIssuer } from '../../x509/request.ts'
import type { Collector } from '../collector.ts'
import type { Reader, SourceFile } from '../reader.ts'

export const der: Reader = {
  id: 'der',
  read(file, into) {
    const { bytes } = file
    if (bytes[0] !== 0x30 || !lengthFits(bytes)) return false
    // ContentInfo of PKCS #7 and PFX of PKCS #12 by what stands first in them.
    const second = bytes.subarray(headerLength(bytes))
    if (second[0] === 0x06) into.other({ kind: 'pkcs7', location: file.at(), base64: encodeBase64(bytes), subject: null, spki: null })
    else if (second[0] === 0x02 && second[1] === 1 && second[2] === 3 && second[3] === 0x30) {
      into.fault('read/key-encrypted', file.at(), { presented: 'PKCS #12' })
      into.other({ kind: 'pkcs12', location: file.at(), base64: '', subject: null, spki: null })
    } else if (!other(file, into)) into.derText(bytes, file.at())
    return true
  },
}

/** Requests and lists decode as what they are, and as no certificate. */
function other(file: SourceFile, into: Collector): boolean {
  if (decodeCertificate(file.bytes, 0).ok) return false
  const request = readRequest(file.bytes)
  const issuer = request === null ? readRevocationListIssuer(file.bytes) : null
  if (request === null && issuer === null) return false
  into.other({
    kind: request === null ? 'revocation-list' : 'certificate-request',
    location: file.at(),
    base64: encodeBase64(file.bytes),
    subject: request?.subject ?? issuer,
    spki: request?.spki ?? null,
  })
  return true
}

const headerLength = (bytes: Uint8Array): number => (bytes[1]! < 0x80 ? 2 : 2 + (bytes[1]! & 0x7f))
function lengthFits(bytes: Uint8Array): boolean {
  const first = bytes[1] ?? 0
  if (first < 0x80) return bytes.length === 2 + first
  const octets = first & 0x7f
  if (octets === 0 || octets > 4) return false
  let length = 0
  for (let i = 0; i < octets; i++) length = length * 256 + (bytes[2 + i] ?? 0)
  return bytes.length === 2 + octets + length
}
