/** A file of the control plane or the kubelet that does not belong to root: its owner can change it whatever its mode. */
import { lint } from '../lint.ts'
import { byLikeness, guarded } from './guarded.ts'

export const fileOwner = lint({
  id: 'cis/file-owner',
  citation: 'CIS Kubernetes Benchmark 1.1 and 4.1: ownership of files',
  severity: 'warning',
  check: (c) =>
    byLikeness(
      guarded(c).filter((g) => g.ownerControls.length > 0 && g.file.uid !== null && g.file.gid !== null),
      ({ file, ownerControls }) =>
        file.uid === 0 && file.gid === 0 ? null : { data: { owner: file.owner ?? `${file.uid}:${file.gid}`, controls: ownerControls } },
    ),
})
