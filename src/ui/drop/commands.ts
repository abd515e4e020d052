/** Commands that collect a good archive, run on a node. They send nothing anywhere, and what they write only its owner can read. */
const rancher = (program: string): readonly string[] => [
  `var/lib/rancher/${program}/server/tls`,
  `var/lib/rancher/${program}/server/cred`,
  `var/lib/rancher/${program}/server/db/etcd/config`,
  `var/lib/rancher/${program}/agent`,
  `etc/rancher/${program}`,
]
const KUBEADM = [
  'etc/kubernetes',
  'var/lib/kubelet/config.yaml',
  'var/lib/kubelet/kubeadm-flags.env',
  'var/lib/kubelet/pki',
  'etc/systemd/system/kubelet.service.d',
]
const PATHS = {
  kubeadm: KUBEADM,
  kubespray: [...KUBEADM, 'etc/ssl/etcd', 'etc/etcd.env', 'etc/systemd/system/etcd.service'],
  k3s: rancher('k3s'),
  RKE2: rancher('rke2'),
  k0s: ['var/lib/k0s/pki', 'var/lib/k0s/kubelet.conf', 'var/lib/k0s/kubelet/pki', 'etc/k0s'],
  MicroK8s: ['certs', 'credentials', 'args'].map((folder) => `var/snap/microk8s/current/${folder}`),
} as const
export type Distribution = keyof typeof PATHS
export const DISTRIBUTIONS = Object.keys(PATHS) as readonly Distribution[]
export type Collecting = 'without' | 'with' | 'redacted'

/** Images and logs under the agent of k3s and RKE2: gigabytes that say nothing here. */
const BULK = ['containerd', 'images', "'*.log'"]
const KEYS = ["'*.key'", "'*.p12'", "'*token*.csv'", 'passwd']

/** As many to a line as fit the page. */
function folded(words: readonly string[]): string {
  const lines: string[] = []
  for (const word of words) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + word.length < 60) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(`  ${word}`)
  }
  return lines.join(' \\\n')
}

/** What to type on a node. `root` is another root than the host's, which tests have. */
export function collectCommand(distribution: Distribution, how: Collecting, root = '/'): string {
  const out = [...(distribution === 'k3s' || distribution === 'RKE2' ? BULK : []), ...(how === 'with' ? [] : KEYS)]
  const rest = folded([...out.map((pattern) => `--exclude=${pattern}`), ...PATHS[distribution], 'etc/hostname'])
  const tar = (write: string) => `sudo tar -C ${root} --ignore-failed-read ${write} \\\n${rest}`
  if (how !== 'redacted') return `(umask 077; ${tar('-czf -')} >"$(hostname).tgz")`
  return `(umask 077; d=$(mktemp -d)
${tar('-cf -')} |
  tar -xf - -C "$d"
find "$d" -type f -exec sed -i -E ${REDACT.map((one) => `\\\n  -e '${one}'`).join(' ')} {} +
tar -czf "$(hostname).tgz" -C "$d" . && rm -r "$d")`
}
/** Private keys in PEM, fields of YAML and JSON that hold a secret, tokens on a command line. */
const REDACT = [
  '/BEGIN [A-Z ]*PRIVATE KEY/,/END [A-Z ]*PRIVATE KEY/d',
  String.raw`s/((token|password|secret|key-data|certificateKey)"? *: *)("[^"]*"|[^] ,}[{"]+)/\1"REMOVED"/g`,
  String.raw`s/(--[a-z-]*(token|password|secret)[= ])[^ ",]+/\1REMOVED/g`,
]
