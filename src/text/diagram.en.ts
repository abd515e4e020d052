/** English words of the call diagram. */
import type { DiagramWords, NoteId, NoteWords } from './diagram.ts'
import { grouped } from './format.ts'

const days = (n: number): string => (n === 1 ? '1 day' : `${grouped(n)} days`)
const both = (one: string, a: string, b: string, narrow: readonly [string, string] = [a, b]): NoteWords => ({ one, two: [a, b], narrow })
const NOTES: Readonly<Record<Exclude<NoteId, 'some-broken' | 'soon'>, NoteWords>> = {
  'client-refused': both('client refused', 'client cert', 'refused', ['client', 'refused']),
  'server-refused': both('server refused', 'server', 'refused'),
  'client-expired': both('client expired', 'client cert', 'expired', ['client', 'expired']),
  'server-expired': both('server expired', 'server', 'expired'),
  'ca-expired': both('CA expired', 'CA has', 'expired', ['CA', 'expired']),
  'name-not-covered': both('name not covered', 'name not', 'covered'),
  'not-authorised': both('not authorised', 'identity not', 'allowed', ['identity', 'refused']),
  'key-mismatch': both('wrong key', 'private key', 'differs', ['key', 'differs']),
  'file-unusable': both('file unusable', 'file', 'unusable'),
  'key-not-accepted': both('key not accepted', 'key not', 'accepted'),
  'not-in-drop': both('not in this drop', 'not in', 'this drop'),
  'not-verified': both('server unverified', 'server not', 'verified'),
  'client-not-verified': both('client unverified', 'client not', 'verified'),
  plaintext: both('plaintext', 'plaintext', ''),
  'front-proxy': both('front proxy', 'front proxy', ''),
}
export const diagramEn: DiagramWords = {
  state: {
    broken: 'broken',
    plaintext: 'plaintext',
    soon: 'expires soon',
    unproven: 'not in this drop',
    unverified: 'not verified',
    token: 'bearer token',
    trusted: 'trusted',
    absent: 'absent',
  },
  note: (id, n, total) => {
    if (id === 'some-broken')
      return both(`${grouped(n)} of ${grouped(total)} refused`, `${grouped(n)} of ${grouped(total)}`, 'refused', [
        `${grouped(n)} of`,
        grouped(total),
      ])
    if (id === 'soon') return both(`${days(n)} left`, 'expires in', days(n), ['ends in', days(n)])
    return NOTES[id]
  },
  controlPlane: (node, count) => (count > 1 ? `Control plane · ${grouped(count)}` : node ? `Control plane · ${node}` : 'Control plane'),
  etcd: (node, count) => (count > 1 ? `${grouped(count)} members` : node ? `etcd · ${node}` : 'etcd'),
  node: (node, count, mixed) => (count > 1 ? `${mixed ? 'Nodes' : 'Workers'} · ${grouped(count)}` : node ? `Node · ${node}` : 'Node'),
  shownTo: 'shown to callers 4–9',
  saToken: 'SA token',
  totals: (broken, soon, trusted, other) => ({
    broken: broken > 0 ? `${grouped(broken)} broken` : '',
    soon: soon > 0 ? `${grouped(soon)} expire soon` : '',
    rest: [trusted > 0 ? `${grouped(trusted)} trusted` : '', other > 0 ? `${grouped(other)} not decided` : ''].filter(Boolean).join(' · '),
  }),
  perCell: (workers) => (workers === 1 ? 'one cell per worker' : `one cell per ${grouped(workers)} workers`),
  signedBy: 'Signed by',
  anotherKey: (name) => `${name}, another key`,
  tokenSigner: (name) => `${name} (token signer)`,
  bearerToken: 'bearer token',
  beyond: 'Beyond the twelve',
}
