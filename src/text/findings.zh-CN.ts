/** Faults, statuses, calls and repairs in Simplified Chinese. Component names, flags, file names and log text are never translated. */
import type { Role } from '../engine/path/fault.ts'
import { fileOf, fileOfCertificate, fileOrSetting, settingText, subject, type TextContext } from './context.ts'
import { extendedKeyUsage, moment, some } from './format.ts'
import { visible } from './visible.ts'
import type { FindingWords } from './words.ts'

const ROLES: { readonly [K in Role]: string } = { 'end-entity': '证书', intermediate: '中间 CA 证书', 'trust-anchor': '信任锚' }
const which = (context: TextContext, id: number) => {
  const file = fileOfCertificate(context, id)
  return `“${subject(context, id)}”${file ? `（${file}）` : ''}`
}
const names = (list: readonly string[]) => (list.length ? some(list.map(visible), 8, (n) => `等另外 ${n} 项`) : '无任何名称')
const usages = (list: readonly string[]) => (list.length ? list.map(extendedKeyUsage).join('、') : '无')

export const FINDINGS_ZH: FindingWords = {
  faults: {
    'path/no-end-entity': () => ({
      title: '没有出示证书',
      detail: '该设置所指的文件中没有可出示的证书。',
      remedy: '请将属于该设置的证书放入其所指的文件。',
    }),
    'path/issuer-unknown': (f, c) => ({
      title: '签发者不在受信 CA 之列',
      detail: `${ROLES[f.role]} ${which(c, f.certificate)}的签发者为“${c.certificate(f.certificate)?.issuer.text ?? ''}”；对方的信任包中没有这个 CA。`,
      remedy: '请用对方信任的 CA 重新签发该证书，或将其 CA 加入对方的信任包。',
    }),
    'path/signature-invalid': (f, c) => ({
      title: '由同名的另一个 CA 签发',
      detail: `受信 CA ${which(c, f.issuer)}的名称与${which(c, f.certificate)}的签发者一致，但其密钥无法验证该签名。`,
      remedy: '请用当前 CA 重新签发该证书，或替换信任包中过时的 CA 证书。',
    }),
    'path/name-encoding-differs': (f, c) => ({
      title: '签发者名称的字节不同',
      detail: `${which(c, f.certificate)}的签发者与${which(c, f.issuer)}的主体使用了不同的字符串类型；文字相同而字节不同，Go 比较的是字节。`,
      remedy: '请重新签发该证书，使签发者与 CA 的主体逐字节一致。',
    }),
    'path/not-a-ca': (f, c) => ({
      title: '签发者无权签发证书',
      detail: `${which(c, f.certificate)}被当作 CA 使用，但${
        f.why === 'basic-constraints'
          ? '其 basicConstraints 没有 CA:TRUE'
          : f.why === 'key-usage'
            ? '其 keyUsage 缺少 keyCertSign'
            : '它是 X.509 版本 1 证书，只能作为信任锚'
      }。`,
      remedy: '请保留其密钥与主体，以 CA:TRUE 和 keyCertSign 重新签发该 CA 证书并分发。',
    }),
    'path/expired': (f, c) => ({
      title: f.role === 'end-entity' ? '证书已过期' : f.role === 'intermediate' ? '中间 CA 已过期' : '受信 CA 已过期',
      detail: `${which(c, f.certificate)}有效期至 ${moment(f.notAfter)}；判定时刻为 ${moment(c.at)}。`,
      remedy:
        f.role === 'end-entity' ? '请续期该证书，并重启出示它的组件。' : '请更换 CA：签发新的 CA 证书并分发，再重新签发它所签的一切证书。',
    }),
    'path/not-yet-valid': (f, c) => ({
      title: f.role === 'end-entity' ? '证书尚未生效' : 'CA 证书尚未生效',
      detail: `${which(c, f.certificate)}自 ${moment(f.notBefore)} 起生效；判定时刻为 ${moment(c.at)}。`,
      remedy: '请校正签发机器的时钟后重新签发；或等待其生效。',
    }),
    'path/usage-not-allowed': (f, c) => ({
      title: f.role === 'end-entity' ? '扩展密钥用途不允许此角色' : 'CA 不允许此扩展密钥用途',
      detail: `此调用需要 ${f.expected}；${ROLES[f.role]} ${which(c, f.certificate)}允许：${usages(f.presented)}。`,
      remedy: `请以 ${f.expected} 重新签发该证书：续期会照抄原有用途。`,
    }),
    'path/length-exceeded': (f, c) => ({
      title: 'CA 允许的中间证书数量不足',
      detail: `${which(c, f.certificate)}之下最多允许 ${f.maxPathLen} 份中间 CA 证书；该链有 ${f.intermediates} 份。`,
      remedy: '请直接由该 CA 签发证书，或以更大的路径长度重新签发该 CA。',
    }),
    'path/name-constrained': (f, c) => ({
      title: 'CA 的名称约束不允许此名称',
      detail: `${which(c, f.certificate)} ${
        f.why === 'excluded'
          ? `排除“${visible(f.constraint)}”`
          : f.why === 'not-permitted'
            ? `只允许“${visible(f.constraint)}”`
            : `含有无法应用的约束“${visible(f.constraint)}”`
      }；证书带有“${visible(f.name)}”。`,
      remedy: '请签发不带该名称的证书，或使用约束允许该名称的 CA。',
    }),
    'path/critical-extension-unknown': (f, c) => ({
      title: '含有 Go 不认识的关键扩展',
      detail: `${which(c, f.certificate)}将 ${f.oids.join('、')} 标为关键扩展；Go 拒绝带有未处理关键扩展的证书。`,
      remedy: '请重新签发该证书，去掉该扩展或将其设为非关键。',
    }),
    'path/policy-invalid': (f, c) => ({
      title: '证书策略无法满足',
      detail: `${which(c, f.certificate)}路径上的策略约束没有留下任何有效策略。`,
      remedy: '请以一致的策略重新签发整条链，或去掉策略约束。',
    }),
    'path/algorithm-insecure': (f, c) => ({
      title: '签名算法不安全，被拒绝',
      detail: `${which(c, f.certificate)}由${which(c, f.issuer)}以 ${f.algorithm} 签名；Go 1.18 及以后版本拒绝该算法。`,
      remedy: '请以 SHA-256 重新签发该证书。',
    }),
    'path/algorithm-unsupported': (f, c) => ({
      title: '此处无法验证该签名算法',
      detail: `${which(c, f.certificate)}以 ${f.algorithm} 签名，本工具无法验证，因此不作任何断言。`,
      remedy: '请用支持该算法的工具验证此签名，或以 RSA、ECDSA 或 Ed25519 签发证书。',
    }),
    'path/name-not-covered': (f, c) => ({
      title:
        f.why === 'no-sans' || f.why === 'legacy-common-name'
          ? '服务端证书没有主体备用名称'
          : f.why === 'no-ip-sans'
            ? '证书不含任何 IP 地址'
            : f.why === 'invalid-name'
              ? '所访问的名称不是有效主机名'
              : '证书不包含所访问的名称',
      detail: `调用方访问“${visible(f.dialled)}”；${which(c, f.certificate)}包含：${names(f.presented)}。`,
      remedy: '请重新签发服务端证书，在主体备用名称中加入该名称：续期会照抄原有名称。',
    }),
    'path/budget-exhausted': (f) => ({
      title: '验证该证书的途径过多',
      detail:
        f.what === 'drop'
          ? '未验证其是否由该密钥签名：此次拖入所需的验证次数超过了允许的开销。'
          : `Go 在 ${f.limit} 次签名校验处停止，此处亦然。`,
      remedy: '请将信任包缩减为所需的 CA。',
    }),
    'edge/key-mismatch': (f) => ({
      title: '私钥与证书不匹配',
      detail: `${settingText(f.use)}（${visible(fileOf(f.use) ?? '不在此包内')}）的证书与私钥的公钥不同。`,
      remedy: '请成对重新签发证书与私钥，或放回属于该证书的私钥。',
    }),
    'edge/file-unusable': (f) => ({
      title: '组件无法加载此文件',
      detail: `${f.use.component} 为 ${f.use.setting} 读取 ${visible(fileOf(f.use) ?? f.use.value ?? '')}，发现${
        {
          empty: '文件为空',
          'no-certificate': '其中没有证书',
          'not-issued': '什么也没有：其服务证书请求未获批准',
          'no-key': '其中没有私钥',
          'bad-pem': 'PEM 无法解码',
          'bad-base64': 'base64 无法解码',
          malformed: '内容无法解析',
          'unsupported-key': '密钥类型不受支持',
          'key-too-small': '密钥过短而不被接受',
          encrypted: '密钥已加密',
          'bad-kubeconfig': '没有可用的 kubeconfig',
          missing: '文件不存在',
          'bad-yaml': 'YAML 无法解析',
        }[f.why]
      }：${visible(f.error)}`,
      remedy: '请在此处放置有效的文件；在此之前该组件无法启动或拒绝此调用。',
    }),
    'edge/no-client-certificate': (f) => ({
      title: '调用方没有出示客户端证书',
      detail: `提供方要求客户端证书；${f.use ? `${settingText(f.use)} 没有提供` : '调用方没有任何设置指明证书'}。`,
      remedy: '请在调用方的设置中指明客户端证书及其私钥。',
    }),
    'edge/identity-wrong': (f) => ({
      title: '证书中的身份不正确',
      detail: `提供方期望 ${f.expected}；证书标明用户“${visible(f.user)}”，组 ${f.groups.length ? f.groups.map((g) => `“${visible(g)}”`).join('、') : '无'}。`,
      remedy: '请以正确的通用名和组织重新签发证书：续期会照抄原有内容。',
    }),
    'edge/name-not-allowed': (f) => ({
      title: '通用名不在允许列表中',
      detail: `${f.use ? settingText(f.use) : '提供方'} 允许：${names(f.allowed)}；证书标明“${visible(f.presented)}”。`,
      remedy: '请以允许的通用名签发证书，或将该名称加入列表。',
    }),
    'edge/peer-address-not-covered': (f) => ({
      title: '对等成员的地址不在其证书中',
      detail: `该成员从 ${visible(f.address)} 连接；其对等证书包含：${names(f.presented)}，etcd 拒绝地址不在其中的对等成员。`,
      remedy: '请为该成员签发包含其地址的对等证书；不要从其他成员复制。',
    }),
    'edge/signing-key-not-accepted': (f) => ({
      title: '令牌签名密钥不被接受',
      detail: `令牌由 ${f.signer.component} 用 ${fileOrSetting(f.signer)} 签名；${f.verifiers.length ? f.verifiers.map(fileOrSetting).join('、') : '验证方'} 中没有能验证它的密钥。`,
      remedy: '请将同一对 sa.key 和 sa.pub 复制到所有控制平面节点，重启 kube-apiserver 与 kube-controller-manager，并重建旧令牌。',
    }),
    'edge/setting-required': (f) => ({
      title: '缺少此设置，kube-apiserver 无法启动',
      detail: `自 v1.20 起 kube-apiserver 需要 ${f.settings.join(' 和 ')}；${visible(f.use.location?.file ?? '其命令行')}中没有设置。`,
      remedy: '请将这些参数加入 kube-apiserver 的清单。',
    }),
    'edge/token-issuer-not-accepted': (f) => ({
      title: '令牌的签发者不被接受',
      detail: `令牌的签发者为“${visible(f.issuer)}”；kube-apiserver 接受：${names(f.accepted)}。`,
      remedy: '请重建令牌，或将其签发者加入 --service-account-issuer。',
    }),
    'edge/token-expired': (f, c) => ({
      title: '服务账号令牌已过期',
      detail: `令牌有效期至 ${moment(f.expires)}；判定时刻为 ${moment(c.at)}。`,
      remedy: '请申请新的令牌。',
    }),
    'edge/kubeconfig-invalid': (f) => ({
      title: 'kubeconfig 无法使用',
      detail: `${visible(fileOf(f.use) ?? f.use.value ?? '')}：${visible(f.error)}`,
      remedy: '请重新生成该 kubeconfig；若使用 kubeadm，请删除它并运行对应的“kubeadm init phase kubeconfig”。',
    }),
    'edge/root-ca-not-in-bundle': (f) => ({
      title: 'Pod 得到的 CA 无法验证 kube-apiserver',
      detail: `${settingText(f.use)} 以 kube-root-ca.crt 发布给每个 Pod，而 kube-apiserver 的证书无法用它验证。`,
      remedy: '请将 --root-ca-file 设为包含 kube-apiserver 证书之 CA 的信任包，并重启 kube-controller-manager。',
    }),
    'edge/bootstrap-fallback': (f) => ({
      title: 'kubelet 退回到引导文件',
      detail: `${settingText(f.use)} 的客户端证书已于 ${moment(f.notAfter)} 过期；kubelet 随后会寻找引导 kubeconfig。`,
      remedy: '请为该节点提供新的 kubelet.conf 或新的引导令牌，移除旧的 kubelet-client 文件，并重启 kubelet。',
    }),
  },
  read: {
    'read/der-malformed': { title: 'DER 无法解码', detail: '该文件不是格式正确的 DER。', remedy: '请从来源处重新导出该对象。' },
    'read/certificate-malformed': {
      title: '证书无法解析',
      detail: 'Go 拒绝该证书，所有组件亦然。',
      remedy: '请重新签发或重新复制该证书。',
    },
    'read/key-malformed': {
      title: '密钥无法解析',
      detail: '该块标为密钥，却不含密钥。',
      remedy: '请重新复制密钥，或成对重新签发证书与私钥。',
    },
    'read/key-encrypted': {
      title: '私钥已加密',
      detail: 'Kubernetes 组件无法加载加密的私钥；未检查它是否与证书匹配。',
      remedy: '请以不带口令的形式保存私钥，并用文件权限保护。',
    },
    'read/pem-unterminated': {
      title: 'PEM 块没有结束行',
      detail: 'BEGIN 行没有对应的 END 行：文件被截断。',
      remedy: '请重新完整复制该文件。',
    },
    'read/pem-malformed': { title: 'PEM 块无法解码', detail: '首尾行之间的 base64 已损坏。', remedy: '请逐字节重新复制该文件。' },
    'read/pem-hidden': {
      title: '组件看不到此 PEM 块',
      detail: '人能看到该块而 Go 找不到：字节顺序标记、缩进或首尾行损坏将其隐藏。',
      remedy: '请重写该文件，使每个 BEGIN 和 END 行都位于行首。',
    },
    'read/base64-malformed': { title: 'base64 无法解码', detail: '该值不是有效的 base64。', remedy: '请重新编码该值，不要换行。' },
    'read/yaml-malformed': { title: 'YAML 无法解析', detail: '该文件不是有效的 YAML。', remedy: '请修正所指位置的语法。' },
    'read/json-malformed': { title: 'JSON 无法解析', detail: '该文件不是有效的 JSON。', remedy: '请修正所指位置的语法。' },
    'read/kubeconfig-malformed': {
      title: 'kubeconfig 无法读取',
      detail: '该 kubeconfig 的某个字段类型不正确。',
      remedy: '请修正所指位置的字段。',
    },
    'read/settings-malformed': {
      title: '设置无法读取',
      detail: '此配置的一部分不符合其组件读取的形式。',
      remedy: '请修正所指位置的字段。',
    },
    'read/settings-unfilled': {
      title: 'systemd 单元的说明符未能填入',
      detail: '此单元在这里使用主机名或实例名，而包内没有任何内容说明它：依赖它的判定保持未定。',
      remedy: '请把 /etc/hostname，或 /etc/systemd/system 下各实例的链接加入包内。',
    },
    'read/token-malformed': { title: '令牌无法解码', detail: '该值形似令牌，但不是格式正确的 JWT。', remedy: '请申请新的令牌。' },
    'read/gzip-malformed': { title: 'gzip 流已损坏', detail: '压缩数据提前结束或校验失败；之前的内容已读取。', remedy: '请重新制作归档。' },
    'read/tar-malformed': { title: 'tar 归档已损坏', detail: '有一个头部无法读取；之前的条目已读取。', remedy: '请重新制作归档。' },
    'read/zip-malformed': { title: 'zip 归档已损坏', detail: '有一个条目无法读取。', remedy: '请重新制作归档。' },
    'read/unsupported-archive': {
      title: '不支持的归档格式',
      detail: '不读取这种归档或压缩格式。',
      remedy: '请解开它，或改为 .tar.gz 或 .zip。',
    },
    'read/unsafe-path': { title: '路径越出归档', detail: '没有以此路径使用该条目。', remedy: '请以相对路径制作归档。' },
    'read/link-cycle': { title: '链接互相指向', detail: '沿链接无法到达任何文件。', remedy: '请将文件本身加入归档。' },
    'read/link-outside': { title: '链接指向包外', detail: '链接的目标不在拖入的文件之中。', remedy: '请将链接的目标加入归档。' },
    'read/duplicate-path': {
      title: '两个文件路径相同',
      detail: '两者均已看到；采用 tar 解包后会留下的那一个。',
      remedy: '请去掉其中一个，或各放入一个文件夹。',
    },
    'read/too-large': {
      title: '文件过大，未读取',
      detail: '该文件超过单个文件的上限，未查看其内容。',
      remedy: '若需要，请单独拖入；否则请略去。',
    },
    'read/too-many-entries': {
      title: '条目超过读取上限',
      detail: '读取在上限处停止：其后的内容未查看。',
      remedy: '请减少一次拖入的文件。',
    },
    'read/too-deep': { title: '路径或嵌套过深', detail: '该条目超过深度上限，未查看。', remedy: '请直接拖入内层文件夹。' },
    'read/ratio': { title: '归档膨胀异常', detail: '读取已停止：该归档的膨胀远超配置文件应有的程度。', remedy: '请自行解开后拖入文件。' },
    'read/unreadable': { title: '文件无法打开', detail: '浏览器或系统拒绝读取该文件。', remedy: '请以 root 制作 tar 归档后拖入。' },
    'read/budget-exhausted': {
      title: '待验证的签名过多',
      detail: '验证在上限处停止。此项（也许还有其他项）由谁签名未知：依赖它的调用为未证实。',
      remedy: '请减少一次拖入的文件。',
    },
  },
  readPlace: (f) =>
    [
      f.line !== null ? `第 ${f.line} 行` : f.offset !== null ? `第 ${f.offset} 字节` : '',
      f.expected ? `应为 ${visible(f.expected)}` : '',
      f.presented ? `实为 ${visible(f.presented)}` : '',
      f.limit !== null ? `上限 ${f.limit}` : '',
    ]
      .filter(Boolean)
      .join('；'),
  steps: {
    run: (s) => (s.on ? `在 ${visible(s.on)} 上运行：${visible(s.command)}` : `运行：${visible(s.command)}`),
    restart: (s) =>
      ({
        'static-pod': `重启 ${s.component}：将其清单移出清单目录二十秒后再移回。`,
        systemd: `重启 ${s.component}：systemctl restart ${s.component}`,
        snap: `通过运行它的 snap 重启 ${s.component}。`,
        service: `重启运行 ${s.component} 的服务。`,
        none: `${s.component} 无需重启。`,
      })[s.how],
    edit: (s) =>
      s.value === null
        ? `在 ${visible(s.file)} 中移除 ${s.setting}。`
        : `在 ${visible(s.file)} 中将 ${s.setting} 设为 ${visible(s.value)}。`,
    copy: (s) => `将 ${visible(s.what)} 复制到 ${visible(s.to)}。`,
    'add-to-drop': (s) => `请将 ${visible(s.file)} 加入拖入的文件。`,
    explain: (s) => FINDINGS_ZH.notes[s.note],
  },
  notes: {
    'renew-copies-names': 'kubeadm certs renew 会照抄旧证书的名称、组织和用途：请先删除文件，再让 kubeadm 重新生成。',
    'no-automatic-ca-rotation': 'kubeadm 不轮换 CA：请建立新 CA，先同时信任新旧两者，重新签发一切证书，再移除旧 CA。',
    'kubelet-rejoins': '或让该节点重新加入：在控制平面上运行 kubeadm token create --print-join-command 可得到命令。',
    'approve-csr': '请批准证书请求：先 kubectl get csr，再 kubectl certificate approve NAME。',
    'copy-admin-conf': '请将新的 admin.conf 复制到每个保存副本之处，例如 ~/.kube/config。',
    'same-keys-on-all-control-planes': '请在所有控制平面节点上保持相同的 sa.key 和 sa.pub。',
    'external-etcd-ca': '请向运行 etcd 的一方索取 CA 证书和客户端证书：--etcd-cafile、--etcd-certfile 和 --etcd-keyfile 必须来自同一处。',
    'reissue-with-your-ca': '请用您在集群之外保管的 CA 签发该证书。',
    'managed-by-distribution': '该证书由发行版签发：请使用发行版自己的命令，然后重启节点服务。',
    'managed-cluster': '该证书由服务商管理：请向其获取新的 kubeconfig。',
    'check-clock': '签发任何证书之前，请先核对各节点的时钟。',
    'bundle-old-and-new': '轮换期间，请在每个信任包中同时保留新旧 CA。',
    'recreate-tokens': '然后重启 Pod 以获得新令牌，并重新创建保存旧令牌的 Secret。',
    'or-verify-no-kubelet': '或从 kube-apiserver 中移除 --kubelet-certificate-authority：此后不再验证 kubelet。',
    'by-design': '发行版即如此设置；无需修复。',
  },
  statuses: {
    broken: { word: '断开', meaning: '此握手会失败。' },
    plaintext: { word: '明文', meaning: '连接未加密，也不验证任何一方。' },
    unproven: { word: '未证实', meaning: '能证实或否定它的内容不在拖入的文件中。' },
    unverified: { word: '不验证', meaning: '此方被配置为不验证对方。' },
    token: { word: '令牌', meaning: '凭据是持有者令牌，而非证书。' },
    trusted: { word: '可信', meaning: '已证实：证书链、日期、用途和名称均成立。' },
    absent: { word: '不存在', meaning: '此集群不进行这一调用。' },
    'not-applicable': { word: '不适用', meaning: '此半边无需检查。' },
  },
  severities: { error: '错误', warning: '警告', notice: '提示' },
  versionNotes: {
    sha1: (n) => `Kubernetes ${n.from ?? '1.24'} 之前接受 SHA-1 签名。`,
    'legacy-common-name': (n) => `Kubernetes ${n.from ?? '1.19'} 之前把通用名当作主机名。`,
    'negative-serial': (n) => `Kubernetes ${n.from ?? '1.32'} 之前接受负的序列号。`,
    'etcd-client-auth-3.3': () => 'etcd 3.3 及以前由 --client-cert-auth 决定；自 3.4 起只要配置了受信 CA 就强制要求客户端证书。',
    'organisation-by-version': () => 'kubeadm 写入该证书的组织取决于版本；旧的组织仍然有效。',
    'user-uid': (n) => `自 Kubernetes ${n.from ?? '1.33'} 起读取主体中的用户 UID。`,
    'go-x509': (n) => `不同版本的 Go 对此判定不同${n.from ? `（自 ${n.from} 起）` : ''}。`,
  },
  callNotes: {
    'held-until-restart':
      '如果 logs 和 exec 仍返回 Unauthorized：kube-apiserver 将此客户端证书保存在内存中，可能仍在出示续期之前的证书。请重启 kube-apiserver。',
    'kubelet-client-binding':
      '自 v1.33.12、v1.34.8、v1.35.5 和 v1.36.1 起此用户需要绑定。如果 logs 和 exec 返回 "Forbidden (user=kube-apiserver-kubelet-client, verb=get, resource=nodes, subresource=proxy)"：kubectl create clusterrolebinding kubeadm:apiserver-kubelet-client --clusterrole=system:kubelet-api-admin --user=kube-apiserver-kubelet-client',
    'cluster-admins-binding':
      '没有绑定，此组就没有任何权限。如果 kubectl 返回 "User "kubernetes-admin" cannot ..."：kubectl --kubeconfig /etc/kubernetes/super-admin.conf create clusterrolebinding kubeadm:cluster-admins --clusterrole=cluster-admin --group=kubeadm:cluster-admins',
    'loopback-certificate':
      'kube-apiserver 还用一张只存于内存的证书调用自身。如果它已运行一年以上并记录其回环客户端的错误：请重启 kube-apiserver。',
  },
  edges: {
    'etcd->etcd': 'etcd 成员之间复制集群状态；同一证书既作服务端也作客户端。',
    'etcdctl->etcd': '运维人员、健康探针和 kubeadm 使用健康检查客户端证书访问 etcd。',
    'kube-apiserver->etcd': 'kube-apiserver 在 etcd 中存储并监视集群的所有对象。',
    'pod->kube-apiserver': 'Pod 中的工作负载通过服务名或服务地址，以服务账号令牌访问 kube-apiserver。',
    'kube-controller-manager->kube-apiserver': 'kube-controller-manager 通过 kube-apiserver 运行控制循环。',
    'kube-scheduler->kube-apiserver': 'kube-scheduler 监视尚未分配节点的 Pod 并为其绑定节点。',
    'kube-proxy->kube-apiserver': 'kube-proxy 监视服务与端点，以配置每个节点。',
    'kubelet->kube-apiserver': '每个 kubelet 注册其节点、上报状态并获取其 Pod。',
    'admin->kube-apiserver': '管理员通过 kubectl 使用 admin.conf。',
    'super-admin->kube-apiserver': '绕过授权的应急凭据。',
    'user->kube-apiserver': '包内某个人使用的 kubeconfig，按 kubectl 的使用方式判定。',
    'client->kube-apiserver': '包内某个组件的其他 kubeconfig，按其持有者的使用方式判定。',
    'client->kubelet': 'metrics-server、Prometheus 等从 kubelet 读取指标。',
    'kube-apiserver->kubelet': 'kube-apiserver 访问 kubelet 以获取日志、执行命令、端口转发和节点代理。',
    'controller-manager-signer->kube-apiserver': 'kube-controller-manager 签发基于 Secret 的服务账号令牌；kube-apiserver 用公钥验证。',
    'apiserver-signer->kube-apiserver': 'kube-apiserver 签发投射的服务账号令牌，并须接受自己签发的令牌。',
    'token->kube-apiserver': '包内的服务账号令牌，按 kube-apiserver 的方式判定。',
    'kube-apiserver->extension-apiserver': 'kube-apiserver 作为前端代理将请求转发给扩展 API 服务器。',
    'kubelet-bootstrap->kube-apiserver': '正在加入的节点以引导令牌申请其首个证书。',
    'cloud-controller-manager->kube-apiserver': '云控制器管理器通过 kube-apiserver 运行云厂商的控制循环。',
    'konnectivity-server->kube-apiserver': 'konnectivity-server 请 kube-apiserver 审核其代理的令牌。',
    'kube-apiserver->konnectivity-server': 'kube-apiserver 经由 konnectivity-server 访问节点和服务。',
    'konnectivity-agent->konnectivity-server': '每个节点上的 konnectivity-agent 与 konnectivity-server 保持一条隧道。',
    'kube-apiserver->webhook': 'kube-apiserver 在存储对象之前询问准入 webhook。',
    'kube-apiserver->conversion-webhook': 'kube-apiserver 请 webhook 在版本之间转换自定义资源。',
    'kube-apiserver->audit-webhook': 'kube-apiserver 把审计事件发送到远端。',
    'kube-apiserver->authentication-webhook': 'kube-apiserver 询问 webhook 某个持有者令牌属于谁。',
    'kube-apiserver->authorization-webhook': 'kube-apiserver 询问 webhook 某个请求是否允许。',
    'kube-apiserver->image-policy-webhook': 'kube-apiserver 询问 webhook 某个镜像能否运行。',
    'kube-apiserver->kms-plugin': 'kube-apiserver 经本机套接字请插件加密存储对象所用的密钥。',
    'kube-apiserver->oidc-issuer': 'kube-apiserver 获取为用户作证的 OIDC 签发者的密钥。',
    'kube-apiserver->kube-apiserver': 'kube-apiserver 以前端代理的身份，把请求转给提供所需版本的另一个 kube-apiserver。',
    'metrics-client->kube-controller-manager': 'Prometheus 等从 kube-controller-manager 读取指标。',
    'metrics-client->kube-scheduler': 'Prometheus 等从 kube-scheduler 读取指标。',
    'metrics-client->etcd': 'Prometheus 等从 etcd 读取指标。',
    'token-verifier->kube-apiserver': 'kube-apiserver 以外的校验方获取校验服务账号令牌的公钥。',
    'pod->pod': 'Pod 之间出示同一签名者签发的证书，并信任其 ClusterTrustBundle。',
    'client->server': '没有集群背景的证书与信任包。',
  },
}
