/** A password or a token file: it does not expire, and cannot be told from its copy. */
import { backup } from '../kubeconfigs.ts'
import { each, lint } from '../lint.ts'

export const staticCredentials = lint({
  id: 'kubernetes/static-credentials',
  citation: 'CIS Kubernetes Benchmark 1.2.2; basic authentication was removed in 1.19',
  severity: 'warning',
  check: (c) => {
    const flags = c.configurations.filter((x) => x.program === 'kube-apiserver')
    const files = each(flags, (x) => {
      const s = x.get('--token-auth-file') ?? x.get('--basic-auth-file')
      return s?.value ? { locations: [s.location], data: { setting: s.name } } : null
    })
    // A bootstrap token ends by itself and has a rule of its own; scrubbed, it no longer looks like one.
    const bootstrap = new Set(
      c.calls.flatMap((call) => (call.from.component === 'kubelet-bootstrap' ? (call.client?.use?.file ?? []) : [])),
    )
    const users = each(
      c.inventory.kubeconfigs
        .filter((k) => !backup(c, k.location.file) && !bootstrap.has(k.location.file))
        .flatMap((k) => k.users.map((u) => ({ k, u }))),
      ({ k, u }) => {
        const token = u.token === null ? null : c.inventory.tokens[u.token]
        const lasting =
          u.hasToken &&
          (token === null || token === undefined || token.kind === 'opaque' || (token.kind !== 'bootstrap' && token.expires === null))
        return u.basic || lasting
          ? { locations: [{ ...k.location, field: `users[${u.name}]`, line: u.line }], data: { setting: u.basic ? 'password' : 'token' } }
          : null
      },
    )
    return { applied: files.applied + users.applied, hits: [...files.hits, ...users.hits] }
  },
})
