/** An address in the certificate of kube-apiserver that nothing in the drop explains: an old address, or a certificate copied from elsewhere. */
import { each, lint } from '../lint.ts'

export const unexplainedAddress = lint({
  id: 'advice/unexplained-address',
  citation: 'Our advice',
  severity: 'notice',
  check: (c) => {
    const explained = new Set<string>(['127.0.0.1', '::1', '0.0.0.0'])
    const seen = new Set<string>()
    const mention = (text: string) => {
      // Only IPv4 addresses are asked for, and the nodes of a fleet say much the same.
      if (!/\d\.\d/.test(text) || seen.has(text)) return
      seen.add(text)
      for (const word of text.split(/[\s,;=/@[\]"']+/)) {
        explained.add(word)
        explained.add(word.replace(/:\d+$/, ''))
      }
    }
    for (const s of c.inventory.settings) for (const { value } of s.settings) mention(value)
    for (const k of c.inventory.kubeconfigs) for (const cluster of k.clusters) mention(cluster.server)
    for (const h of c.inventory.hostnames) mention(h.name)
    for (const call of c.plain) if (call.serverName) mention(call.serverName)
    const servers = new Set(c.plain.flatMap((call) => (call.to.component === 'kube-apiserver' ? (call.server?.certificate ?? []) : [])))
    return each(
      c.live.filter((x) => servers.has(x.id)),
      (x) => {
        const addresses = (x.names?.ip ?? [])
          .filter((ip) => ip.length === 4)
          .map((ip) => ip.join('.'))
          .filter((ip) => !explained.has(ip))
        return addresses.length ? { certificates: [x.id], data: { addresses } } : null
      },
    )
  },
})
