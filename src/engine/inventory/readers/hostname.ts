/** /etc/hostname: one label or name, which tells whose files stand beside it. */
import type { Reader } from '../reader.ts'

export const hostname: Reader = {
  id: 'hostname',
  read(file, into) {
    if (!/(^|\/)etc\/hostname$/.test(file.path) && file.path !== 'hostname') return false
    const name = file.text.trim()
    if (!/^[A-Za-z0-9]([A-Za-z0-9.-]{0,252})$/.test(name)) return false
    into.hostnames.push({ file: file.path, name })
    return true
  },
}
