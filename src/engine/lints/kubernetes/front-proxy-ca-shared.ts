/** The front proxy CA is also the client CA: with an empty list of allowed names every client certificate may speak for anyone. */
import { sharedKeys, trusted } from '../trust.ts'
import { lint } from '../lint.ts'

export const frontProxyCaShared = lint({
  id: 'kubernetes/front-proxy-ca-shared',
  citation: 'Kubernetes documentation, "Configure the aggregation layer", CA reusage and conflicts',
  severity: 'warning',
  check: (c) => sharedKeys(trusted(c, ['--requestheader-client-ca-file']), trusted(c, ['--client-ca-file'])),
})
