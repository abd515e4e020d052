/** PEM files (RFC 7468): certificates, keys, requests, in any order and with anything between them. */
import type { Reader } from '../reader.ts'

export const pem: Reader = {
  id: 'pem',
  read(file, into) {
    if (!file.octets.includes('-----BEGIN ') || file.yaml.documents.length > 0) return false
    into.pemText(file.octets, file.at())
    return true
  },
}
