/** Environment files (systemd.exec(5)): kubeadm-flags.env, kubelet.env, etcd.env, /etc/default/*, /etc/sysconfig/*. */
import { flagsOf, PROGRAMS, shellWords, unquote } from '../command-line.ts'
import type { Setting } from '../inventory.ts'
import type { Reader } from '../reader.ts'
import { isSecret } from '../secret.ts'

export const envFile: Reader = {
  id: 'env-file',
  read(file, into) {
    const assignments: { readonly name: string; readonly value: string; readonly line: number }[] = []
    const lines = file.text.split(/\r?\n/)
    if (lines.length > 5000) return false
    for (let i = 0; i < lines.length; i++) {
      const start = i
      let line = lines[i]!.trim()
      if (line === '' || line.startsWith('#')) continue
      while (line.endsWith('\\') && i + 1 < lines.length) line = `${line.slice(0, -1)} ${lines[++i]!.trim()}`
      const entry = /^(?:export\s+)?([A-Za-z_]\w*)=(.*)$/.exec(line)
      if (entry === null) return false
      assignments.push({ name: entry[1]!, value: unquote(entry[2]!.trim()), line: start + 1 })
    }
    const etcd = assignments.filter(({ name }) => /^ETCD(CTL)?_/.test(name))
    const flags = assignments.filter(({ value }) => /(^|\s)--?[a-z][\w-]+/.test(value))
    if (etcd.length === 0 && flags.length === 0) return false
    const emit = (program: string, settings: readonly Setting[]): void => {
      into.settings.push({
        origin: 'env-file',
        program,
        location: file.at(1),
        settings,
        probes: [],
        mounts: [],
        image: null,
        name: file.name,
        namespace: null,
        nodeName: null,
        includes: [],
      })
    }
    if (etcd.length > 0)
      emit(
        'etcd',
        etcd.filter(({ name }) => !isSecret(name)).map(({ name, value, line }) => ({ name, value, location: file.at(line) })),
      )
    if (flags.length > 0) {
      const program = programOfFile(
        file.path,
        flags.map(({ name }) => name),
      )
      if (program !== null)
        emit(
          program,
          flags.flatMap(({ value, line }) => flagsOf(shellWords(value).map((text) => ({ text, location: file.at(line) })))),
        )
    }
    return true
  },
}

/** The program a file of flags is for: by its own name, else by its variables' (KUBELET_EXTRA_ARGS, KUBE_API_ARGS). */
function programOfFile(path: string, variables: readonly string[]): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const named = PROGRAMS.find((one) => name.includes(one))
  if (named !== undefined) return named
  const all = variables.join(' ').toUpperCase()
  const table: readonly (readonly [RegExp, string])[] = [
    [/KUBELET/, 'kubelet'],
    [/API_?SERVER|KUBE_API_/, 'kube-apiserver'],
    [/CONTROLLER_?MANAGER/, 'kube-controller-manager'],
    [/SCHEDULER/, 'kube-scheduler'],
    [/PROXY/, 'kube-proxy'],
    [/ETCD/, 'etcd'],
  ]
  return table.find(([pattern]) => pattern.test(all))?.[1] ?? (/kubeadm-flags/.test(name) ? 'kubelet' : null)
}
