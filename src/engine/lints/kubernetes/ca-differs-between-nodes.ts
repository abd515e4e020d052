/** A file that must be the same on every control-plane node is not: members then refuse one another. The odd one out is named where most agree. */
import { once, push } from '../../encoding/maps.ts'
import type { LintContext } from '../context.ts'
import { each, lint } from '../lint.ts'

/** What one node holds under one name. */
interface Holding {
  readonly keys: string[]
  readonly files: string[]
  readonly certificates: number[]
}

export const caDiffersBetweenNodes = lint({
  id: 'kubernetes/ca-differs-between-nodes',
  citation: 'kubeadm SharedCertificateExists: the files that must be equal across control planes',
  severity: 'warning',
  check: (c) =>
    each(
      [...holdings(c).values()].filter((nodes) => nodes.size > 1),
      (nodes) => {
        const byKeys = new Map<string, string[]>()
        for (const [node, { keys }] of nodes) push(byKeys, keys.length === 1 ? keys[0]! : [...new Set(keys)].sort().join(), node)
        if (byKeys.size === 1) return null
        const [most, next] = [...byKeys.values()].sort((one, other) => other.length - one.length)
        const common = new Set(nodes.get(most![0]!)!.keys)
        // A bundle of the old and the new key agrees with either.
        const apart = [...nodes].filter(([, { keys }]) => keys.every((key) => !common.has(key))).map(([node]) => node)
        if (apart.length === 0) return null
        // One against one: nobody can say which of them is right.
        const odd = most!.length > (next?.length ?? 0) ? apart : []
        const shown = [...nodes].filter(([node]) => odd.length === 0 || odd.includes(node)).map(([, holding]) => holding)
        return {
          certificates: [...new Set(shown.flatMap(({ certificates }) => certificates))],
          locations: shown.flatMap(({ files }) => [...new Set(files)].map((file) => ({ file, field: null, line: null }))),
          data: { nodes: [...nodes.keys()], odd },
        }
      },
    ),
})

/** The CAs of an installation by the names distributions give them; a node's own further bundles are its own business. */
const AUTHORITY =
  /(?:^|\/)((?:etcd\/)?(?:(?:client|server|peer|request-header|aggregator|proxy-client|etcd-client)-)?ca|front-proxy-ca)\.(?:crt|pem)$/
const TOKEN_KEY = /(?:^|\/)(sa|service|service-?accounts?)\.(?:pub|key)$/

/** Cluster and file name -> node -> what it holds. Service-account keys are compared like CAs, the private by its public part. */
function holdings(c: LintContext): Map<string, Map<string, Holding>> {
  const groups = new Map<string, Map<string, Holding>>()
  const backups = new Set(c.clusters.flatMap((cluster) => cluster.backups))
  const hold = (file: string, pattern: RegExp, spki: string | null, certificate: number | null) => {
    const name = spki === null ? undefined : pattern.exec(file)?.[1]
    const node = name === undefined ? null : c.nodeOf(file)
    if (name === undefined || node === null || spki === null || backups.has(file)) return
    const group = `${c.clusterOf({ locations: [{ file, field: null, line: null }] })?.id ?? ''} ${name}`
    const nodes = once(groups, group, () => new Map<string, Holding>())
    const holding = once(nodes, node, (): Holding => ({ keys: [], files: [], certificates: [] }))
    holding.keys.push(spki)
    holding.files.push(file)
    if (certificate !== null) holding.certificates.push(certificate)
  }
  for (const { id, publicKey } of c.authorities) for (const { file } of c.places(id)) hold(file, AUTHORITY, publicKey.spki, id)
  for (const { locations, spki } of c.inventory.keys) for (const { file } of locations) hold(file, TOKEN_KEY, spki, null)
  return groups
}
