/** What each rule says in Simplified Chinese. */
import { all, data, files, on, usages, when } from './lint-evidence.ts'
import type { LintWords } from './words.ts'

export const LINTS_ZH: LintWords = {
  'rfc5280/outlives-issuer': {
    title: '证书有效期超过其 CA',
    detail: (f, c) => `${on(f, c)} 标明有效期至 ${when(f, 'notAfter')}，而其 CA 只到 ${when(f, 'end')}：此后即被拒绝。`,
    remedy: '请在该日期之前安排更换 CA，并签发早于该日期到期的证书。',
  },
  'rfc5280/leaf-is-ca': {
    title: '组件出示的是 CA 证书',
    detail: (f, c) => `${on(f, c)} 在握手中出示，却带有 CA:TRUE：持有其私钥者可以签发证书。`,
    remedy: '请为该组件签发不带 CA:TRUE 的终端证书。',
  },
  'rfc5280/version-1': {
    title: 'X.509 版本 1 证书',
    detail: (f, c) => `${on(f, c)} 为版本 1：无法声明其用途。`,
    remedy: '请以版本 3 重新签发。',
  },
  'rfc5280/serial-zero': {
    title: '序列号为零',
    detail: (f, c) => `${on(f, c)} 的序列号为 0；RFC 5280 要求为正整数。目前没有组件会拒绝它。`,
    remedy: '现在无需处理；重新签发时会得到随机序列号。',
  },
  'rfc5280/serial-duplicate': {
    title: '两份证书序列号相同',
    detail: (f, c) => `同一 CA 的 ${f.certificates.length} 份证书序列号均为 ${data(f, 'serial')}：${all(f, c)}。`,
    remedy: '请保留其中一份，重新签发其余证书。',
  },
  'rfc5280/serial-too-long': {
    title: '序列号超过 20 个八位组',
    detail: (f, c) => `${on(f, c)} 的序列号长达 ${data(f, 'octets')} 个八位组。`,
    remedy: '请以不超过 20 个八位组的序列号重新签发。',
  },
  'rfc5280/key-identifier-absent': {
    title: '证书缺少密钥标识符',
    detail: (f, c) => `${f.certificates.length} 份证书没有密钥标识符：${all(f, c)}。2020 年之前的 kubeadm 即如此，没有组件会拒绝。`,
    remedy: '无需处理；由较新版本签发的证书会带有该标识符。',
  },
  'rfc5280/key-identifier-differs': {
    title: '密钥标识符指向另一把密钥',
    detail: (f, c) => `${on(f, c)} 由包内的 CA 签发，但其 authorityKeyIdentifier 与该 CA 的 subjectKeyIdentifier 不同。`,
    remedy: '请用当前 CA 重新签发；除 Go 以外的软件可能拒绝它。',
  },
  'rfc5280/aki-critical': {
    title: '密钥标识符被标为关键扩展',
    detail: (f, c) => `${on(f, c)} 把 ${data(f, 'oids')} 标为关键扩展；RFC 5280 不允许。`,
    remedy: '请重新签发，将该扩展设为非关键。',
  },
  'rfc5280/ca-basic-constraints-not-critical': {
    title: 'CA 约束未标为关键扩展',
    detail: (f, c) => `${on(f, c)} 的 basicConstraints 不是关键扩展。Go 不介意。`,
    remedy: '重新签发该 CA 时请将 basicConstraints 标为关键扩展。',
  },
  'rfc5280/leaf-may-sign-certificates': {
    title: '非 CA 证书可以签发证书',
    detail: (f, c) => `${on(f, c)} 不是 CA，但其密钥用法含有 keyCertSign。Go 会拒绝由它签发的证书，其他库不一定。`,
    remedy: '请在不含 keyCertSign 的情况下重新签发。',
  },
  'rfc5280/ca-key-usage-absent': {
    title: 'CA 没有密钥用法',
    detail: (f, c) => `${on(f, c)} 是 CA，但没有密钥用法：其密钥可以签署任何内容。`,
    remedy: '请为下一个 CA 设置密钥用法 keyCertSign 和 cRLSign。',
  },
  'rfc5280/name-constraints-not-critical': {
    title: '名称约束不是关键扩展',
    detail: (f, c) => `${on(f, c)} 的名称约束不是关键扩展：不认识它的软件会忽略它。`,
    remedy: '请重新签发该 CA，并将名称约束设为关键扩展。',
  },
  'rfc5280/empty-subject-names-not-critical': {
    title: '主体为空，且使用者可选名称不是关键扩展',
    detail: (f, c) => `${on(f, c)} 的主体为空，因此其使用者可选名称必须是关键扩展，但实际不是。`,
    remedy: '请重新签发，写明主体，或将使用者可选名称设为关键扩展。',
  },
  'rfc5280/issued-before-issuer': {
    title: '证书生效早于其 CA',
    detail: (f, c) => `${on(f, c)} 自 ${when(f, 'notBefore')} 生效，其 CA 自 ${when(f, 'start')} 生效。`,
    remedy: '请核对各节点时钟；若 CA 以原密钥续期，则无害。',
  },
  'kubernetes/etcd-ca-shared': {
    title: 'etcd 信任集群的 CA',
    detail: (f, c) => `${all(f, c)}：etcd 与 kube-apiserver 信任同一密钥，集群的客户端证书也能打开 etcd。`,
    remedy: '请为 etcd 建立独立的 CA，并用它签发 etcd 的证书和客户端。',
  },
  'kubernetes/front-proxy-ca-shared': {
    title: '前端代理与客户端共用 CA',
    detail: (f, c) =>
      `${all(f, c)} 同时被 --requestheader-client-ca-file 和 --client-ca-file 信任：客户端先被当作前端代理，因 "x509: subject with cn=... is not in the allowed list" 被拒；若未列出名称，则可冒充任何人。`,
    remedy: '请为前端代理建立独立的 CA，并用它签发 front-proxy-client。',
  },
  'kubernetes/ca-name-collision': {
    title: '不同的 CA 使用同一名称',
    detail: (f, c) => `同一名称下有 ${data(f, 'keys')} 把不同的密钥：${all(f, c)}。`,
    remedy: '请确认在用的是哪一个，并从所有信任包和 kubeconfig 中移除过时的 CA。',
  },
  'kubernetes/ca-key-present': {
    title: '存在 CA 私钥',
    detail: (f, c) => `${files(f)} 是 ${on(f, c)} 的私钥：持有者可以冒充集群中的任何身份。`,
    remedy: '请勿将 CA 私钥放在节点上（使用外部 CA 模式）或归档中；请将此归档视为机密。',
  },
  'kubernetes/usage-too-wide': {
    title: '客户端证书的用途过宽',
    detail: (f, c) => `${on(f, c)} 只由客户端出示，却允许 ${usages(f)}。`,
    remedy: '请仅以 clientAuth 签发。',
  },
  'kubernetes/wildcard-name': {
    title: '服务端证书含通配符',
    detail: (f, c) => `${on(f, c)} 包含 ${data(f, 'names')}。`,
    remedy: '请改为逐一列出实际访问的名称。',
  },
  'kubernetes/system-masters': {
    title: '证书属于 system:masters 组',
    detail: (f, c) => `${on(f, c)} 在 ${when(f, 'notAfter')} 之前绕过授权，且无法吊销。`,
    remedy: '请改发绑定 RBAC 组的证书；若可能已泄露，请更换 CA。',
  },
  'kubernetes/kubelet-client-privileged': {
    title: '访问 kubelet 的客户端具有管理员权限',
    detail: (f, c) => `${on(f, c)} 属于 ${data(f, 'group')}；版本 ${data(f, 'version')} 不再需要任何组。`,
    remedy: '请将 system:kubelet-api-admin 绑定给用户 kube-apiserver-kubelet-client，再签发不带组织的证书。',
  },
  'kubernetes/etcd-client-organisation': {
    title: 'etcd 客户端带有多余的组',
    detail: (f, c) => `${on(f, c)} 标明 system:masters，对 etcd 毫无意义。1.29 起的版本不再写入。`,
    remedy: '请删除该文件，用 kubeadm init phase certs 重新生成：续期会照抄该组。',
  },
  'kubernetes/super-admin-present': {
    title: '节点上存放着 super-admin.conf',
    detail: (f) => `${files(f)} 绕过授权，且无法吊销。`,
    remedy: '请将其移到节点以外的安全之处。',
  },
  'kubernetes/admin-masters': {
    title: 'admin.conf 仍属于 system:masters',
    detail: (f, c) => `${on(f, c)} 绕过授权；kubeadm 自 1.29 起写入 kubeadm:cluster-admins。`,
    remedy: '请先绑定 kubeadm:cluster-admins，再删除 admin.conf 并运行 kubeadm init phase kubeconfig admin。',
  },
  'kubernetes/insecure-skip-tls-verify': {
    title: 'kubeconfig 不验证服务端',
    detail: (f) => `${files(f)} 为 true：接受任何服务端。`,
    remedy: '请移除该项，并将 kube-apiserver 的 CA 写入 certificate-authority-data。',
  },
  'kubernetes/plaintext-server': {
    title: 'kubeconfig 不使用 TLS',
    detail: (f) => `${files(f)} 为 ${data(f, 'server')}。`,
    remedy: '请改用 https 并配置 kube-apiserver 的 CA。',
  },
  'kubernetes/kubelet-conf-embedded': {
    title: 'kubelet.conf 内嵌证书',
    detail: (f) => `${files(f)} 内嵌证书；轮换写入的是 kubelet-client-current.pem，而该文件未引用它。`,
    remedy: '请将 client-certificate 和 client-key 设为 /var/lib/kubelet/pki/kubelet-client-current.pem，并重启 kubelet。',
  },
  'kubernetes/bootstrap-kubeconfig-left': {
    title: '引导 kubeconfig 仍然存在',
    detail: (f) => `${files(f)} 含有引导令牌，而该节点已有客户端证书。`,
    remedy: '请删除该文件，并用 kubeadm token delete 删除令牌。',
  },
  'kubernetes/static-credentials': {
    title: '配置了静态凭据',
    detail: (f) => `${files(f)} 含有永不过期的 ${data(f, 'setting')}。`,
    remedy: '请改用客户端证书、短期令牌或 OIDC。',
  },
  'kubernetes/kubelet-not-verified': {
    title: 'kube-apiserver 不验证 kubelet',
    detail: (f) => `${files(f)} 没有 --kubelet-certificate-authority：任何服务端都会被当作 kubelet。`,
    remedy: '请先启用 serverTLSBootstrap 并批准证书请求，再设置 --kubelet-certificate-authority。',
  },
  'kubernetes/kubelet-self-signed': {
    title: 'kubelet 使用自制的服务端证书',
    detail: (f, c) => `${on(f, c)} 由 kubelet 自行生成，并非集群 CA 签发。`,
    remedy: '请在 kubelet 配置中设置 serverTLSBootstrap: true，重启 kubelet 并批准其请求。',
  },
  'kubernetes/etcd-plaintext': {
    title: 'etcd 不使用 TLS 监听',
    detail: (f) => `${files(f)}：${data(f, 'urls')}。`,
    remedy: '请改用 https 地址并为 etcd 配置证书。',
  },
  'kubernetes/etcd-auto-tls': {
    title: 'etcd 使用自动生成的证书',
    detail: (f) => `${files(f)} 设置了 ${data(f, 'settings')}：这样的证书无人能够验证。`,
    remedy: '请用 etcd CA 签发证书，并移除该设置。',
  },
  'kubernetes/etcd-no-client-auth': {
    title: 'etcd 不要求客户端证书',
    detail: (f) => `${files(f)} 既没有 ${data(f, 'settings')}，也没有对应的受信 CA。`,
    remedy: '请设置 --client-cert-auth=true 和 --trusted-ca-file，对等端同理。',
  },
  'kubernetes/requestheader-any-name': {
    title: '前端代理接受任意通用名',
    detail: (f) => `${files(f)}：--requestheader-allowed-names 为空。`,
    remedy: '请设置 --requestheader-allowed-names=front-proxy-client。',
  },
  'kubernetes/etcd-server-usage': {
    title: 'etcd 的服务端证书缺少 clientAuth',
    detail: (f, c) =>
      `${on(f, c)} 允许 ${usages(f)}。etcd 的网关用它连接 etcd 自身而被拒绝：etcd 记录 "remote error: tls: bad certificate" 和 "x509: certificate specifies an incompatible key usage"；其他客户端不受影响。`,
    remedy: '请以 serverAuth 和 clientAuth 重新签发，或为 etcd 设置 --client-cert-file；然后重启 etcd。',
  },
  'kubernetes/signing-ca-not-trusted': {
    title: '为 kubelet 签发证书的 CA 不受信任',
    detail: (f, c) =>
      `${on(f, c)} 为 kubelet 的请求签名（${data(f, 'file')}），却不在 kube-apiserver 的 --client-ca-file 中：下次轮换后 kubelet 将得到 Unauthorized，kube-apiserver 记录 "x509: certificate signed by unknown authority"。`,
    remedy: '请在每个控制平面上将此 CA 加入 --client-ca-file 所指的文件，与原有的并存。',
  },
  'kubernetes/discovery-hash': {
    title: 'kubeadm join 的散列不属于任何 CA',
    detail: (f) =>
      `${files(f)} 固定了 ${data(f, 'presented')}；集群的 CA 是 ${data(f, 'expected')}。kubeadm join 以 "cluster CA found in cluster-info ConfigMap is invalid: none of the public keys ... are pinned" 结束。`,
    remedy: '请将 ca.crt 的散列写入 caCertHashes（--discovery-token-ca-cert-hash）。',
  },
  'kubernetes/metrics-self-made': {
    title: '指标端口的证书仅适用于 localhost',
    detail: (f) =>
      `${data(f, 'component')} 在节点之外监听（${files(f)}）却没有 --tls-cert-file：它在内存中生成仅适用于 localhost 和 127.0.0.1 的证书，按地址抓取端口 ${data(f, 'port')} 者会得到 "x509: certificate is valid for 127.0.0.1, not ..."。`,
    remedy: '请设置 --tls-cert-file 和 --tls-private-key-file，或让抓取方跳过验证，或将其绑定到 127.0.0.1。',
  },
  'kubernetes/service-account-tls-key': {
    title: '令牌依赖 TLS 私钥',
    detail: (f) => `${files(f)}：除 kube-apiserver 的 TLS 私钥外没有 --service-account-key-file。`,
    remedy: '请为服务账号建立独立的密钥对，并写入 --service-account-key-file。',
  },
  'kubernetes/tls-floor': {
    title: '服务端允许过时的 TLS',
    detail: (f) => `${files(f)} 允许 ${data(f, 'presented')}。`,
    remedy: '请将最低版本设为 TLS 1.2，并去掉不含 ECDHE 的套件。',
  },
  'kubernetes/always-allow': {
    title: '授权放行一切',
    detail: (f) => `${files(f)}：${data(f, 'component')} 以 AlwaysAllow 运行。`,
    remedy: 'kube-apiserver 请设为 Node,RBAC，kubelet 请设为 Webhook。',
  },
  'kubernetes/ca-differs-between-nodes': {
    title: '控制平面节点的共享密钥不一致',
    detail: (f) =>
      data(f, 'odd') === ''
        ? `${data(f, 'nodes')} 在 ${files(f)} 中持有不同密钥。`
        : `${data(f, 'odd')} 在 ${files(f)} 中的密钥与 ${data(f, 'nodes')} 中的其他节点不同。`,
    remedy: '请将正确节点的密钥对复制到其他节点，并重新签发由异常密钥签发的证书。',
  },
  'kubernetes/leaf-shared-between-nodes': {
    title: '多个节点共用一份证书',
    detail: (f, c) => `${on(f, c)} 存在于 ${data(f, 'nodes')}。`,
    remedy: '请为每个节点单独签发证书。',
  },
  'cis/key-readable': {
    title: '私钥可被他人读取',
    detail: (f) => `${files(f)} 的权限为 ${data(f, 'mode')}，其中含有私钥或令牌。`,
    remedy: '请对该文件执行 chmod 600。',
  },
  'cis/file-mode': {
    title: '文件权限比基准要求宽松',
    detail: (f) => `权限 ${data(f, 'mode')}：${files(f)}。控制项 ${data(f, 'controls')} 要求 ${data(f, 'limit')} 或更严格。`,
    remedy: '请用 chmod 将该文件设为此权限。',
  },
  'cis/file-owner': {
    title: '文件不属于 root',
    detail: (f) => `属主 ${data(f, 'owner')}：${files(f)}。控制项 ${data(f, 'controls')} 要求 root:root。`,
    remedy: '请对该文件执行 chown root:root。若归档不是以 root 身份制作的，请先以 root 身份重新制作。',
  },
  'advice/expiring': {
    title: '证书即将到期',
    detail: (f, c) => `${on(f, c)} 将在 ${data(f, 'days')} 天后（${when(f, 'notAfter')}）到期。`,
    remedy: '请立即续期，重启出示它的组件，并在保存副本之处重新复制 admin.conf。',
  },
  'advice/ca-expiring': {
    title: 'CA 将在一年内到期',
    detail: (f, c) => `${on(f, c)} 将在 ${data(f, 'days')} 天后（${when(f, 'notAfter')}）到期：它签发的一切随之失效。`,
    remedy: '请现在规划轮换：先同时信任新旧 CA，重新签发全部证书，再移除旧 CA。',
  },
  'advice/long-validity': {
    title: '终端证书有效期过长',
    detail: (f, c) =>
      `${on(f, c)} 有效期为 ${data(f, 'days')} 天，超过 ${data(f, 'limit')} 天：Kubernetes 不支持吊销，私钥一旦泄露就会一直有效。`,
    remedy: '请按一年签发，并定期续期。',
  },
  'advice/long-ca-validity': {
    title: 'CA 有效期超过十年',
    detail: (f, c) => `${on(f, c)} 有效期为 ${data(f, 'days')} 天。`,
    remedy: '下次创建 CA 时请选择十年以内的有效期。',
  },
  'advice/weak-key': {
    title: '密钥强度不足',
    detail: (f, c) => `${on(f, c)} 的密钥为 ${data(f, 'key')} 位。`,
    remedy: '请以 RSA 2048 或以上、或 ECDSA P-256 重新签发。',
  },
  'advice/rsa-2048-after-2030': {
    title: '2030 年之后仍使用 RSA 2048',
    detail: (f, c) => `${f.certificates.length} 份使用 RSA 2048 的证书有效期超过 2030 年：${all(f, c)}。`,
    remedy: '下次创建 CA 时请选择 RSA 3072 或 ECDSA P-256。',
  },
  'advice/rsa-exponent': {
    title: 'RSA 指数不安全',
    detail: (f, c) => `${on(f, c)} 的公开指数为 ${data(f, 'exponent')}。`,
    remedy: '请用新密钥重新签发；通常的指数为 65537。',
  },
  'advice/uncommon-algorithm': {
    title: '算法在集群中少见',
    detail: (f, c) => `${on(f, c)} 使用 ${data(f, 'algorithm')} 签名：Go 可以验证，其他工具未必。`,
    remedy: '请确认其他读取方也支持，或改用 ECDSA P-256。',
  },
  'advice/key-reuse': {
    title: '同一密钥用于多个角色',
    detail: (f, c) => `以下证书使用同一密钥：${all(f, c)}。`,
    remedy: '请为每个角色使用独立的密钥。',
  },
  'advice/unexplained-address': {
    title: '证书包含无人使用的地址',
    detail: (f, c) => `${on(f, c)} 包含 ${data(f, 'addresses')}，包内没有任何设置或 kubeconfig 提到它们。`,
    remedy: '如果是旧地址，下次签发时请去掉。',
  },
  'advice/odd-pem': {
    title: '文件中含有无人读取的块',
    detail: (f) => `${files(f)} 含有 ${data(f, 'odd')} 个没有组件读取的块和 ${data(f, 'twice')} 个重复证书。`,
    remedy: '请从文件中移除不需要的内容。',
  },
  'advice/bundle-leftover': {
    title: '信任包含有已无用的 CA',
    detail: (f, c) =>
      `${files(f)}（${data(f, 'setting')}）仍含有${data(f, 'why') === 'unused' ? `已被同名新 CA 取代的 ${all(f, c)}，本次文件中没有证书再需要它` : `已过期的 ${all(f, c)}`}。`,
    remedy: '确认没有客户端仍持有该 CA 签发的证书后，从信任包中移除它，并重启读取它的组件。',
  },
}
