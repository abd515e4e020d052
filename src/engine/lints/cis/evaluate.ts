/** Decides one control for one node from what the drop holds. Never guesses: what is not there is named in `needs`. */
import type { ControlResult } from '../../audit.ts'
import type { FileFacts, Setting } from '../../inventory/inventory.ts'
import { type Configuration, entries, type Program, truth } from '../configuration.ts'
import type { Control, Expectation, Target } from './benchmark.ts'
import { locate, type NodeFacts } from './files.ts'
import { special } from './special.ts'

export type Decision = Pick<ControlResult, 'status' | 'evidence' | 'needs'>
export type EvidenceLine = ControlResult['evidence'][number]

export const undecidable = (...needs: readonly string[]): Decision => ({ status: 'undecidable', evidence: [], needs })
/** The reason stands where the value of a setting would. */
export const notApplicable = (why: string): Decision => ({
  status: 'not-applicable',
  evidence: [{ file: null, line: null, setting: null, value: why, expected: null }],
  needs: [],
})
export const decided = (pass: boolean, evidence: readonly EvidenceLine[]): Decision => ({
  status: pass ? 'pass' : 'fail',
  evidence,
  needs: [],
})
export const line = (setting: Setting | null, name: string, expected: string, file: string | null = null): EvidenceLine => ({
  file: setting?.location.file ?? file,
  line: setting?.location.line ?? null,
  setting: setting?.name ?? name,
  value: setting?.value ?? null,
  expected,
})

export function evaluate(control: Control, n: NodeFacts): Decision {
  const { test } = control
  const why = n.profile.never[control.id]
  if (why !== undefined) return notApplicable(why)
  switch (test.kind) {
    case 'mode':
      return byFiles(test.target, n, (f) =>
        f.mode === null
          ? null
          : {
              pass: (f.mode & 0o7777 & ~test.limit) === 0,
              setting: 'mode',
              value: octal(f.mode),
              expected: `${octal(test.limit)} or stricter`,
            },
      )
    case 'owner':
      return byFiles(test.target, n, (f) => ownerOf(f, test.owner))
    case 'setting':
      return bySettings(test.program, test.settings, test.expect, n)
    case 'outside':
      return undecidable(test.needs)
    case 'anonymous':
    case 'authorization':
    case 'authorizer-node':
    case 'authorizer-rbac':
    case 'token-key':
    case 'encryption-provider':
    case 'etcd-own-ca':
    case 'human-certificate':
    case 'human-token':
    case 'human-bootstrap-token':
    case 'kubelet-serving':
      return special(test.kind, n)
  }
}

const octal = (mode: number) => (mode & 0o7777).toString(8).padStart(4, '0')

interface FileAnswer {
  readonly pass: boolean
  readonly setting: string
  readonly value: string
  readonly expected: string
}
function ownerOf(f: FileFacts, expected: 'root:root' | 'etcd:etcd'): FileAnswer | null {
  const numbers = f.uid === null || f.gid === null ? null : `${f.uid}:${f.gid}`
  if (expected === 'root:root' && numbers) return { pass: numbers === '0:0', setting: 'owner', value: f.owner ?? numbers, expected }
  // A name other than root's has no number of its own: only a container that records names can tell.
  if (f.owner) return { pass: f.owner === expected, setting: 'owner', value: f.owner, expected }
  return numbers === '0:0' ? { pass: false, setting: 'owner', value: numbers, expected } : null
}

function byFiles(target: Target, n: NodeFacts, test: (f: FileFacts) => FileAnswer | null): Decision {
  const located = locate(target, n)
  if (located.kind === 'not-applicable') return notApplicable(located.why)
  if (located.kind === 'missing') return undecidable(...located.needs)
  const passed: EvidenceLine[] = []
  const failed: EvidenceLine[] = []
  let unknown = 0
  for (const f of located.files) {
    if (f.linkTarget !== null) continue
    const answer = test(f)
    if (!answer) {
      unknown++
      continue
    }
    const entry = { file: f.path, line: null, setting: answer.setting, value: answer.value, expected: answer.expected }
    ;(answer.pass ? passed : failed).push(entry)
  }
  if (failed.length > 0) return decided(false, failed)
  if (unknown || passed.length === 0) return undecidable('a tar archive made as root: it records modes and owners')
  return decided(true, passed)
}

/** Expectations of the whole of a list. */
const LISTS: ReadonlySet<Expectation['is']> = new Set(['contains', 'present-without', 'absent-or-without', 'subset', 'gate-not-false'])

function bySettings(program: Program, settings: readonly (readonly string[])[], expect: Expectation, n: NodeFacts): Decision {
  const configuration = n.configuration(program)
  if (!configuration) return absent(program, n)
  const evidence: EvidenceLine[] = []
  let pass = true
  for (const names of settings) {
    const values = configuration.all(...names)
    if (values.length === 0) {
      const gap = unknownIfUnset(configuration, names)
      if (gap) return undecidable(gap)
    }
    const good = meets(values, expect)
    pass &&= good
    const file = configuration.sources[0]?.location.file ?? null
    const shown = line(values.at(-1) ?? null, names[0] ?? '', wanted(expect), file)
    // A list in a file has one setting an entry: all of them are the evidence.
    evidence.push(LISTS.has(expect.is) && values.length > 1 ? { ...shown, value: entries(values).join(',') } : shown)
  }
  const mismatch = expect.is === 'present' && settings.length === 2 ? keyMismatch(settings.flat(), n) : null
  if (pass && mismatch) return decided(false, [...evidence, mismatch])
  return decided(pass, evidence)
}

/** The component is not configured in the drop: not used by this cluster, or not dropped. */
export function absent(program: Program, n: NodeFacts): Decision {
  const number = program === 'etcd' ? 3 : program === 'kube-proxy' ? 7 : null
  const calls = number === null ? [] : (n.context.numbered.get(number) ?? [])
  if (number !== null && calls.length > 0 && calls.every((call) => n.context.absent.has(call) || call.to.component === 'external-etcd'))
    return notApplicable(program === 'etcd' ? 'etcd does not run on this node' : 'kube-proxy is not used')
  const file: Target | null = program === 'kubelet' ? 'kubelet-config' : program === 'kube-proxy' ? null : `${program}-manifest`
  if (file !== null && n.profile.without[file] !== undefined) return undecidable(`the command line of ${program}`)
  return undecidable(
    program === 'kubelet'
      ? '/var/lib/kubelet/config.yaml'
      : program === 'kube-proxy'
        ? 'the ConfigMap kube-proxy'
        : `/etc/kubernetes/manifests/${program}.yaml`,
  )
}

/** What is not in the drop and might set it, where the setting was found nowhere. */
function unknownIfUnset(configuration: Configuration, names: readonly string[]): string | null {
  const flagOnly = names.every((name) => name.startsWith('--'))
  if (configuration.program !== 'kubelet' && configuration.program !== 'kube-proxy') {
    return configuration.hasFlags || configuration.hasFile ? null : `the command line of ${configuration.program}`
  }
  // A setting of the unit itself, not of the program.
  if (names[0] === 'IPAddressDeny')
    return configuration.sources.some((s) => s.origin === 'systemd-unit') ? null : 'the systemd unit of kubelet'
  if (flagOnly)
    return configuration.sources.some((s) => s.origin !== 'kubelet-config' && s.origin !== 'kube-proxy-config')
      ? null
      : `the command line of ${configuration.program}`
  const config = configuration.get('--config')
  return configuration.hasFile || (configuration.hasFlags && !config) ? null : (config?.value ?? '/var/lib/kubelet/config.yaml')
}

function meets(values: readonly Setting[], expect: Expectation): boolean {
  const last = values.at(-1) ?? null
  const list = entries(values)
  switch (expect.is) {
    case 'present':
      return last !== null && last.value !== ''
    case 'absent':
      return last === null || last.value === ''
    case 'boolean':
      return truth(last) === expect.value
    case 'boolean-or-absent':
      return last === null || truth(last) === expect.value
    case 'value-or-absent':
      // An empty field of a file is a field not set.
      return last === null || last.value === '' || last.value === expect.value || last.value.startsWith(`${expect.value}:`)
    case 'contains':
      return list.includes(expect.value)
    case 'present-without':
      return list.length > 0 && !list.includes(expect.value)
    case 'absent-or-without':
      return !list.includes(expect.value)
    case 'at-least':
      return last !== null && Number.isFinite(Number.parseFloat(last.value)) && Number.parseFloat(last.value) >= expect.value
    case 'at-least-or-absent':
      return last === null || Number.parseFloat(last.value) >= expect.value
    case 'not-zero-duration':
      // 0, 0s and 0h0m0s all switch the timeout off; kubeadm writes 0s, which the kubelet's own defaulting turns into 4h.
      return last === null || !/^0+(\.0+)?([a-zµ]+|$)(0+[a-zµ]+)*$/.test(last.value) || !last.name.startsWith('--')
    case 'gate-not-false':
      return last?.name.startsWith('featureGates.')
        ? truth(last) !== false
        : !list.some((gate) => gate.replace(/\s/g, '') === `${expect.value}=false`)
    case 'subset':
      return list.length > 0 && list.every((suite) => expect.of.includes(suite))
  }
}

function wanted(expect: Expectation): string {
  switch (expect.is) {
    case 'present':
    case 'absent':
      return expect.is
    case 'boolean':
      return String(expect.value)
    case 'boolean-or-absent':
    case 'value-or-absent':
      return `${expect.value} or absent`
    case 'contains':
      return `includes ${expect.value}`
    case 'present-without':
      return `present, without ${expect.value}`
    case 'absent-or-without':
      return `without ${expect.value}`
    case 'at-least':
      return `at least ${expect.value}`
    case 'at-least-or-absent':
      return `at least ${expect.value}, or absent`
    case 'not-zero-duration':
      return 'not 0, or absent'
    case 'gate-not-false':
      return `not ${expect.value}=false`
    case 'subset':
      return 'present, strong suites only'
  }
}

/** A pair of flags that is set but cannot work: the key does not belong to the certificate. */
function keyMismatch(flags: readonly string[], n: NodeFacts): EvidenceLine | null {
  const use = n.context.mismatches.find((fault) => flags.includes(fault.use.setting))?.use
  return use === undefined
    ? null
    : { file: use.file, line: null, setting: use.setting, value: 'key does not match', expected: 'matching pair' }
}
