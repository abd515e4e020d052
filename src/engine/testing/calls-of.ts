/** The calls of one kind in a healthy kubeadm cluster with further files and flags, and how tests look at them. */
import { judge, read } from '../audit.ts'
import type { EdgeId } from '../cluster/edges.ts'
import type { InputFile } from '../encoding/input.ts'
import type { Call } from '../verdicts/verdict.ts'
import { AT } from './certificates.ts'
import { cluster } from './cluster.ts'

export const file = (path: string, text: string): InputFile => ({ path, bytes: new TextEncoder().encode(text) })
let base: readonly InputFile[] = []
/** Always the same one: its certificates are made once. */
export const baseFiles = async (): Promise<readonly InputFile[]> => (base = base.length === 0 ? await cluster().files() : base)

/** The kubeadm cluster with further files, its API server (or another component) with further flags; every call of one edge. */
export async function callsOf(
  edge: EdgeId,
  files: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
  component = 'kube-apiserver',
  /** The further flags stand after its own: the last counts. */
  last = false,
): Promise<Call[]> {
  const tree = (await baseFiles()).map((one) => {
    if (!one.path.endsWith(`${component}.yaml`) || flags.length === 0) return one
    const text = new TextDecoder().decode(one.bytes)
    const more = flags.map((flag) => `    - ${flag}\n`).join('')
    return file(one.path, last ? text.replace('    image:', `${more}    image:`) : text.replace(/ {4}- [\w-]+\n/, `$&${more}`))
  })
  const { calls, clusters } = judge(await read([...tree, ...Object.entries(files).map(([path, text]) => file(path, text))]), { at: AT })
  if (clusters.length !== 1) throw new Error(`${clusters.length} clusters`)
  return calls.filter((call) => call.edge === edge)
}

/** Name dialled, what the caller makes of the server, what the server makes of the caller. */
export const shown = (calls: readonly Call[]) =>
  calls.map(({ serverName, callerAcceptsServer, providerAcceptsClient }) => [
    serverName,
    callerAcceptsServer.status,
    providerAcceptsClient.status,
  ])
export const faults = (calls: readonly Call[]) =>
  calls.flatMap(({ callerAcceptsServer, providerAcceptsClient }) =>
    [...callerAcceptsServer.faults, ...providerAcceptsClient.faults].map(({ id }) => id),
  )
