/** An empty list of allowed names: every certificate of the front proxy CA may speak for anyone. */
import { entries } from '../configuration.ts'
import { each, lint } from '../lint.ts'

export const requestheaderAnyName = lint({
  id: 'kubernetes/requestheader-any-name',
  citation: 'Kubernetes documentation, "Configure the aggregation layer"',
  severity: 'warning',
  check: (c) =>
    each(
      c.configurations.filter((x) => x.program === 'kube-apiserver' && x.get('--requestheader-client-ca-file')),
      (x) =>
        entries(x.all('--requestheader-allowed-names')).length
          ? null
          : { locations: [x.get('--requestheader-client-ca-file')?.location ?? { file: '', field: null, line: null }] },
    ),
})
