/**
 * systemd units to settings (systemd.unit(5), systemd.exec(5)): a unit with its drop-ins in their order, its variables and its
 * environment files, the flags where they come to stand. Values of variables that no command line uses stay here.
 */
import { push } from '../encoding/maps.ts'
import { directoryOf, nameOf } from '../encoding/paths.ts'
import { flagsOf, PROGRAMS, programOf, shellWords, unquote, type Word } from './command-line.ts'
import type { Location, Setting, Settings } from './inventory.ts'
import { NO_POD } from './reader.ts'
import { isSecret } from './secret.ts'
import { fillSpecifiers } from './specifiers.ts'

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
  /** The folder of the drop that holds this file system. */
  readonly root: string
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
    root,
  }
}

/** What a unit cannot say itself. */
export interface UnitContext {
  readonly environment: EnvironmentFiles
  /** Root of a file system in the drop -> the host's name. */
  readonly hosts: ReadonlyMap<string, string>
  /** Links in the drop that may name instances of templates (`multi-user.target.wants/etcd@node1.service`). */
  readonly links: readonly string[]
  /** A specifier that nothing in the drop fills in, and where it stands. */
  readonly unfilled: (specifier: string, location: Location) => void
}

interface Member {
  readonly file: UnitFile
  readonly place: Place
}

/** `etcd@node1.service` -> `etcd@.service`; null for what is no instance of a template. */
const templateOf = (unit: string): string | null => {
  const template = unit.replace(/@[^/@]+(?=\.service$)/, '@')
  return template === unit ? null : template
}

/** Settings of all units, and the variables of environment files that stand in a command line (`PATH\0NAME`). */
export function settingsOfUnits(
  units: readonly UnitFile[],
  context: UnitContext,
): { readonly settings: Settings[]; readonly claimed: ReadonlySet<string> } {
  const groups = new Map<string, Member[]>()
  for (const file of units) {
    const place = placeOf(file.path)
    push(groups, place.unit, { file, place })
  }
  // An instance is its template with what is its own; a template that has instances runs nothing itself.
  const linked = context.links.map((path) => placeOf(path).unit.replace(/\0.*\//, '\0'))
  const templates = new Set<string>()
  const all = new Map(groups)
  for (const unit of [...groups.keys(), ...linked]) {
    const template = templateOf(unit)
    const shared = template === null ? undefined : groups.get(template)
    if (template === null || shared === undefined) continue
    templates.add(template)
    all.set(unit, [...(groups.get(unit) ?? []), ...shared])
  }
  for (const template of templates) all.delete(template)
  const claimed = new Set<string>()
  const settings: Settings[] = []
  for (const [unit, members] of all) {
    members.sort((a, b) => a.place.rank - b.place.rank)
    const main = members.find(({ place }) => !place.dropIn)
    const dropIns = new Map<string, UnitFile>()
    for (const { file, place } of members) if (place.dropIn && !dropIns.has(place.name)) dropIns.set(place.name, file)
    const ordered = [...dropIns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file)
    const host = context.hosts.get(members[0]?.place.root ?? '') ?? null
    const found = settingsOf(
      main === undefined ? ordered : [main.file, ...ordered],
      nameOf(unit.slice(unit.indexOf('\0') + 1)),
      host,
      context,
      claimed,
    )
    if (found !== null) settings.push(found)
  }
  return { settings, claimed }
}

function settingsOf(
  files: readonly UnitFile[],
  unit: string,
  host: string | null,
  context: UnitContext,
  claimed: Set<string>,
): Settings | null {
  const variables = new Map<string, Assignment>()
  const included: Assignment[] = []
  const includes: Setting[] = []
  let exec: { readonly file: string; readonly entry: UnitEntry } | null = null
  for (const { path, entries } of files)
    for (const written of entries) {
      const { name, line } = written
      const location = { file: path, field: null, line }
      const value = fillSpecifiers(written.value, unit, host, (specifier) => context.unfilled(specifier, location))
      // An empty assignment resets what came before it, as drop-ins do before they set their own.
      if (name === 'ExecStart') exec = value === '' ? null : { file: path, entry: { ...written, value } }
      else if (name === 'EnvironmentFile') {
        if (value === '') included.length = 0
        else {
          const named = unquote(value).replace(/^-/, '')
          includes.push({ name, value: named, location })
          included.push(...filesOf(path, named, context.environment).flatMap((file) => context.environment.get(file) ?? []))
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
    name: templateOf(unit) === null ? nameOf(path) : unit,
    includes,
  }
}

/** Environment files by their path on the node, below the folder that holds the unit's file system; else beside the unit. A pattern names several. */
function filesOf(unit: string, path: string, environment: EnvironmentFiles): readonly string[] {
  const bare = path.replace(/^\/+/, '')
  const within = (folder: string, name: string): string[] => {
    if (!/[*?[]/.test(name)) return environment.has(folder + name) ? [folder + name] : []
    const pattern = globPattern(name)
    return [...environment.keys()].filter((file) => file.startsWith(folder) && pattern.test(file.slice(folder.length))).sort()
  }
  const folders: string[] = []
  for (let end = unit.lastIndexOf('/'); end >= 0; end = unit.lastIndexOf('/', end - 1)) {
    folders.push(unit.slice(0, end + 1))
    if (end === 0) break
  }
  for (const folder of [...folders, '']) {
    const found = within(folder, bare)
    if (found.length > 0) return found
  }
  return within(directoryOf(unit), nameOf(bare))
}

/** glob(7), as systemd reads `EnvironmentFile=`. */
const globPattern = (glob: string): RegExp =>
  new RegExp(
    `^${glob.replace(/\[!?[^\]/]+\]|[*?]|[.+^${}()|[\]\\]/g, (part) =>
      part === '*' ? '[^/]*' : part === '?' ? '[^/]' : part.length > 2 ? part.replace(/^\[!/, '[^').replaceAll('\\', '\\\\') : `\\${part}`,
    )}$`,
  )

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
    // A variable called ARGS holds flags, each of which is looked at by its own name.
    return isSecret(name) && name.toUpperCase() !== 'ARGS' ? { ...found, value: '' } : found
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
