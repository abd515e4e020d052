/**
 * The folders are floors, and this is the ordered list. A file imports from its own floor and from those below it, never from above.
 * To add a floor, a room or a door, add its line here; src/README.md says what each is for.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { parseSync } from 'vite'
import { describe, expect, test } from 'vitest'

/** Lowest first. Floors named together stand beside each other and do not import one another. */
const FLOORS: readonly (readonly string[])[] = [
  ['engine/encoding'],
  ['engine/x509'],
  ['engine/path'],
  ['engine/inventory'],
  ['engine/cluster'],
  ['engine/verdicts'],
  ['engine/lints'],
  ['engine'],
  ['text'],
  ['report'],
  ['worker'],
  ['state'],
  ['ui', 'cli'],
  ['main'],
]

/** Holds only types, which a lint needs as much as a panel does: anyone in the engine may import it with `import type`. */
const TYPES_ONLY = 'engine/finding.ts'

/** The shape of the whole question and answer: the floors that make parts of the answer may import it with `import type`. */
const ANSWER = { file: 'engine/audit.ts', makers: ['engine/verdicts', 'engine/lints'] }

/** One file per thing that will be added again. They never import one another; what they share is the room's frame, named here. */
const ROOMS: readonly { readonly room: string; readonly frame: readonly string[] }[] = [
  { room: 'engine/inventory/readers', frame: ['index.ts', 'reader.ts'] },
  // kubeadm is the base the others are differences from; rancher is what k3s and RKE2 share.
  { room: 'engine/cluster/layouts', frame: ['index.ts', 'layout.ts', 'kubeadm.ts', 'rancher.ts'] },
  { room: 'engine/lints/rfc5280', frame: ['index.ts'] },
  { room: 'engine/lints/kubernetes', frame: ['index.ts'] },
  // The benchmark is one table and what evaluates it.
  {
    room: 'engine/lints/cis',
    frame: [
      'index.ts',
      'benchmark.ts',
      'controls.ts',
      'evaluate.ts',
      'files.ts',
      'guarded.ts',
      'nodes.ts',
      'profiles.ts',
      'secrets.ts',
      'special.ts',
    ],
  },
  { room: 'engine/lints/advice', frame: ['index.ts'] },
  { room: 'report/sections', frame: ['index.ts', 'section.ts'] },
]

/** A library with one door can be replaced by rewriting one file, or one room (its name ends in `/`). */
const DOORS: readonly { readonly library: string; readonly door: string }[] = [
  { library: 'pkijs', door: 'engine/x509/inspect/' },
  { library: 'asn1js', door: 'engine/x509/inspect/' },
  { library: 'pdfkit', door: 'report/pdf/' },
  { library: 'cytoscape', door: 'ui/graph/core.ts' },
]

interface Import {
  readonly target: string
  readonly typeOnly: boolean
}

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || /(^|\/)testing\//.test(file)

/** Static, dynamic and type imports, re-exports, workers and globs. */
function importsOf(file: string, code: string): readonly Import[] {
  const parsed = parseSync(file, code)
  const failure = parsed.errors[0]
  if (failure !== undefined) throw new Error(`${file}: ${failure.message}`)
  const found: Import[] = []
  for (const one of parsed.module.staticImports) {
    found.push({ target: one.moduleRequest.value, typeOnly: one.entries.length > 0 && one.entries.every((entry) => entry.isType) })
  }
  for (const one of parsed.module.staticExports) {
    const from = one.entries.find((entry) => entry.moduleRequest !== null)?.moduleRequest
    if (from) found.push({ target: from.value, typeOnly: one.entries.every((entry) => entry.isType) })
  }
  for (const match of code.matchAll(/\bimport\(\s*['"`]([^'"`]+)['"`]/g)) found.push({ target: match[1] ?? '', typeOnly: false })
  for (const match of code.matchAll(/\bimport\.meta\.glob\w*(?:<[^>]*>)?\(\s*['"`]([^'"`]+)['"`]/g)) {
    found.push({ target: match[1] ?? '', typeOnly: false })
  }
  for (const match of code.matchAll(/new URL\(\s*['"`]([^'"`]+)['"`]\s*,\s*import\.meta\.url/g)) {
    found.push({ target: match[1] ?? '', typeOnly: false })
  }
  return found
}

/** The longest entry of the list that holds the file, and how high it stands; -1 for none. */
function floorOf(file: string): { readonly height: number; readonly name: string } {
  const place = posix.dirname(file) === '.' ? file.replace(/\.\w+$/, '') : posix.dirname(file)
  let best = { height: -1, name: '' }
  FLOORS.forEach((names, height) => {
    for (const name of names) {
      // The engine's own floor is its files alone: a new folder in the engine must say where it stands.
      const holds = place === name || (name !== 'engine' && place.startsWith(`${name}/`))
      if (holds && name.length > best.name.length) best = { height, name }
    }
  })
  return best
}

const isWithin = (file: string, door: string): boolean => (door.endsWith('/') ? file.startsWith(door) : file === door)

/** Everything wrong with one file's imports, in words. Paths are relative to src/. */
function faultsOf(file: string, code: string): readonly string[] {
  if (isTest(file)) return []
  const own = floorOf(file)
  if (own.height < 0) return [`${file} stands on no floor: add its folder to FLOORS`]
  const faults: string[] = []
  for (const { target: written, typeOnly } of importsOf(file, code)) {
    const target = written.replace(/\?.*$/, '')
    if (!target.startsWith('.')) {
      const library = /^(@[^/]+\/)?[^/]+/.exec(target)?.[0] ?? target
      const doors = DOORS.filter((one) => one.library === library)
      // The files beside a door may name the library's types: what they hand it is made of those.
      const beside = typeOnly && doors.some((one) => posix.dirname(one.door) === posix.dirname(file))
      if (doors.length > 0 && !beside && !doors.some(({ door }) => isWithin(file, door))) {
        faults.push(`${file} imports ${library}, whose only door is ${doors.map((one) => one.door).join(', ')}`)
      }
      if (target.startsWith('node:') && own.name !== 'cli') faults.push(`${file} imports ${target}, which no browser has`)
      continue
    }
    const to = posix.join(posix.dirname(file), target)
    if (to.startsWith('..')) continue
    if (isTest(to)) {
      faults.push(`${file} imports ${to}, which is for tests alone`)
      continue
    }
    if (to === TYPES_ONLY && own.name.startsWith('engine')) {
      if (!typeOnly && own.name !== 'engine') faults.push(`${file} imports a value from ${to}, which holds only types`)
      continue
    }
    if (to === ANSWER.file && typeOnly && ANSWER.makers.includes(own.name)) continue
    const other = floorOf(to)
    if (other.height < 0) faults.push(`${file} imports ${to}, which stands on no floor`)
    else if (other.height > own.height) faults.push(`${file} (${own.name}) imports ${to}, which stands above it (${other.name})`)
    else if (other.height === own.height && other.name !== own.name) {
      faults.push(`${file} (${own.name}) imports ${to}, which stands beside it (${other.name})`)
    }
    for (const { room, frame } of ROOMS) {
      if (posix.dirname(file) !== room || posix.dirname(to) !== room) continue
      if (!frame.includes(posix.basename(file)) && !frame.includes(posix.basename(to))) {
        faults.push(`${file} imports ${to}, its neighbour in a room whose files never import one another`)
      }
    }
  }
  return faults
}

const root = new URL('.', import.meta.url).pathname
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
  .sort()

describe('the floors', () => {
  test.each(files)('%s', (file) => {
    expect(faultsOf(file, readFileSync(`${root}${file}`, 'utf8'))).toEqual([])
  })
  test(`${TYPES_ONLY} holds only types`, () => {
    const { program } = parseSync(TYPES_ONLY, readFileSync(`${root}${TYPES_ONLY}`, 'utf8'))
    const values = program.body.filter((node) => {
      if (node.type === 'ImportDeclaration') return node.importKind !== 'type'
      const declared = node.type === 'ExportNamedDeclaration' ? (node.declaration?.type ?? node.exportKind) : node.type
      return !['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'type'].includes(declared ?? '')
    })
    expect(values).toEqual([])
  })
  test('the doors that exist are used', () => {
    for (const { library, door } of DOORS) {
      const within = files.filter((file) => isWithin(file, door))
      if (within.length === 0) continue
      const targets = within.flatMap((file) => importsOf(file, readFileSync(`${root}${file}`, 'utf8'))).map((one) => one.target)
      expect(targets.some((target) => target === library || target.startsWith(`${library}/`))).toBe(true)
    }
  })
  test('no drawer without a name', () => {
    expect(files.filter((file) => /(^|\/)(utils|helpers|types|common|misc)(\.tsx?$|\/)/.test(file))).toEqual([])
  })
})

describe('each rule can fail', () => {
  const cases: readonly (readonly [name: string, file: string, code: string, expected: string | null])[] = [
    ['going down', 'engine/path/a.ts', `import { a } from '../x509/b.ts'`, null],
    ['staying', 'ui/graph/a.ts', `import { a } from '../panels/b.tsx'`, null],
    ['going up', 'engine/x509/a.ts', `import { a } from '../path/b.ts'`, 'stands above'],
    ['going up for a type', 'engine/x509/a.ts', `import type { A } from '../path/b.ts'`, 'stands above'],
    ['going up by a type in place', 'engine/x509/a.ts', `let a: import('../path/b.ts').A`, 'stands above'],
    ['going up by a re-export', 'engine/x509/a.ts', `export * from '../path/b.ts'`, 'stands above'],
    ['going up lazily', 'report/a.ts', `const a = await import('../ui/b.ts')`, 'stands above'],
    ['going up by a glob', 'report/a.ts', `const a = import.meta.glob('../ui/*.ts')`, 'stands above'],
    ['going up by a worker', 'report/a.ts', `import W from '../worker/audit.worker.ts?worker&inline'`, 'stands above'],
    ['going up for a side effect', 'text/a.ts', `import '../report/b.ts'`, 'stands above'],
    ['the engine reaching the words', 'engine/audit.ts', `import { a } from '../text/index.ts'`, 'stands above'],
    ['reaching the engine from the page', 'ui/App.tsx', `import type { Audit } from '../engine/audit.ts'`, null],
    ['beside', 'cli/audit.ts', `import { a } from '../ui/App.tsx'`, 'stands beside'],
    ['a folder nobody placed', 'engine/cache/a.ts', 'export {}', 'no floor'],
    ['importing a folder nobody placed', 'engine/audit.ts', `import { a } from './cache/a.ts'`, 'no floor'],
    ['a file nobody placed', 'extra.ts', 'export {}', 'no floor'],
    ['finding.ts for a type', 'engine/lints/a.ts', `import type { Severity } from '../finding.ts'`, null],
    ['finding.ts for a value', 'engine/lints/a.ts', `import { severity } from '../finding.ts'`, 'only types'],
    ['the shape of the answer', 'engine/lints/run.ts', `import type { RuleRun } from '../audit.ts'`, null],
    ['a function of the answer', 'engine/lints/run.ts', `import { judge } from '../audit.ts'`, 'stands above'],
    ['the shape of the answer from far below', 'engine/x509/a.ts', `import type { Audit } from '../audit.ts'`, 'stands above'],
    ['testing outside a test', 'engine/path/a.ts', `import { ca } from '../testing/ca.ts'`, 'for tests alone'],
    ['testing in a test', 'engine/path/a.test.ts', `import { ca } from '../testing/ca.ts'`, null],
    ['neighbouring lints', 'engine/lints/cis/a.ts', `import { b } from './b.ts'`, 'neighbour'],
    ['neighbouring readers', 'engine/inventory/readers/a.ts', `import { b } from './b.ts'`, 'neighbour'],
    ['neighbouring layouts', 'engine/cluster/layouts/a.ts', `import { b } from './b.ts'`, 'neighbour'],
    ['neighbouring sections', 'report/sections/a.ts', `import { b } from './b.ts'`, 'neighbour'],
    ['a layout and its base', 'engine/cluster/layouts/k3s.ts', `import { b } from './kubeadm.ts'`, null],
    ['the index of a room', 'engine/inventory/readers/index.ts', `import { b } from './b.ts'`, null],
    ['pkijs by another door', 'engine/x509/decode.ts', `import * as pkijs from 'pkijs'`, 'only door'],
    ['pkijs within its room', 'engine/x509/inspect/a.ts', `import { PFX } from 'pkijs'`, null],
    ['asn1js by another door', 'engine/inventory/a.ts', `import { fromBER } from 'asn1js'`, 'only door'],
    ['pdfkit by another door', 'report/csv.ts', `import PDF from 'pdfkit/js/pdfkit.standalone.js'`, 'only door'],
    ['cytoscape by another door', 'ui/App.tsx', `import type { Core } from 'cytoscape'`, 'only door'],
    ['a type of cytoscape beside its door', 'ui/graph/elements.ts', `import type { Core } from 'cytoscape'`, null],
    ['a value of cytoscape beside its door', 'ui/graph/elements.ts', `import cytoscape from 'cytoscape'`, 'only door'],
    ['cytoscape by its door', 'ui/graph/core.ts', `import cytoscape from 'cytoscape'`, null],
    ['Node in the page', 'ui/App.tsx', `import { readFileSync } from 'node:fs'`, 'no browser'],
    ['Node in the command line', 'cli/audit.ts', `import { readFileSync } from 'node:fs'`, null],
  ]
  test.each(cases)('%s', (_name, file, code, expected) => {
    const faults = faultsOf(file, code)
    if (expected === null) expect(faults).toEqual([])
    else expect(faults.join('\n')).toContain(expected)
  })
})
