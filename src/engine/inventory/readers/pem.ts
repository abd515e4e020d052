/** PEM files (RFC 7468): certificates, keys, requests, in any order and with anything between them. */
import type { Reader } from '../reader.ts'

export const pem: Reader = {
  id: 'pem',
  read(file, into) {
    if (!file.armored) {
      if (!file.octets.includes('-----BEGIN ')) return false
      // The text openssl prints above a block looks like YAML; armor in the first column is armor all the same.
      if (file.yaml.documents.length > 0 && !/^-----BEGIN /m.test(file.octets)) return false
    }
    into.pem(file.bytes, file.at())
    return true
  },
}
