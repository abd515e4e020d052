/** The break-glass credential is in the drop. */
import { each, lint } from '../lint.ts'

export const superAdminPresent = lint({
  id: 'kubernetes/super-admin-present',
  citation: 'Kubernetes documentation, "Certificate management with kubeadm": keep super-admin.conf in a safe place',
  severity: 'warning',
  check: (c) =>
    each(
      c.calls.flatMap((call, index) =>
        call.edge === 'super-admin->kube-apiserver' && !c.absent.has(c.plain[index] ?? call) && call.client?.use?.file
          ? [{ call, index }]
          : [],
      ),
      ({ call, index }) => ({
        certificates: call.client?.certificate === null || call.client?.certificate === undefined ? [] : [call.client.certificate],
        locations: [{ file: call.client?.use?.file ?? '', field: null, line: null }],
        calls: [index],
      }),
    ),
})
