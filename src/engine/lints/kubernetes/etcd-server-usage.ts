/** etcd's gateway dials its own client port with its server certificate: without clientAuth etcd refuses itself, while everybody else gets in. */
import type { RepairStep } from '../../finding.ts'
import { kubeadmFile } from '../../verdicts/kubeadm-files.ts'
import { remake, restartOf } from '../../verdicts/repair-steps.ts'
import { each, lint } from '../lint.ts'

const CLIENT_AUTH = new Set(['1.3.6.1.5.5.7.3.2', '2.5.29.37.0'])
const FILE = '/etc/kubernetes/pki/etcd/server.crt'
function again(): RepairStep[] {
  const file = kubeadmFile(FILE)
  return file === null ? [] : [...remake(file, null), { do: 'explain', note: 'renew-copies-names' }, restartOf('etcd')]
}

export const etcdServerUsage = lint({
  id: 'kubernetes/etcd-server-usage',
  citation:
    'etcd-io/etcd issues 9785 and 13630: the gateway uses --cert-file as its client certificate where --client-cert-file is not set',
  severity: 'warning',
  check: (c) => {
    const own = new Set(c.configurations.filter((x) => x.program === 'etcd' && x.get('--client-cert-file')).map(({ node }) => node))
    const serving = new Set(
      c.calls.flatMap(({ to, number, server }) =>
        to.component === 'etcd' && (number === 2 || number === 3) && !own.has(to.node) ? (server?.certificate ?? []) : [],
      ),
    )
    return each(
      c.live.filter(({ id }) => serving.has(id)),
      ({ id, extKeyUsage }) =>
        extKeyUsage === null || extKeyUsage.some((usage) => CLIENT_AUTH.has(usage))
          ? null
          : {
              certificates: [id],
              calls: (c.presented.get(id) ?? []).map(({ call }) => call),
              data: { usages: extKeyUsage },
              repair: c.places(id).some(({ file }) => `/${file}`.endsWith(FILE)) ? again() : [],
            },
    )
  },
})
