/** A file that is one token: a service account's, as mounted into pods. */
import type { Reader } from '../reader.ts'
import { looksLikeJwt } from '../tokens.ts'

export const tokenFile: Reader = {
  id: 'token',
  read(file, into) {
    if (file.bytes.length > 65_536) return false
    const value = file.text.trim()
    if (!looksLikeJwt(value) && !(file.name === 'token' && /^eyJ/.test(value))) return false
    into.token(value, file.at(1))
    return true
  },
}
