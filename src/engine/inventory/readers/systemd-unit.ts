/** systemd units and drop-ins (systemd.service(5)): the lines that start a program; `units.ts` puts those of one unit together. */
import type { Reader } from '../reader.ts'
import type { UnitEntry } from '../units.ts'

export const systemdUnit: Reader = {
  id: 'systemd-unit',
  read(file, into) {
    if (!/^\[(Unit|Service)\]\s*$/m.test(file.text.slice(0, 65_536))) return false
    into.unit({ path: file.path, entries: entriesOf(file.text) })
    return true
  },
}

/** Assignments of interest over their continued lines: a backslash at the end continues, comments within are skipped. */
function entriesOf(text: string): UnitEntry[] {
  const entries: UnitEntry[] = []
  let parts: string[] = []
  let start = 1
  const end = (): void => {
    const entry = /^(ExecStart|EnvironmentFile|Environment)\s*=\s*(.*)$/.exec(parts.join(' ').trim())
    if (entry !== null) entries.push({ name: entry[1] as UnitEntry['name'], value: entry[2] ?? '', line: start, parts })
    parts = []
  }
  text.split(/\r?\n/).forEach((raw, i) => {
    if (/^\s*[#;]/.test(raw)) return
    if (parts.length === 0) start = i + 1
    // A comment within keeps its line, so that what follows is found again.
    while (parts.length > 0 && start + parts.length < i + 1) parts.push('')
    parts.push(raw.replace(/\\\s*$/, '').trim())
    if (!/\\\s*$/.test(raw)) end()
  })
  if (parts.length > 0) end()
  return entries
}
