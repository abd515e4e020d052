/** Why openssl's answer is not Go's, as an id for which every language has a sentence. */
import type { Fault } from '../../engine/verdicts/verdict.ts'
import type { Difference } from '../../text/report.ts'
import type { VerifyAnswer } from './verify.ts'

const OF_FAULT: { readonly [K in Fault['id']]?: Difference } = {
  'path/algorithm-insecure': 'weak-digest',
  'path/not-a-ca': 'authority',
  'path/name-encoding-differs': 'name-encoding',
  'path/name-not-covered': 'common-name',
  'path/critical-extension-unknown': 'critical-extension',
  'path/policy-invalid': 'policy',
  'path/length-exceeded': 'path-length',
  'path/issuer-unknown': 'reading',
  'path/no-end-entity': 'reading',
}
const OF_ANSWER: { readonly [K in NonNullable<VerifyAnswer>]?: Difference } = {
  'issuer-by-identifier': 'key-identifier',
  'any-usage': 'usage',
  'key-usage': 'key-usage',
  'last-second': 'last-second',
  'path-length': 'path-length',
  'critical-extension': 'critical-extension',
  'not-a-ca': 'authority',
  wildcard: 'wildcard',
  either: 'several-issuers',
}

/** In: openssl's answer, Go's headline fault (undefined: accepted). */
export function differenceOf(answer: VerifyAnswer, fault: Fault | undefined): Difference {
  if (answer !== null) return OF_ANSWER[answer] ?? 'not-foreseen'
  if (fault?.id.startsWith('edge/')) return 'not-asked'
  return (fault && OF_FAULT[fault.id]) ?? 'not-foreseen'
}
