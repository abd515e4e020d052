/** Chinese words of the call diagram. */
import type { DiagramWords, NoteId, NoteWords } from './diagram.ts'
import { grouped } from './format.ts'

const both = (one: string, a: string, b: string, narrow: readonly [string, string] = [a, b]): NoteWords => ({ one, two: [a, b], narrow })
const NOTES: Readonly<Record<Exclude<NoteId, 'some-broken' | 'soon'>, NoteWords>> = {
  'client-refused': both('客户端被拒绝', '客户端证书', '被拒绝', ['客户端', '被拒绝']),
  'server-refused': both('服务端被拒绝', '服务端', '被拒绝'),
  'client-expired': both('客户端已过期', '客户端证书', '已过期', ['客户端', '已过期']),
  'server-expired': both('服务端已过期', '服务端证书', '已过期', ['服务端', '已过期']),
  'ca-expired': both('CA 已过期', 'CA', '已过期'),
  'name-not-covered': both('名称未覆盖', '名称', '未覆盖'),
  'not-authorised': both('身份未授权', '身份', '未授权'),
  'key-mismatch': both('私钥不匹配', '私钥', '不匹配'),
  'file-unusable': both('文件不可用', '文件', '不可用'),
  'key-not-accepted': both('密钥不被接受', '密钥', '不被接受', ['密钥', '被拒绝']),
  'not-in-drop': both('材料未提供', '材料', '未提供'),
  'not-verified': both('不校验服务端', '不校验', '服务端'),
  'client-not-verified': both('不校验客户端', '不校验', '客户端'),
  plaintext: both('明文', '明文', ''),
  'front-proxy': both('前端代理', '前端代理', ''),
}
export const diagramZh: DiagramWords = {
  state: {
    broken: '断开',
    plaintext: '明文',
    soon: '即将过期',
    unproven: '材料未提供',
    unverified: '未校验',
    token: '持有者令牌',
    trusted: '可信',
    absent: '不存在',
  },
  note: (id, n, total) => {
    if (id === 'some-broken')
      return both(`${grouped(n)}/${grouped(total)} 被拒绝`, `${grouped(n)} / ${grouped(total)}`, '被拒绝', [
        `${grouped(n)} /`,
        grouped(total),
      ])
    if (id === 'soon') return both(`${grouped(n)} 天后过期`, `${grouped(n)} 天后`, '过期')
    return NOTES[id]
  },
  controlPlane: (node, count) => (count > 1 ? `控制平面 · ${grouped(count)} 个节点` : node ? `控制平面 · ${node}` : '控制平面'),
  etcd: (node, count) => (count > 1 ? `${grouped(count)} 个成员` : node ? `etcd · ${node}` : 'etcd'),
  node: (node, count, mixed) => (count > 1 ? `${mixed ? '节点' : '工作节点'} · ${grouped(count)}` : node ? `节点 · ${node}` : '节点'),
  shownTo: '向 4–9 的调用者出示',
  saToken: 'SA token',
  totals: (broken, soon, trusted, other) => ({
    broken: broken > 0 ? `${grouped(broken)} 断开` : '',
    soon: soon > 0 ? `${grouped(soon)} 即将过期` : '',
    rest: [trusted > 0 ? `${grouped(trusted)} 可信` : '', other > 0 ? `${grouped(other)} 未判定` : ''].filter(Boolean).join(' · '),
  }),
  perCell: (workers) => (workers === 1 ? '每格一个工作节点' : `每格 ${grouped(workers)} 个工作节点`),
  signedBy: '签发者',
  anotherKey: (name) => `${name}（另一把密钥）`,
  tokenSigner: (name) => `${name}（令牌签名）`,
  bearerToken: '持有者令牌',
  beyond: '十二个之外的调用',
}
