/** systemd units and drop-ins (systemd.service(5)): ExecStart over continued lines, EnvironmentFile=, Environment=. */
import { flagsOf, PROGRAMS, programOf, shellWords, unquote } from '../command-line.ts'
import type { Setting } from '../inventory.ts'
import type { Reader } from '../reader.ts'
import { isSecret } from '../secret.ts'

export const systemdUnit: Reader = {
  id: 'systemd-unit',
  read(file, into) {
    if (!/^\[(Unit|Service)\]\s*$/m.test(file.text.slice(0, 65_536))) return false
    const lines = continued(file.text)
    const includes: Setting[] = []
    const variables = new Map<string, string>()
    const environment: Setting[] = []
    let exec: { readonly text: string; readonly line: number } | null = null
    for (const { text, line } of lines) {
      const entry = /^(ExecStart|EnvironmentFile|Environment)\s*=\s*(.*)$/.exec(text)
      if (entry === null) continue
      const [, name, value] = entry as unknown as [string, string, string]
      // An empty assignment resets the list, as drop-ins do before they set their own.
      if (name === 'ExecStart') exec = value === '' ? null : { text: value, line }
      else if (name === 'EnvironmentFile') includes.push({ name, value: unquote(value).replace(/^-/, ''), location: file.at(line) })
      else
        for (const assignment of shellWords(value)) {
          const equals = assignment.indexOf('=')
          if (equals < 0) continue
          variables.set(assignment.slice(0, equals), assignment.slice(equals + 1))
          if (/^ETCD_/.test(assignment) && !isSecret(assignment.slice(0, equals)))
            environment.push({ name: assignment.slice(0, equals), value: assignment.slice(equals + 1), location: file.at(line) })
        }
    }
    const line = exec?.line ?? 1
    const command = exec?.text.replace(/^[-@:+!]+/, '') ?? ''
    const expanded = command.replace(/\$\{?(\w+)\}?/g, (whole, name: string) => variables.get(name) ?? whole)
    const named = programOf(shellWords(expanded).map((text) => ({ text, location: file.at(line) })))
    const program = named?.program ?? PROGRAMS.find((one) => file.name.startsWith(one) || file.path.includes(`/${one}.service.d/`)) ?? null
    if (program === null) return true
    const settings = [
      ...environment,
      ...(named === null
        ? [...variables.values()].flatMap((value) => flagsOf(shellWords(value).map((text) => ({ text, location: file.at(line) }))))
        : flagsOf(named.rest)),
    ]
    into.settings.push({
      origin: 'systemd-unit',
      program,
      location: file.at(line),
      settings: located(settings, lines),
      probes: [],
      mounts: [],
      image: null,
      name: file.name,
      namespace: null,
      nodeName: null,
      includes,
    })
    return true
  },
}

interface Line {
  readonly text: string
  readonly line: number
  readonly parts: readonly string[]
}
/** Logical lines: a backslash at the end continues, comments within are skipped. */
function continued(text: string): readonly Line[] {
  const lines: Line[] = []
  let parts: string[] = []
  let start = 1
  text.split(/\r?\n/).forEach((raw, i) => {
    if (parts.length > 0 && /^\s*[#;]/.test(raw)) return
    if (parts.length === 0) start = i + 1
    parts.push(raw.replace(/\\\s*$/, '').trim())
    if (/\\\s*$/.test(raw)) return
    lines.push({ text: parts.join(' ').trim(), line: start, parts })
    parts = []
  })
  if (parts.length > 0) lines.push({ text: parts.join(' ').trim(), line: start, parts })
  return lines
}
/** A flag of a continued ExecStart stands on a line of its own: its location is that line. */
const located = (settings: readonly Setting[], lines: readonly Line[]): readonly Setting[] =>
  settings.map((setting) => {
    const logical = lines.find(({ line }) => line === setting.location.line)
    const part =
      logical?.parts.findIndex((text) => text.split(/\s+/).some((word) => word === setting.name || word.startsWith(`${setting.name}=`))) ??
      -1
    return part > 0 ? { ...setting, location: { ...setting.location, line: logical!.line + part } } : setting
  })
