/** One planned call at one moment: its three halves and what its ends present. A half judged before is kept while its own dates allow. */
import { once } from '../encoding/maps.ts'
import { EDGES, type EdgeId, type EdgeNumber } from '../cluster/edges.ts'
import type { PlannedCall, Presents, TokenCheck } from '../cluster/plan.ts'
import type { Bench } from './anchors.ts'
import { callNotes } from './call-notes.ts'
import { judgeClient } from './client-auth.ts'
import { credentialOf } from './client-credential.ts'
import { withTold, worst } from './half.ts'
import { judgeIdentity } from './identity.ts'
import type { LoadedPair } from './loaders.ts'
import { toldClient, toldServer } from './peer-log.ts'
import { judgeServer } from './server-auth.ts'
import type { Call, CallNote, Half, Presented } from './verdict.ts'
import { versionNote } from './version-note.ts'

/** A judged call with the moments each of its ends holds for, [from, to): where only the client's certificate has run out, the server is not judged again. */
export interface Judgement {
  readonly call: Call
  readonly serverFrom: number
  readonly serverTo: number
  readonly clientFrom: number
  readonly clientTo: number
}
export const serverHolds = ({ serverFrom, serverTo }: Judgement, at: number): boolean => at >= serverFrom && at < serverTo
export const clientHolds = ({ clientFrom, clientTo }: Judgement, at: number): boolean => at >= clientFrom && at < clientTo

const NUMBERS: ReadonlyMap<EdgeId, EdgeNumber | null> = new Map(EDGES.map(({ id, number }) => [id, number]))

/** `before`: how it was judged at other moments, the last first. */
export function judgeCall(bench: Bench, planned: PlannedCall, cluster: string, before: readonly Judgement[]): Judgement {
  const { at } = bench
  const { span } = bench.searches
  const asServer = before.find((one) => serverHolds(one, at))
  span.reset()
  const callerAcceptsServer = asServer?.call.callerAcceptsServer ?? told(judgeServer(bench, planned), planned, toldServer)
  const [serverFrom, serverTo] = asServer === undefined ? [span.from, span.to] : [asServer.serverFrom, asServer.serverTo]
  const asClient = before.find((one) => clientHolds(one, at))
  span.reset()
  const providerAcceptsClient = asClient?.call.providerAcceptsClient ?? told(judgeClient(bench, planned), planned, toldClient)
  // What is presented depends on the moment only where a client chooses between two pairs.
  const [last] = before
  const sameClient = asClient ?? (choosesPair(planned) ? undefined : last)
  const client = sameClient === undefined ? clientOf(bench, planned) : sameClient.call.client
  const [clientFrom, clientTo] = asClient === undefined ? [span.from, span.to] : [asClient.clientFrom, asClient.clientTo]
  // What the subject may do depends on no moment but by that choice.
  const identityAuthorised =
    last !== undefined && last.call.client === client ? last.call.identityAuthorised : judgeIdentity(bench, planned)
  const call: Call & { notes?: readonly CallNote[] } = {
    edge: planned.edge,
    number: NUMBERS.get(planned.edge) ?? null,
    cluster,
    from: planned.from,
    to: planned.to,
    serverName: planned.serverName,
    port: planned.port,
    context: planned.context,
    status: worst([callerAcceptsServer.status, providerAcceptsClient.status, identityAuthorised.status]),
    assumed: planned.assumed,
    versionNote: versionNote(planned, [callerAcceptsServer, providerAcceptsClient, identityAuthorised]),
    callerAcceptsServer,
    providerAcceptsClient,
    identityAuthorised,
    client,
    server: last === undefined ? presentedOf(bench, planned.server, null) : last.call.server,
    instances: null,
  }
  const notes = callNotes(call)
  if (notes.length > 0) call.notes = notes
  return { call, serverFrom, serverTo, clientFrom, clientTo }
}

function told(half: Half, call: PlannedCall, by: (call: PlannedCall, half: Half) => readonly string[]): Half {
  const words = by(call, half)
  return words.length === 0 ? half : withTold(half, words)
}

const choosesPair = ({ token, client }: PlannedCall): boolean => token === null && client.kind === 'pair' && client.store !== null

function clientOf(bench: Bench, call: PlannedCall): Presented | null {
  if (call.token !== null) return tokenEnds(bench, call)
  if (call.client.kind !== 'pair') return presentedOf(bench, call.client, null)
  return presentedOf(bench, call.client, credentialOf(bench, call.client).pair)
}

const NONE: readonly never[] = []
const NOBODY: Presented = { certificate: null, chain: NONE, use: null, signedBy: NONE, token: null, keys: NONE, keyMatches: null }
/** One value for all calls that present the same, at every moment: whoever keeps what came of it knows by it that nothing has changed. */
const shared = (bench: Bench, of: Presents | TokenCheck, make: () => Partial<Presented>): Presented =>
  once(bench.presented, of, () => ({ ...NOBODY, ...make() }))

/** Field by field: a fleet has two a node. */
function ofPair(bench: Bench, pair: LoadedPair): Presented {
  const known = bench.presented.get(pair)
  if (known !== undefined) return known
  const { certificate, chain, use, keyMatches } = pair
  const signedBy = certificate === null ? NONE : bench.signatures.signers(certificate)
  const presented: Presented = { certificate, chain, use, signedBy, token: null, keys: NONE, keyMatches }
  bench.presented.set(pair, presented)
  return presented
}

function presentedOf(bench: Bench, presents: Presents, chosen: LoadedPair | null): Presented | null {
  switch (presents.kind) {
    case 'nothing':
      return presents.use === null ? null : shared(bench, presents, () => ({ use: presents.use }))
    case 'token':
      return shared(bench, presents, () => ({ use: presents.use, token: presents.token }))
    case 'missing':
      return shared(bench, presents, () => ({ use: presents.uses[0] ?? null }))
    case 'pair':
      return ofPair(bench, chosen ?? bench.loaders.pair(presents))
    default:
      return presents satisfies never
  }
}

function tokenEnds(bench: Bench, { token }: PlannedCall): Presented | null {
  if (token === null) return null
  return shared(bench, token, () => ({
    use: token.signer?.use ?? null,
    token: token.token,
    keys: token.signer === null ? [] : bench.loaders.signer(token.signer).keys,
  }))
}
