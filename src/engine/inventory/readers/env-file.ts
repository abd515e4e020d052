/** Environment files (systemd.exec(5)): kubeadm-flags.env, kubelet.env, etcd.env, /etc/default/*, /etc/sysconfig/*. */
import { nameOf } from '../../encoding/paths.ts'
import { flagsOf, PROGRAMS, shellWords, unquote } from '../command-line.ts'
import type { Setting } from '../inventory.ts'
import type { Reader } from '../reader.ts'
import { isSecret } from '../secret.ts'
import type { Assignment } from '../units.ts'

export const envFile: Reader = {
  id: 'env-file',
  read(file, into) {
    const assignments: Assignment[] = []
    const lines = file.text.split(/\r?\n/)
    if (lines.length > 5000) return false
    for (let i = 0; i < lines.length; i++) {
      const start = i
      let line = lines[i]!.trim()
      if (line === '' || /^[#;]/.test(line)) continue
      while (line.endsWith('\\') && i + 1 < lines.length) line = `${line.slice(0, -1)} ${lines[++i]!.trim()}`
      const entry = /^(?:export\s+)?([A-Za-z_]\w*)=(.*)$/.exec(line)
      if (entry === null) return false
      assignments.push({ name: entry[1]!, value: unquote(entry[2]!.trim()), file: file.path, line: start + 1 })
    }
    if (assignments.length === 0) return false
    // A unit may name the file: what it takes from it is the unit's, the rest is guessed here.
    return into.environment(file.path, assignments, (taken) =>
      settingsOf(
        file.path,
        assignments.filter(({ name }) => !taken.has(name)),
      ),
    )
  },
}

/** By program: etcd's variables as they stand, variables of flags by the file's name or their own. */
function settingsOf(
  path: string,
  assignments: readonly Assignment[],
): { readonly program: string; readonly settings: readonly Setting[] }[] {
  const found = new Map<string, Setting[]>()
  const add = (program: string, settings: readonly Setting[]): void => void found.set(program, [...(found.get(program) ?? []), ...settings])
  for (const { name, value, line } of assignments) {
    const location = { file: path, field: null, line }
    if (/^ETCD(CTL)?_/.test(name)) {
      if (!isSecret(name)) add('etcd', [{ name, value, location }])
    } else if (/(^|\s)--?[a-z][\w-]+/.test(value)) {
      const program = programOf(path, name)
      if (program !== null) add(program, flagsOf(shellWords(value).map((text) => ({ text, location }))))
    }
  }
  return [...found].map(([program, settings]) => ({ program, settings }))
}

/** Names of files as the packages of Fedora and its kin have them below /etc/kubernetes. */
const FILES: Readonly<Record<string, string>> = {
  apiserver: 'kube-apiserver',
  'controller-manager': 'kube-controller-manager',
  scheduler: 'kube-scheduler',
  proxy: 'kube-proxy',
}
const VARIABLES: readonly (readonly [RegExp, string])[] = [
  [/KUBELET/, 'kubelet'],
  [/API_?SERVER|KUBE_API_/, 'kube-apiserver'],
  [/CONTROLLER_?MANAGER/, 'kube-controller-manager'],
  [/SCHEDULER/, 'kube-scheduler'],
  [/PROXY/, 'kube-proxy'],
  [/^ETCD/, 'etcd'],
]

/** The program a variable of flags is for: by the file's name, else by its own (KUBELET_EXTRA_ARGS, KUBE_API_ARGS). */
function programOf(path: string, variable: string): string | null {
  const name = nameOf(path)
  const named = PROGRAMS.find((one) => name.includes(one)) ?? FILES[name]
  return (
    named ?? VARIABLES.find(([pattern]) => pattern.test(variable.toUpperCase()))?.[1] ?? (/kubeadm-flags/.test(name) ? 'kubelet' : null)
  )
}
