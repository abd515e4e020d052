/** An etcd on machines of its own belongs to the cluster whose API servers dial it: told by the addresses, and by the CA where several clusters use the same ones. */
import { push } from '../encoding/maps.ts'
import type { Certificate } from '../x509/certificate.ts'
import { isLoopback, parseEndpoint } from './address.ts'
import { keysOf } from './membership.ts'
import { type Node, type Reader, reference } from './node.ts'

interface Link {
  readonly api: number
  readonly sharesCa: boolean
}

export function joinExternalEtcd(
  reader: Reader,
  nodes: readonly Node[],
  certificates: readonly Certificate[],
  find: (i: number) => number,
  unite: (a: number, b: number) => void,
): void {
  const members = new Map<string, number[]>()
  const planes = new Set(nodes.flatMap(({ components }, i) => (components.has('kube-apiserver') ? [find(i)] : [])))
  for (const [i, { addresses, components }] of nodes.entries()) {
    if (!components.has('etcd') || planes.has(find(i))) continue
    for (const address of addresses) if (!isLoopback(address)) push(members, address, i)
  }
  if (members.size === 0) return
  const authorities = (i: number, component: 'etcd' | 'kube-apiserver', flag: string): readonly string[] => {
    const node = nodes[i]
    const settings = node?.components.get(component)?.[0]
    const value = settings?.one(flag) ?? null
    return node === undefined || settings === undefined || value === null
      ? []
      : keysOf(reference(reader, node, settings, value).text, certificates)
  }
  const links = new Map<number, Link[]>()
  for (const [api, node] of nodes.entries()) {
    const urls = node.components.get('kube-apiserver')?.[0]?.all('--etcd-servers') ?? []
    const hosts = new Set(urls.flatMap(({ value }) => value.split(',')).map((url) => parseEndpoint(url.trim())?.host ?? ''))
    for (const host of hosts)
      for (const member of members.get(host) ?? []) {
        const trusted = new Set(authorities(api, 'kube-apiserver', '--etcd-cafile'))
        const sharesCa = authorities(member, 'etcd', '--trusted-ca-file').some((key) => trusted.has(key))
        push(links, find(member), { api, sharesCa })
      }
  }
  for (const [member, to] of links) {
    const closer = to.filter(({ sharesCa }) => sharesCa)
    const roots = new Set((closer.length > 0 ? closer : to).map(({ api }) => find(api)))
    const [only] = roots
    if (only !== undefined && roots.size === 1) unite(member, only)
  }
}
