/** kubelet.conf embeds its certificate instead of naming kubelet-client-current.pem: rotation has no effect and the node drops out a year after it joined. */
import { backup } from '../kubeconfigs.ts'
import { each, lint } from '../lint.ts'

export const kubeletConfEmbedded = lint({
  id: 'kubernetes/kubelet-conf-embedded',
  citation: 'kubernetes/kubeadm issue 1753',
  severity: 'warning',
  check: (c) =>
    each(
      c.inventory.kubeconfigs.filter((k) => /(^|\/)kubelet\.conf$/.test(k.location.file) && !backup(c, k.location.file)),
      (k) => {
        const user = k.users.find((u) => u.certificate?.kind === 'data')
        return user ? { locations: [{ ...k.location, field: `users[${user.name}].client-certificate-data`, line: user.line }] } : null
      },
    ),
})
