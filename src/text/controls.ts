/** Titles of controls in every language. */
import { CONTROLS_EN } from './controls.en.ts'
import { CONTROLS_ZH } from './controls.zh-CN.ts'
import type { Language } from './index.ts'

/** In: a control number such as `1.2.5`. Out: what it asks for. */
export function controlTitle(id: string, language: Language): string {
  return (language === 'en' ? CONTROLS_EN : CONTROLS_ZH)[id] ?? id
}

/** What the benchmark expects and what would decide it are written by the engine in plain terms; the longest match first. */
const TERMS_ZH: readonly (readonly [RegExp, string])[] = [
  [/^a tar archive made as root: it records modes and owners$/, '由 root 制作的 tar 归档（会记录权限和属主）'],
  [/^human judgement of the audit policy$/, '由人判断审计策略'],
  [/^human judgement$/, '由人判断'],
  [/^how people sign in$/, '人员的登录方式'],
  [/^the command line of (.+)$/, '$1 的命令行'],
  [/^the ConfigMap (.+)$/, 'ConfigMap $1'],
  [/^the systemd unit of (.+)$/, '$1 的 systemd 单元'],
  [/^(.+) or stricter$/, '$1 或更严'],
  [/^(.+) or absent$/, '$1 或未设置'],
  [/^present, without (.+)$/, '已设置且不含 $1'],
  [/^present, not the TLS key$/, '已设置且不是 TLS 私钥'],
  [/^present, strong suites only$/, '已设置且仅含强密码套件'],
  [/^present$/, '已设置'],
  [/^absent$/, '未设置'],
  [/^includes (.+)$/, '包含 $1'],
  [/^without (.+)$/, '不含 $1'],
  [/^at least (.+), or absent$/, '至少 $1，或未设置'],
  [/^at least (.+)$/, '至少 $1'],
  [/^not 0, or absent$/, '不为 0，或未设置'],
  [/^not (.+)$/, '不为 $1'],
  [/^a CA of its own, by key$/, '独立的 CA（按密钥比较）'],
  [/^no client certificates for people$/, '人员不使用客户端证书'],
  [/^no such token for people$/, '人员不使用此类令牌'],
  [/^true, or a certificate and its key$/, 'true，或提供证书及其私钥'],
  [/^matching pair$/, '证书与私钥匹配'],
  [/^key does not match$/, '私钥不匹配'],
  [/^runs inside one process: there is no manifest$/, '在同一进程内运行，没有清单'],
  [/^runs inside one process: there is no unit of its own$/, '在同一进程内运行，没有自己的服务单元'],
  [/^the kubelet has no configuration file: everything is passed as arguments$/, 'kubelet 没有配置文件，一切以参数传入'],
  [/^etcd runs inside one process, as root$/, 'etcd 在同一进程内以 root 运行'],
  [/^the datastore is not etcd$/, '数据存储不是 etcd'],
  [/^etcd is a service of the system: there is no manifest$/, 'etcd 是系统服务，没有清单'],
  [/^etcd does not run on this node$/, 'etcd 不在此节点上运行'],
  [/^kube-proxy is not used$/, '不使用 kube-proxy'],
  [/^kube-proxy uses a service-account token: there is no file on the node$/, 'kube-proxy 使用服务账号令牌，节点上没有文件'],
  [/^there is no systemd$/, '没有 systemd'],
  [/^no administrator kubeconfig is kept on the node$/, '节点上不保存管理员 kubeconfig'],
  [/^not run from a manifest$/, '不由清单运行'],
]
/** An expectation, a value or a need of a control in one language. */
export function controlTerm(term: string, language: Language): string {
  if (language === 'en') return term
  const found = TERMS_ZH.find(([pattern]) => pattern.test(term))
  return found ? term.replace(found[0], found[1]) : term
}
