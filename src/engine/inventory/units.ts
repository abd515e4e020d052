/**
 * systemd units to settings (systemd.unit(5), systemd.exec(5)): a unit with its drop-ins in their order, its variables and its
 * environment files, the flags where they come to stand. Values of variables that no command line uses stay here.
 */
import { push } from '../encoding/maps.ts'
import { directoryOf, nameOf } from '../encoding/paths.ts'
import { flagsOf, PROGRAMS, programOf, shellWords, unquote, type Word } from './command-line.ts'
import type { Setting, Settings } from './inventory.ts'
import { NO_POD } from './reader.ts'
import { isSecret } from './secret.ts'

export interface UnitEntry {
  readonly name: 'ExecStart' | 'EnvironmentFile' | 'Environment'
  readonly value: string
  readonly line: number
  /** The physical lines it was written on. */
  readonly parts: readonly string[]
}
export interface UnitFile {
  readonly path: string
  readonly entries: readonly UnitEntry[]
}
export interface Assignment {
  readonly name: string
  readonly value: string
  readonly file: string
  readonly line: number
}
/** Path of an environment file -> what it assigns. */
export type EnvironmentFiles = ReadonlyMap<string, readonly Assignment[]>

/** The strongest first: a unit or drop-in hides one of its name further down. */
const FOLDERS = /^(.*?)(etc|run|usr\/local\/lib|usr\/lib|lib)\/systemd\/(?:system|user)\/(.+)$/
const RANK = ['etc', 'run', 'usr/local/lib', 'usr/lib', 'lib']

interface Place {
  /** The unit it configures, within one file system of the drop. */
  readonly unit: string
  readonly name: string
  readonly dropIn: boolean
  readonly rank: number
}

function placeOf(path: string): Place {
  const systemd = FOLDERS.exec(path)
  const within = systemd?.[3] ?? path
  const root = systemd?.[1] ?? ''
  const dropIn = /^(.*\.service)\.d\/([^/]+\.conf)$/.exec(within)
  return {
    unit: `${root}\0${dropIn?.[1] ?? within}`,
    name: dropIn?.[2] ?? nameOf(within),
    dropIn: dropIn !== null,
    rank: systemd === null ? 0 : RANK.indexOf(systemd[2] ?? ''),
  }
}

/** Settings of all units, and the variables of environment files that stand in a command line (`PATH\0NAME`). */
export function settingsOfUnits(
  units: readonly UnitFile[],
  environment: EnvironmentFiles,
): { readonly settings: Settings[]; readonly claimed: ReadonlySet<string> } {
  const groups = new Map<string, { readonly file: UnitFile; readonly place: Place }[]>()
  for (const file of units) {
    const place = placeOf(file.path)
    push(groups, place.unit, { file, place })
  }
  const claimed = new Set<string>()
  const settings: Settings[] = []
  for (const members of groups.values()) {
    members.sort((a, b) => a.place.rank - b.place.rank)
    const main = members.find(({ place }) => !place.dropIn)
    const dropIns = new Map<string, UnitFile>()
    for (const { file, place } of members) if (place.dropIn && !dropIns.has(place.name)) dropIns.set(place.name, file)
    const ordered = [...dropIns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file)
    const found = settingsOf(main === undefined ? ordered : [main.file, ...ordered], environment, claimed)
    if (found !== null) settings.push(found)
  }
  return { settings, claimed }
}

function settingsOf(files: readonly UnitFile[], environment: EnvironmentFiles, claimed: Set<string>): Settings | null {
  const variables = new Map<string, Assignment>()
  const included: Assignment[] = []
  const includes: Setting[] = []
  let exec: { readonly file: string; readonly entry: UnitEntry } | null = null
  for (const { path, entries } of files)
    for (const entry of entries) {
      const { name, value, line } = entry
      // An empty assignment resets what came before it, as drop-ins do before they set their own.
      if (name === 'ExecStart') exec = value === '' ? null : { file: path, entry }
      else if (name === 'EnvironmentFile') {
        if (value === '') included.length = 0
        else {
          const named = unquote(value).replace(/^-/, '')
          includes.push({ name, value: named, location: { file: path, field: null, line } })
          included.push(...(fileOf(path, named, environment) ?? []))
        }
      } else if (value === '') variables.clear()
      else
        for (const assignment of shellWords(value)) {
          const equals = assignment.indexOf('=')
          if (equals < 0) continue
          const variable = assignment.slice(0, equals)
          variables.set(variable, { name: variable, value: assignment.slice(equals + 1), file: path, line })
        }
    }
  // Variables of files go over those of Environment=.
  for (const assignment of included) variables.set(assignment.name, assignment)
  const first = files[0]
  if (first === undefined) return null
  const location = { file: exec?.file ?? first.path, field: null, line: exec?.entry.line ?? 1 }
  const words = exec === null ? [] : expanded(exec.file, exec.entry, variables, claimed)
  const named = words.length === 0 ? null : programOf(words)
  const path = first.path
  const program = named?.program ?? PROGRAMS.find((one) => new RegExp(`(^|/)${one}[^/]*\\.service`).test(path)) ?? null
  if (program === null) return null
  const own: Setting[] = []
  for (const { name, value, file, line } of variables.values()) {
    const at = { file, field: null, line }
    if (program === 'etcd' && /^ETCD(CTL)?_/.test(name)) {
      claimed.add(`${file}\0${name}`)
      if (!isSecret(name)) own.push({ name, value, location: at })
    } else if (exec === null) own.push(...flagsOf(shellWords(value).map((text) => ({ text, location: at }))))
  }
  return {
    origin: 'systemd-unit',
    program,
    location,
    settings: [...own, ...(named === null ? [] : flagsOf(named.rest))],
    ...NO_POD,
    name: nameOf(path),
    includes,
  }
}

/** An environment file by its path on the node, below the folder that holds the unit's file system; else beside the unit. */
function fileOf(unit: string, path: string, environment: EnvironmentFiles): readonly Assignment[] | null {
  const bare = path.replace(/^\/+/, '')
  for (let end = unit.lastIndexOf('/'); end >= 0; end = unit.lastIndexOf('/', end - 1)) {
    const found = environment.get(unit.slice(0, end + 1) + bare)
    if (found !== undefined) return found
    if (end === 0) break
  }
  const beside = directoryOf(unit) + nameOf(bare)
  return environment.get(bare) ?? environment.get(beside) ?? null
}

/** The command line with `$NAME` split at white space and `${NAME}` put in place, each word where it was written. */
function expanded(
  file: string,
  { value, line, parts }: UnitEntry,
  variables: ReadonlyMap<string, Assignment>,
  claimed: Set<string>,
): Word[] {
  const lineOf = (word: string): number =>
    line +
    Math.max(
      0,
      parts.findIndex((part) => part.includes(word)),
    )
  const use = (name: string): Assignment | undefined => {
    const found = variables.get(name)
    if (found === undefined) return undefined
    claimed.add(`${found.file}\0${name}`)
    return isSecret(name) ? { ...found, value: '' } : found
  }
  return shellWords(value.replace(/^[-@:+!]+/, '')).flatMap((word): Word[] => {
    const location = { file, field: null, line: lineOf(word) }
    const whole = /^\$(?:(\w+)|\{(\w+)\})$/.exec(word)
    const assignment = whole === null ? undefined : use(whole[1] ?? whole[2] ?? '')
    if (assignment !== undefined)
      return shellWords(assignment.value).map((text) => ({ text, location: { file: assignment.file, field: null, line: assignment.line } }))
    return [{ text: word.replace(/\$(?:(\w+)|\{(\w+)\})/g, (text, a?: string, b?: string) => use(a ?? b ?? '')?.value ?? text), location }]
  })
}
