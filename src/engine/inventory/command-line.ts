/** Command lines to settings, as the flag packages of the components read them (spf13/pflag, and Go's flag for etcd's single dash). */
import { nameOf } from '../encoding/paths.ts'
import type { Location, Setting } from './inventory.ts'
import { keptSetting } from './secret.ts'

/** pflag booleans take a value only after `=`: the next word is not theirs. Those of the components that stand alone in practice. */
const BOOLEANS = new Set(
  (
    'allow-privileged anonymous-auth enable-bootstrap-token-auth enable-aggregator-routing profiling service-account-lookup service-account-extend-token-expiration kubelet-https authentication-token-webhook ' +
    'rotate-certificates rotate-server-certificates protect-kernel-defaults make-iptables-util-chains fail-swap-on use-service-account-credentials leader-elect allocate-node-cidrs configure-cloud-routes ' +
    'authentication-skip-lookup authentication-tolerate-lookup-failure client-cert-auth peer-client-cert-auth auto-tls peer-auto-tls peer-skip-client-san-verification insecure-skip-tls-verify register-node ' +
    'logtostderr alsologtostderr strict-reconfig-check enable-v2 pre-vote permit-address-sharing masquerade-all cluster-init disable-network-policy'
  ).split(' '),
)

export interface Word {
  readonly text: string
  readonly location: Location
}

/** Words after the program's name to settings named `--flag`; a repeated flag stands several times, in order. */
export function flagsOf(words: readonly Word[]): Setting[] {
  const settings: Setting[] = []
  for (let i = 0; i < words.length; i++) {
    const { text, location } = words[i]!
    const flag = /^--?([A-Za-z][\w.-]*)(?:=([\s\S]*))?$/.exec(text)
    if (flag === null) continue
    const name = `--${flag[1]!.replaceAll('_', '-')}`
    if (flag[2] !== undefined) {
      settings.push(keptSetting(name, unquote(flag[2]), location))
      continue
    }
    const next = words[i + 1]
    if (next !== undefined && !/^-/.test(next.text) && !BOOLEANS.has(name.slice(2)) && text.length > 2) {
      settings.push(keptSetting(name, unquote(next.text), location))
      i++
    } else settings.push({ name, value: 'true', location })
  }
  return settings
}

export const unquote = (text: string): string => (/^(["'])[\s\S]*\1$/.test(text) && text.length >= 2 ? text.slice(1, -1) : text)

const SCRIPT = /((?:\$\([\w.-]+\)|[^\s"'\\;|&<>()]|\\.|"(?:[^"\\]|\\[\s\S])*"|'[^']*')+)|([;|&<>()]+|\n)/g
const LINE = /((?:[^\s"'\\]|\\.|"(?:[^"\\]|\\[\s\S])*"|'[^']*')+)/g
const unescaped = (word: string): string =>
  word.replace(
    /"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|\\(.)/g,
    (_, double?: string, single?: string, escaped?: string) => double?.replace(/\\(["\\$`])/g, '$1') ?? single ?? escaped ?? '',
  )

/** The simple commands of a shell script, as words: quotes are honoured, nothing is expanded; operators and ends of lines part them. */
export function shellCommands(script: string): string[][] {
  const commands: string[][] = [[]]
  for (const [, word] of script
    .replace(/\\\r?\n/g, ' ')
    .replace(/(^|\s)#.*$/gm, '$1')
    .matchAll(SCRIPT)) {
    if (word !== undefined) commands.at(-1)?.push(unescaped(word))
    else if (commands.at(-1)?.length !== 0) commands.push([])
  }
  return commands
}

/** The words of a command line that no shell reads (a unit, a list of processes): `--eviction-hard=memory.available<100Mi` is one. */
export const shellWords = (line: string): string[] => [...line.matchAll(LINE)].map(([word]) => unescaped(word))

const SHELLS = new Set(['sh', 'bash', 'dash', 'ash', 'busybox', 'env', 'exec', 'nice', 'ionice', 'sudo', 'flock'])
const WRAPPERS = new Set(['hyperkube', 'kubelite', 'tini', 'dumb-init', 'go-runner'])
export const PROGRAMS = [
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kube-proxy',
  'kubelet',
  'etcd',
  'etcdctl',
  'k3s',
  'rke2',
  'cloud-controller-manager',
  'konnectivity-server',
  'proxy-server',
  'konnectivity-agent',
  'proxy-agent',
  'metrics-server',
  'k0s',
  'kubelite',
] as const

const isProgram = (word: string): boolean => (PROGRAMS as readonly string[]).includes(nameOf(word))

/** The words of a shell's `-c` line: those of the command that runs a program of the cluster, else of its first. */
function wordsOfScript({ text, location }: Word): Word[] {
  const commands = shellCommands(text)
  const named = commands.filter((words) => words.some(isProgram))
  // `kube-apiserver --version` may stand before the line that counts.
  const longest = named.sort((a, b) => b.length - a.length)[0]
  return (longest ?? commands[0] ?? []).map((word) => ({ text: word, location }))
}

/** The program of a command and the words after it; a shell's `-c` line is taken apart. null where no program is named. */
export function programOf(words: readonly Word[]): { readonly program: string; readonly rest: readonly Word[] } | null {
  const flat: Word[] = words.flatMap((word, i): Word[] => {
    const shell = words[i - 1]
    const script = shell !== undefined && /^-[a-z]*c$/.test(shell.text) && i >= 2
    return script || (/\s/.test(word.text.trim()) && /(^|[\s/])(kube-[a-z-]+|etcd|kubelet)\s+-/.test(word.text))
      ? wordsOfScript(word)
      : [word]
  })
  for (let i = 0; i < flat.length; i++) {
    const name = nameOf(flat[i]!.text)
    if ((PROGRAMS as readonly string[]).includes(name)) return { program: name, rest: flat.slice(i + 1) }
  }
  const first = flat.find(
    ({ text }) => !SHELLS.has(nameOf(text)) && !WRAPPERS.has(nameOf(text)) && !text.startsWith('-') && !/^\w+=/.test(text),
  )
  return first === undefined ? null : { program: nameOf(first.text), rest: flat.slice(flat.indexOf(first) + 1) }
}
