// What every distribution's script shares: moments, pods, units, and one certificate authority with the leaves it signs.
import { certPem, issue, keyPem, kubeconfig, newKey, publicPem } from '../pki.mjs'

/** 2026-06-01T08:00:00Z: every example is issued then, so that one moment judges them all. */
export const ISSUED = 1780300800
export const YEAR = 365

/** A self-signed CA. */
export const authority = (cn, { days = 10 * YEAR, kind = 'RSA', subject = [['CN', cn]], ...rest } = {}) =>
  issue({ subject, key: newKey(kind), ca: true, from: ISSUED, days, ...rest })

/** A leaf under `ca`: `o` are its groups, `eku` its usages. */
export const leaf = (
  ca,
  cn,
  {
    o = [],
    eku = ['client'],
    days = YEAR,
    kind = 'RSA',
    subject = [...o.map((group) => ['O', group]), ['CN', cn]],
    from = ISSUED,
    ...rest
  } = {},
) => issue({ subject, issuer: ca, key: rest.key ?? newKey(kind), eku, from, days, ...rest })

/** Certificate and key files of one base path: `.crt` and `.key`; `chain` follows the leaf in the file. */
export const pair = (base, certificate, { chain = [], crt = '.crt', key = '.key', type } = {}) => ({
  [base + crt]: certPem(certificate, ...chain),
  [base + key]: keyPem(certificate.key, type),
})

/** A kubeconfig with everything embedded. */
export const embedded = (user, client, ca, server, rest = {}) =>
  kubeconfig({ user, server, caData: certPem(ca), certData: certPem(client), keyData: keyPem(client.key), ...rest })

/** A static pod manifest: one container, `args` under `command` after the program, `mounts` as pairs of container path and host path. */
export const pod = (name, image, args, mounts = [], { field = 'command', namespace = 'kube-system', program = name } = {}) =>
  [
    'apiVersion: v1',
    'kind: Pod',
    'metadata:',
    `  labels:\n    component: ${name}\n    tier: control-plane`,
    `  name: ${name}`,
    `  namespace: ${namespace}`,
    'spec:',
    '  containers:',
    `  - ${field === 'args' ? `command:\n    - ${program}\n    args:` : `command:\n    - ${program}`}`,
    ...args.map((arg) => `    - ${arg}`),
    `    image: ${image}`,
    `    name: ${name}`,
    ...(mounts.length
      ? ['    volumeMounts:', ...mounts.map(([inside], i) => `    - mountPath: ${inside}\n      name: v${i}\n      readOnly: true`)]
      : []),
    '  hostNetwork: true',
    ...(mounts.length
      ? [
          '  volumes:',
          ...mounts.map(([, outside], i) => `  - hostPath:\n      path: ${outside}\n      type: DirectoryOrCreate\n    name: v${i}`),
        ]
      : []),
    'status: {}',
    '',
  ].join('\n')

export const flags = (settings) => Object.entries(settings).flatMap(([name, value]) => [value].flat().map((one) => `--${name}=${one}`))

/** A systemd unit whose ExecStart goes on over continued lines. */
export const unit = (description, program, settings) =>
  `[Unit]\nDescription=${description}\n\n[Service]\nExecStart=${[program, ...flags(settings)].join(' \\\n  ')}\nRestart=on-failure\nRestartSec=5\n\n[Install]\nWantedBy=multi-user.target\n`

export const kubeletConfiguration = (lines) =>
  `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n${lines.join('\n')}\n`
export const serviceNames = (domain = 'cluster.local') => [
  'kubernetes',
  'kubernetes.default',
  'kubernetes.default.svc',
  `kubernetes.default.svc.${domain}`,
]
export { certPem, issue, keyPem, kubeconfig, newKey, publicPem }
