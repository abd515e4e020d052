/** Edge 12's question: is the key that signs among the keys that verify? No certificate, no name, no expiry: key equality. */
import type { SettingUse } from '../cluster/cluster.ts'
import type { TokenCheck } from '../cluster/plan.ts'
import { atLeast } from '../cluster/version.ts'
import { type Bench, unlessGone } from './anchors.ts'
import { broken, type Ends, loadFaultHalf, simple, unproven } from './half.ts'
import type { Half } from './verdict.ts'

export interface Verifiers {
  readonly keys: ReadonlySet<string>
  readonly uses: readonly SettingUse[]
  readonly missing: readonly SettingUse[]
  /** Named, and probably not on the node either: the API server cannot be said to start, whichever key would fit. */
  readonly gone: readonly SettingUse[]
}

/** All keys one API server verifies with; a file it cannot read stops it. */
export function verifiersOf(bench: Bench, check: TokenCheck, ends: Ends): Verifiers | Half {
  const keys = new Set<string>()
  const missing: SettingUse[] = check.verifierMissing === null ? [] : [check.verifierMissing]
  for (const reference of check.verifiers) {
    const loaded = bench.loaders.verifiers(reference)
    if (loaded.fault !== null) return loadFaultHalf(loaded.fault, ends)
    missing.push(...loaded.missing)
    for (const key of loaded.keys) keys.add(key)
  }
  const gone = check.verifiers.filter((reference) => reference.gone === true).map(({ use }) => use)
  return { keys, uses: check.verifiers.map(({ use }) => use), missing, gone }
}

export function judgeSigner(bench: Bench, check: TokenCheck): Half {
  const ends: Ends = { presents: check.signer?.use ?? null, trusts: check.verifiers[0]?.use ?? check.verifierMissing }
  if (check.required !== null) return broken([{ id: 'edge/setting-required', ...check.required }], check.required.error, ends)
  if (check.signer === null) return simple('not-applicable', ends)
  const signer = bench.loaders.signer(check.signer)
  const verifiers = verifiersOf(bench, check, ends)
  if ('status' in verifiers) {
    // The signer that cannot start is named first: without it there is no token to verify.
    return signer.fault === null ? verifiers : loadFaultHalf(signer.fault, ends)
  }
  if (signer.fault !== null) return loadFaultHalf(signer.fault, ends)
  if (signer.keys.some((key) => verifiers.keys.has(key))) return unlessGone(simple('trusted', ends), verifiers.gone, ends)
  const missing = [...signer.missing, ...verifiers.missing]
  if (missing.length > 0) return unproven(missing, ends)
  return broken([{ id: 'edge/signing-key-not-accepted', signer: check.signer.use, verifiers: verifiers.uses }], cryptoFailure(check), ends)
}

/** go-jose's words; from 1.33 on the library bears another name (go.mod of kubernetes). */
export const cryptoFailure = ({ version }: TokenCheck): string =>
  `invalid bearer token, ${version === null || atLeast(version, '1.33') ? 'go-jose' : 'square'}/go-jose: error in cryptographic primitive`
