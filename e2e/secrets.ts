/** A cluster whose every secret is known, and a search for any of them in whatever the page shows, keeps or writes. */
import { createPrivateKey } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { tarGz } from '../scripts/tar.mjs'

type Entry = string | Buffer | { readonly content?: string; readonly mode?: number; readonly link?: string }

const WORDS = {
  token: 'canary-token-9f3a1c77d2e84b60a5',
  password: 'canary-password-51be0c92ad7743e8',
  argument: 'canary-argument-c0ffee5577aa11dd',
  variable: 'canary-variable-77ab31c9e0d24f58',
  bootstrap: 'c4n4rys3cr3tb00t',
  encryption: Buffer.from('canary-encryption-key-0123456789').toString('base64'),
  secret: 'canary-opaque-secret-8d1f22b7c93e',
  comment: 'canary-comment-2f0b96d1a4c7e853',
  provider: 'canary-provider-64ce1f80b92d37a5',
  unit: 'canary-unit-d7093be5c1a2486f',
  malformed: 'canary-malformed-19f7ad60c3e8b254',
  broken: 'canary-broken-e5b8207f6d1c934a',
  pasted: 'canary-flag-3c95e0a17bd2f648',
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

const EXTRA: Readonly<Record<string, string | Buffer>> = {
  'etc/kubernetes/others.conf': `apiVersion: v1
kind: Config
current-context: a
clusters: [{ name: c, cluster: { server: 'https://192.0.2.11:6443' } }]
contexts: [{ name: a, context: { cluster: c, user: t } }, { name: b, context: { cluster: c, user: p } }, { name: d, context: { cluster: c, user: e } }]
users:
- name: t
  user: { token: ${WORDS.token} }
- name: p
  user: { username: admin, password: ${WORDS.password} }
- name: e
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1
      command: get-token
      args: ['--secret=${WORDS.argument}']
      env: [{ name: TOKEN, value: ${WORDS.variable} }]
`,
  // Beside keys, in what is no longer used, in configurations of providers and in files of variables.
  'etc/kubernetes/old.conf': `apiVersion: v1
kind: Config
current-context: a
# token: ${WORDS.comment}
clusters: [{ name: c, cluster: { server: 'https://192.0.2.12:6443', proxy-url: 'http://user:${WORDS.provider}@proxy:3128' } }]
contexts: [{ name: a, context: { cluster: c, user: g } }]
users:
- name: g # password: ${WORDS.comment}
  user:
    auth-provider: { name: oidc, config: { client-secret: ${WORDS.provider}, refresh-token: ${WORDS.provider}, id-token: ${WORDS.provider} } }
    token: # ${WORDS.comment}
`,
  'etc/systemd/system/kubelet.service.d/20-proxy.conf': `[Service]
Environment="HTTPS_PROXY=http://user:${WORDS.unit}@proxy:3128"
EnvironmentFile=/etc/default/kubelet
`,
  'etc/default/kubelet': `AWS_SECRET_ACCESS_KEY=${WORDS.unit}\nKUBELET_EXTRA_ARGS=--bootstrap-token=${WORDS.pasted}\n`,
  // Errors quote what they stumble over, if one lets them.
  'etc/kubernetes/malformed.conf': `apiVersion: v1\nkind: Config\nusers:\n- name: a\n  user:\n    token: *${WORDS.malformed}\n    password: "${WORDS.malformed}\n`,
  'etc/kubernetes/malformed.json': `{"kind":"Secret","apiVersion":"v1","stringData":{"password":"${WORDS.malformed}" "x"}}`,
  'etc/kubernetes/pki/broken.key': `-----BEGIN RSA PRIVATE KEY-----\n${base64(`${WORDS.broken} and some octets more of it`)}\n-----END RSA PRIVATE KEY-----\n`,
  'etc/kubernetes/pki/cut.key': `-----BEGIN PRIVATE KEY-----\n${base64(`${WORDS.broken} cut off here`)}\n`,
  'etc/kubernetes/pki/tokens.csv': `${WORDS.token},admin,1\n`,
  'etc/kubernetes/pki/store.p12': Buffer.from(`\x30\x82\x01\x00\x02\x01\x03${WORDS.broken}`, 'latin1'),
  'secrets.yaml': `apiVersion: v1
kind: Secret
type: bootstrap.kubernetes.io/token
metadata: { name: bootstrap-token-abcdef, namespace: kube-system }
data: { token-id: ${base64('abcdef')}, token-secret: ${base64(WORDS.bootstrap)} }
---
apiVersion: v1
kind: Secret
type: Opaque
metadata: { name: app, namespace: default }
data: { password: ${base64(WORDS.secret)} }
stringData: { again: ${WORDS.secret} }
`,
  'etc/kubernetes/enc/enc.yaml': `apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
- resources: [secrets]
  providers:
  - aescbc: { keys: [{ name: key1, secret: ${WORDS.encryption} }] }
`,
}

const textOf = (entry: Entry): string =>
  typeof entry === 'string' ? entry : Buffer.isBuffer(entry) ? entry.toString() : (entry.content ?? '')

/** Secret bytes by where they come from. */
function secretsOf(files: Readonly<Record<string, Entry>>): Map<string, Buffer> {
  const found = new Map<string, Buffer>(Object.entries(WORDS).map(([name, word]) => [name, Buffer.from(word)]))
  for (const [path, entry] of Object.entries(files)) {
    const text = textOf(entry)
    const embedded = [...text.matchAll(/client-key-data: *"?([A-Za-z0-9+/=]+)/g)].map((match) =>
      Buffer.from(match[1] ?? '', 'base64').toString(),
    )
    const blocks = [text, ...embedded].flatMap((one) => [
      ...one.matchAll(/-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]+-----END [A-Z ]*PRIVATE KEY-----/g),
    ])
    blocks.forEach(([pem], nth) => {
      if (path.endsWith('broken.key')) return
      const jwk = createPrivateKey(pem).export({ format: 'jwk' }) as Record<string, string | undefined>
      // The numbers that are not in the certificate: never n, e, x or y.
      for (const part of ['d', 'p', 'q']) if (jwk[part]) found.set(`${path}#${nth} ${part}`, Buffer.from(jwk[part], 'base64url'))
    })
  }
  return found
}

/** Every way a piece from the middle of it may be written. */
function formsOf(secret: Buffer): readonly string[] {
  const size = Math.min(24, Math.floor((secret.length - 2) / 3) * 3)
  const from = Math.max(0, Math.floor((secret.length - size - 2) / 2))
  const piece = secret.subarray(from, from + size)
  const hex = piece.toString('hex')
  const forms = [
    hex,
    hex.toUpperCase(),
    hex.replace(/..(?=.)/g, '$&:'),
    hex.toUpperCase().replace(/..(?=.)/g, '$&:'),
    piece.toString('latin1'),
    [...piece].join(','),
  ]
  // Within a longer text of base64 it stands at one of three offsets.
  for (const offset of [0, 1, 2]) {
    const text = secret.subarray(from + offset, from + offset + size).toString('base64')
    forms.push(text, text.replaceAll('+', '-').replaceAll('/', '_'))
    // A PEM text in a kubeconfig is base64 once more.
    for (const again of [0, 1, 2])
      forms.push(Buffer.from(text.slice(again, again + 3 * Math.floor((text.length - again) / 3))).toString('base64'))
  }
  return [...new Set(forms)]
}

/** A PDF's streams as they are before they are packed. */
function inflated(bytes: Buffer): string {
  const parts = [bytes.toString('latin1')]
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    const start = at + 6 + (bytes[at + 6] === 13 ? 2 : 1)
    const end = bytes.indexOf('endstream', start)
    if (end < 0) break
    try {
      parts.push(inflateSync(bytes.subarray(start, end)).toString('latin1'))
    } catch {
      // Not a packed stream.
    }
  }
  return parts.join('\n')
}

export interface Secrets {
  readonly archive: Buffer
  readonly count: number
  /** Which secrets a text or a file holds, in whatever form. */
  readonly foundIn: (content: string | Buffer) => readonly string[]
  readonly samples: readonly string[]
}

export function clusterWithSecrets(files: Readonly<Record<string, Entry>>): Secrets {
  const all = { ...files, ...EXTRA }
  const forms = [...secretsOf(all)].map(([name, secret]) => ({ name, forms: formsOf(secret) }))
  return {
    archive: tarGz(all),
    count: forms.length,
    samples: forms.flatMap((one) => one.forms),
    foundIn: (content) => {
      const text =
        typeof content === 'string'
          ? content
          : content.subarray(0, 5).toString('latin1') === '%PDF-'
            ? inflated(content)
            : content.toString('latin1')
      // Line ends within a key, as they are or as they are escaped.
      const joined = text.replace(/\\[rn]|&#x?[0-9ad]+;|\s+/gi, '')
      return forms.filter((one) => one.forms.some((form) => text.includes(form) || joined.includes(form))).map((one) => one.name)
    },
  }
}
