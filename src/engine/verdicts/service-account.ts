/** Tokens of edge 12: signature, issuer, audiences and time, in the order of pkg/serviceaccount/jwt.go. */
import { BUDGET } from '../encoding/budget.ts'
import type { TokenCheck } from '../cluster/plan.ts'
import { type Bench, unlessGone } from './anchors.ts'
import { broken, type Ends, simple, unproven } from './half.ts'
import { cryptoFailure, judgeSigner, verifiersOf } from './key-pair.ts'
import type { Half } from './verdict.ts'

/** Issuer of the tokens kept in Secrets (serviceaccount.LegacyIssuer). */
const LEGACY_ISSUER = 'kubernetes/serviceaccount'
/** go-jose jwt.DefaultLeeway, in seconds. */
const LEEWAY = 60

export function judgeToken(bench: Bench, check: TokenCheck): Half {
  if (check.token === null) return judgeSigner(bench, check)
  const token = bench.tokens[check.token]
  const ends: Ends = { presents: null, trusts: check.verifiers[0]?.use ?? check.verifierMissing }
  if (token === undefined) return simple('not-applicable', ends)
  const verifiers = verifiersOf(bench, check, ends)
  if ('status' in verifiers) return verifiers
  const accepted = [...check.issuers, LEGACY_ISSUER]
  const issuer = token.issuer ?? ''
  if (check.issuers.length > 0 && !accepted.includes(issuer))
    return broken(
      [{ id: 'edge/token-issuer-not-accepted', issuer, accepted }],
      `token issuer "${issuer}" is not in --service-account-issuer [${check.issuers.map((one) => `"${one}"`).join(' ')}]`,
      ends,
    )
  if (!token.verifiedBy.some((key) => verifiers.keys.has(key))) {
    if (verifiers.missing.length > 0) return unproven(verifiers.missing, ends)
    if (token.signatureProblem === 'not-verified')
      return unproven([], ends, [{ id: 'path/budget-exhausted', limit: BUDGET.tokenCost, what: 'drop' }])
    const use = {
      component: 'token',
      setting: 'token',
      value: null,
      location: token.location,
      file: token.location.file,
      resolved: 'exact',
      assumed: false,
    } as const
    return broken([{ id: 'edge/signing-key-not-accepted', signer: use, verifiers: verifiers.uses }], cryptoFailure(check), ends)
  }
  const audiences = check.audiences.length > 0 ? check.audiences : check.issuers
  if (
    issuer !== LEGACY_ISSUER &&
    token.audiences.length > 0 &&
    audiences.length > 0 &&
    !token.audiences.some((audience) => audiences.includes(audience))
  )
    return broken(
      [{ id: 'edge/token-issuer-not-accepted', issuer: token.audiences.join(','), accepted: audiences }],
      `token audiences [${token.audiences.map((one) => `"${one}"`).join(' ')}] is invalid for the target audiences [${audiences.map((one) => `"${one}"`).join(' ')}]`,
      ends,
    )
  if (token.expires !== null) bench.searches.span.cut(token.expires + LEEWAY + 1, bench.at)
  if (token.notBefore !== null) bench.searches.span.cut(token.notBefore - LEEWAY, bench.at)
  if (token.expires !== null && bench.at > token.expires + LEEWAY)
    return broken([{ id: 'edge/token-expired', expires: token.expires }], 'service account token has expired', ends)
  if (token.notBefore !== null && bench.at < token.notBefore - LEEWAY)
    return broken([{ id: 'edge/token-expired', expires: token.notBefore }], 'service account token is not valid yet', ends)
  return unlessGone({ ...simple('trusted', ends), until: token.expires }, verifiers.gone, ends)
}
