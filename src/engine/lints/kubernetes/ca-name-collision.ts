/** Two CAs of one cluster with one name and different keys: the trace of a rebuilt CA. Component logs then say "candidate authority certificate". */
import { once, push } from '../../encoding/maps.ts'
import { each, lint } from '../lint.ts'

export const caNameCollision = lint({
  id: 'kubernetes/ca-name-collision',
  citation: 'kubernetes/kubernetes issue 48378',
  severity: 'warning',
  check: (c) => {
    const groups = new Map<string, Map<string, number[]>>()
    for (const x of c.authorities) {
      // The kubelet makes itself a throw-away CA, `HOST-ca@TIME`, at every start without a certificate.
      if (/-ca@\d+$/.test(x.subject.commonName)) continue
      const key = `${c.clusterOf({ certificates: [x.id] })?.id ?? ''} ${x.subject.der}`
      push(
        once(groups, key, () => new Map<string, number[]>()),
        x.publicKey.spki,
        x.id,
      )
    }
    return each(groups.values(), (group) =>
      group.size > 1 ? { certificates: [...group.values()].flat(), data: { keys: group.size } } : null,
    )
  },
})
