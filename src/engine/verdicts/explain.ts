/** The full proof behind one call, on demand: every path tried for each half, and why each candidate was refused. */
import type { Evidence, JudgeOptions } from '../audit.ts'
import { searchPaths } from '../path/build.ts'
import type { PathSearch } from '../path/fault.ts'
import { anchorsOf, type Bench } from './anchors.ts'
import { credentialOf } from './client-credential.ts'
import { plannedCall } from './judge.ts'
import type { LoadedPair } from './loaders.ts'
import type { Trust } from '../cluster/plan.ts'
import type { Explanation } from './verdict.ts'
import type { Usage } from './search.ts'

/** In: the evidence, the options it was judged with and the call's index in `Audit.calls`. */
export function explain(evidence: Evidence, options: JudgeOptions, index: number): Explanation {
  const found = plannedCall(evidence, options, index)
  if (found === null || found.call.transport !== 'tls') return { callerAcceptsServer: null, providerAcceptsClient: null }
  const { call, bench } = found
  const server = call.server.kind === 'pair' ? bench.loaders.pair(call.server) : null
  const client = call.client.kind === 'pair' ? credentialOf(bench, call.client).pair : null
  return {
    callerAcceptsServer: attempts(bench, server, call.clientTrusts, 'serverAuth', call.serverName),
    providerAcceptsClient: attempts(bench, client, call.serverTrusts, 'clientAuth', null),
  }
}

function attempts(bench: Bench, pair: LoadedPair | null, trust: Trust, usage: Usage, name: string | null): PathSearch | null {
  if (pair === null || pair.certificate === null || (trust.kind !== 'bundle' && trust.kind !== 'system-roots')) return null
  const anchors = anchorsOf(bench, trust)
  if (anchors.kind !== 'known' && anchors.kind !== 'system-roots') return null
  return searchPaths({
    ...bench.searches.query(pair.certificate, pair.chain, anchors.kind === 'known' ? anchors.certificates : [], usage, name, bench.at),
    attempts: true,
  })
}
