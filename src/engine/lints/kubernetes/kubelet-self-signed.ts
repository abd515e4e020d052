/** The kubelet serves with a certificate it made itself: nobody can verify it, and it ends after a year. */
import { each, lint } from '../lint.ts'

/** client-go util/cert GenerateSelfSignedCertKeyWithFixtures: `HOST@TIME` by `HOST-ca@TIME`. k3s and RKE2 call their authorities `k3s-server-ca@TIME`. */
const madeByItself = (subject: string, issuer: string): boolean => {
  const host = /^(.+)@\d+$/.exec(subject)?.[1]
  return host !== undefined && issuer.startsWith(`${host}-ca@`)
}

export const kubeletSelfSigned = lint({
  id: 'kubernetes/kubelet-self-signed',
  citation: 'kubernetes/kubeadm issue 1223',
  severity: 'warning',
  check: (c) =>
    each(
      c.live.filter((x) => (c.presented.get(x.id) ?? []).some((p) => p.end === 'server' && c.plain[p.call]?.to.component === 'kubelet')),
      (x) =>
        madeByItself(x.subject.commonName, x.issuer.commonName) || x.issuer.der === x.subject.der
          ? { certificates: [x.id], calls: (c.presented.get(x.id) ?? []).map((p) => p.call) }
          : null,
    ),
})
