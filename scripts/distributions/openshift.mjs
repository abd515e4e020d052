// OpenShift 4, one master: openshift/cluster-kube-apiserver-operator bindata/assets/config/defaultconfig.yaml and bindata/assets/kube-apiserver/pod.yaml,
// openshift/cluster-kube-controller-manager-operator bindata/assets/{config/defaultconfig.yaml,kube-controller-manager/pod.yaml},
// openshift/cluster-etcd-operator bindata/etcd/pod.gotpl.yaml (etcd-all-certs, ports 2379/2380/9978); signer names and lives:
// cluster-kube-apiserver-operator pkg/operator/certrotationcontroller. Revisions stand side by side; the highest is in use.
import { authority, certPem, embedded, flags, keyPem, kubeletConfiguration, leaf, newKey, pod, publicPem } from './kit.mjs'

const R = 'etc/kubernetes/static-pod-resources'
export default () => {
  const node = 'master-0'
  const address = '192.0.2.81'
  const signer = (name, days = 3650) =>
    authority(name, {
      subject: [
        ['OU', 'openshift'],
        ['CN', name],
      ],
      days,
    })
  const [toKubelet, controlPlane, aggregator, csr, admin, etcd, network, lb, localhost] = [
    signer('kube-apiserver-to-kubelet-signer', 365),
    signer('kube-control-plane-signer', 365),
    signer('aggregator-client-signer', 30),
    signer('kube-csr-signer_@1780300800', 60),
    signer('admin-kubeconfig-signer'),
    signer('openshift-etcd_etcd-signer@1780300800', 1825),
    signer('kube-apiserver-service-network-signer'),
    signer('kube-apiserver-lb-signer'),
    signer('kube-apiserver-localhost-signer'),
  ]
  const key = newKey('RSA')
  const files = {}
  const secret = (dir, name, certificate, { chain = [], crt = 'tls.crt', keyName = 'tls.key' } = {}) => {
    files[`${dir}/secrets/${name}/${crt}`] = { content: certPem(certificate, ...chain), mode: 0o600 }
    files[`${dir}/secrets/${name}/${keyName}`] = { content: keyPem(certificate.key), mode: 0o600 }
  }
  const bundle = (dir, name, ...authorities) => {
    files[`${dir}/configmaps/${name}/ca-bundle.crt`] = certPem(...authorities)
  }
  const clientCas = [admin, csr, toKubelet, controlPlane]
  for (const revision of [6, 7]) {
    const dir = `${R}/kube-apiserver-pod-${revision}`
    bundle(dir, 'etcd-serving-ca', etcd)
    bundle(dir, 'kubelet-serving-ca', csr)
    files[`${dir}/configmaps/sa-token-signing-certs/service-account-001.pub`] = publicPem(key)
    files[`${dir}/configmaps/bound-sa-token-signing-certs/service-account-001.pub`] = publicPem(key)
    secret(dir, 'etcd-client', leaf(etcd, 'etcd-client', { o: ['system:etcd'], days: 1825 }))
    files[`${dir}/secrets/bound-service-account-signing-key/service-account.key`] = { content: keyPem(key), mode: 0o600 }
    files[`${dir}/configmaps/config/config.yaml`] = config(address)
    files[`${dir}/kube-apiserver-pod.yaml`] = pod(
      'kube-apiserver',
      'quay.io/openshift-release-dev/ocp-v4.0-art-dev@sha256:0c1d',
      [
        `--openshift-config=/etc/kubernetes/static-pod-resources/configmaps/config/config.yaml`,
        `--advertise-address=${address}`,
        '-v=2',
        '--permit-address-sharing',
      ],
      [
        ['/etc/kubernetes/static-pod-resources', `/${dir}`],
        ['/etc/kubernetes/static-pod-certs', `/${R}/kube-apiserver-certs`],
      ],
      { namespace: 'openshift-kube-apiserver', program: 'hyperkube\n    - kube-apiserver' },
    )
  }
  const C = `${R}/kube-apiserver-certs`
  bundle(C, 'client-ca', ...clientCas)
  bundle(C, 'aggregator-client-ca', aggregator)
  secret(C, 'aggregator-client', leaf(aggregator, 'system:openshift-aggregator', { days: 30 }))
  secret(C, 'kubelet-client', leaf(toKubelet, 'system:kube-apiserver', { o: ['kube-master'], days: 30 }))
  const serve = (ca, cn, names) => leaf(ca, cn, { eku: ['server'], days: 30, ...names })
  secret(
    C,
    'service-network-serving-certkey',
    serve(network, '10.217.4.1', {
      dns: [
        'kubernetes',
        'kubernetes.default',
        'kubernetes.default.svc',
        'kubernetes.default.svc.cluster.local',
        'openshift',
        'openshift.default',
        'openshift.default.svc',
        'openshift.default.svc.cluster.local',
      ],
      ip: ['10.217.4.1'],
    }),
  )
  secret(C, 'localhost-serving-cert-certkey', serve(localhost, 'localhost', { dns: ['localhost'], ip: ['127.0.0.1'] }))
  secret(C, 'external-loadbalancer-serving-certkey', serve(lb, 'api.ocp.example.com', { dns: ['api.ocp.example.com'] }))
  secret(C, 'internal-loadbalancer-serving-certkey', serve(lb, 'api-int.ocp.example.com', { dns: ['api-int.ocp.example.com'] }))
  const roots = [network, lb, localhost]
  const M = 'etc/kubernetes/manifests'
  files[`${M}/kube-apiserver-pod.yaml`] = files[`${R}/kube-apiserver-pod-7/kube-apiserver-pod.yaml`]
  for (const [name, cn] of [
    ['kube-controller-manager', 'system:kube-controller-manager'],
    ['kube-scheduler', 'system:kube-scheduler'],
  ]) {
    const dir = `${R}/${name}-pod-5`
    const client = leaf(controlPlane, cn, { days: 30 })
    secret(`${R}/${name}-certs`, `${name}-client-cert-key`, client)
    files[`${dir}/configmaps/${name === 'kube-scheduler' ? 'scheduler-kubeconfig' : 'controller-manager-kubeconfig'}/kubeconfig`] =
      `apiVersion: v1\nclusters:\n- cluster:\n    certificate-authority: /etc/kubernetes/static-pod-resources/configmaps/serviceaccount-ca/ca-bundle.crt\n    server: https://api-int.ocp.example.com:6443\n  name: lb-int\ncontexts:\n- context:\n    cluster: lb-int\n    user: ${name}\n  name: ${name}\ncurrent-context: ${name}\nkind: Config\npreferences: {}\nusers:\n- name: ${name}\n  user:\n    client-certificate: /etc/kubernetes/static-pod-certs/secrets/${name}-client-cert-key/tls.crt\n    client-key: /etc/kubernetes/static-pod-certs/secrets/${name}-client-cert-key/tls.key\n`
    bundle(dir, 'serviceaccount-ca', ...roots)
    const settings =
      name === 'kube-scheduler'
        ? {
            'authentication-kubeconfig': '/etc/kubernetes/static-pod-resources/configmaps/scheduler-kubeconfig/kubeconfig',
            kubeconfig: '/etc/kubernetes/static-pod-resources/configmaps/scheduler-kubeconfig/kubeconfig',
          }
        : {
            'openshift-config': '/etc/kubernetes/static-pod-resources/configmaps/config/config.yaml',
            kubeconfig: '/etc/kubernetes/static-pod-resources/configmaps/controller-manager-kubeconfig/kubeconfig',
            'root-ca-file': '/etc/kubernetes/static-pod-resources/configmaps/serviceaccount-ca/ca-bundle.crt',
            'service-account-private-key-file':
              '/etc/kubernetes/static-pod-resources/secrets/service-account-private-key/service-account.key',
            'cluster-signing-cert-file': '/etc/kubernetes/static-pod-certs/secrets/csr-signer/tls.crt',
            'cluster-signing-key-file': '/etc/kubernetes/static-pod-certs/secrets/csr-signer/tls.key',
            'use-service-account-credentials': true,
          }
    files[`${M}/${name}-pod.yaml`] = pod(
      name,
      'quay.io/openshift-release-dev/ocp-v4.0-art-dev@sha256:0c1d',
      flags(settings),
      [
        ['/etc/kubernetes/static-pod-resources', `/${dir}`],
        ['/etc/kubernetes/static-pod-certs', `/${R}/${name}-certs`],
      ],
      { namespace: `openshift-${name}`, program: `hyperkube\n    - ${name}` },
    )
  }
  files[`${R}/kube-controller-manager-pod-5/secrets/service-account-private-key/service-account.key`] = {
    content: keyPem(key),
    mode: 0o600,
  }
  secret(`${R}/kube-controller-manager-certs`, 'csr-signer', csr)
  const E = `${R}/etcd-certs/secrets/etcd-all-certs`
  const member = {
    eku: ['server', 'client'],
    o: ['system:etcd-servers'],
    days: 1825,
    dns: ['localhost', 'etcd.kube-system.svc', 'etcd.openshift-etcd.svc'],
    ip: ['127.0.0.1', '::1', address],
  }
  for (const [name, cn] of [
    ['peer', `system:etcd-peer:etcd-client`],
    ['serving', `system:etcd-server:etcd-client`],
  ]) {
    const one = leaf(etcd, cn, member)
    files[`${E}/etcd-${name}-${node}.crt`] = { content: certPem(one), mode: 0o600 }
    files[`${E}/etcd-${name}-${node}.key`] = { content: keyPem(one.key), mode: 0o600 }
  }
  for (const name of ['etcd-serving-ca', 'etcd-peer-client-ca']) bundle(`${R}/etcd-certs`, name, etcd)
  const certs = '/etc/kubernetes/static-pod-certs'
  files[`${M}/etcd-pod.yaml`] = pod(
    'etcd',
    'quay.io/openshift-release-dev/ocp-v4.0-art-dev@sha256:0e7c',
    flags({
      name: node,
      'initial-advertise-peer-urls': `https://${address}:2380`,
      'initial-cluster': `${node}=https://${address}:2380`,
      'cert-file': `${certs}/secrets/etcd-all-certs/etcd-serving-${node}.crt`,
      'key-file': `${certs}/secrets/etcd-all-certs/etcd-serving-${node}.key`,
      'trusted-ca-file': `${certs}/configmaps/etcd-serving-ca/ca-bundle.crt`,
      'client-cert-auth': true,
      'peer-cert-file': `${certs}/secrets/etcd-all-certs/etcd-peer-${node}.crt`,
      'peer-key-file': `${certs}/secrets/etcd-all-certs/etcd-peer-${node}.key`,
      'peer-trusted-ca-file': `${certs}/configmaps/etcd-peer-client-ca/ca-bundle.crt`,
      'peer-client-cert-auth': true,
      'advertise-client-urls': `https://${address}:2379`,
      'listen-client-urls': 'https://0.0.0.0:2379',
      'listen-peer-urls': 'https://0.0.0.0:2380',
      'listen-metrics-urls': 'https://0.0.0.0:9978',
    }),
    [['/etc/kubernetes/static-pod-certs', `/${R}/etcd-certs`]],
    { namespace: 'openshift-etcd' },
  )
  const kubelet = leaf(csr, `system:node:${node}`, { o: ['system:nodes'], days: 30 })
  const serving = leaf(csr, `system:node:${node}`, { o: ['system:nodes'], eku: ['server'], dns: [node], ip: [address], days: 30 })
  files['var/lib/kubelet/pki/kubelet-client-current.pem'] = { content: certPem(kubelet) + keyPem(kubelet.key), mode: 0o600 }
  files['var/lib/kubelet/pki/kubelet-server-current.pem'] = { content: certPem(serving) + keyPem(serving.key), mode: 0o600 }
  files['var/lib/kubelet/kubeconfig'] =
    `apiVersion: v1\nclusters:\n- cluster:\n    certificate-authority-data: ${Buffer.from(certPem(...roots)).toString('base64')}\n    server: https://api-int.ocp.example.com:6443\n  name: local\ncontexts:\n- context:\n    cluster: local\n    user: kubelet\n  name: kubelet\ncurrent-context: kubelet\nkind: Config\nusers:\n- name: kubelet\n  user:\n    client-certificate: /var/lib/kubelet/pki/kubelet-client-current.pem\n    client-key: /var/lib/kubelet/pki/kubelet-client-current.pem\n`
  files['etc/kubernetes/kubelet-ca.crt'] = certPem(...clientCas)
  files['etc/kubernetes/kubelet.conf'] = kubeletConfiguration([
    'authentication:',
    '  anonymous:',
    '    enabled: false',
    '  x509:',
    '    clientCAFile: /etc/kubernetes/kubelet-ca.crt',
    'serverTLSBootstrap: true',
    'rotateCertificates: true',
  ])
  files['root/auth/kubeconfig'] = embedded(
    'admin',
    leaf(admin, 'system:admin', { o: ['system:masters'], days: 3650 }),
    lb,
    'https://api.ocp.example.com:6443',
  ).replace(/certificate-authority-data: .*/, `certificate-authority-data: ${Buffer.from(certPem(...roots)).toString('base64')}`)
  return files
}

const config = (address) => {
  const R = '/etc/kubernetes/static-pod-resources'
  const C = '/etc/kubernetes/static-pod-certs'
  const lists = {
    'advertise-address': address,
    'anonymous-auth': 'true',
    'client-ca-file': `${C}/configmaps/client-ca/ca-bundle.crt`,
    'etcd-cafile': `${R}/configmaps/etcd-serving-ca/ca-bundle.crt`,
    'etcd-certfile': `${R}/secrets/etcd-client/tls.crt`,
    'etcd-keyfile': `${R}/secrets/etcd-client/tls.key`,
    'etcd-servers': [`https://${address}:2379`, 'https://localhost:2379'],
    'kubelet-certificate-authority': `${R}/configmaps/kubelet-serving-ca/ca-bundle.crt`,
    'kubelet-client-certificate': `${C}/secrets/kubelet-client/tls.crt`,
    'kubelet-client-key': `${C}/secrets/kubelet-client/tls.key`,
    'kubelet-preferred-address-types': 'InternalIP',
    'proxy-client-cert-file': `${C}/secrets/aggregator-client/tls.crt`,
    'proxy-client-key-file': `${C}/secrets/aggregator-client/tls.key`,
    'requestheader-allowed-names': ['kube-apiserver-proxy', 'system:kube-apiserver-proxy', 'system:openshift-aggregator'],
    'requestheader-client-ca-file': `${C}/configmaps/aggregator-client-ca/ca-bundle.crt`,
    'authorization-mode': ['Scope', 'SystemMasters', 'RBAC', 'Node'],
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-account-signing-key-file': `${R}/secrets/bound-service-account-signing-key/service-account.key`,
    'tls-cert-file': `${C}/secrets/service-network-serving-certkey/tls.crt`,
    'tls-private-key-file': `${C}/secrets/service-network-serving-certkey/tls.key`,
  }
  const named = ['localhost-serving-cert-certkey', 'external-loadbalancer-serving-certkey', 'internal-loadbalancer-serving-certkey']
    .map((name) => `  - certFile: ${C}/secrets/${name}/tls.crt\n    keyFile: ${C}/secrets/${name}/tls.key\n`)
    .join('')
  return (
    'apiVersion: kubecontrolplane.config.openshift.io/v1\nkind: KubeAPIServerConfig\napiServerArguments:\n' +
    Object.entries(lists)
      .map(
        ([name, value]) =>
          `  ${name}:\n${[value]
            .flat()
            .map((one) => `  - "${one}"\n`)
            .join('')}`,
      )
      .join('') +
    `serviceAccountPublicKeyFiles:\n- ${R}/configmaps/sa-token-signing-certs\n- ${R}/configmaps/bound-sa-token-signing-certs\nservicesSubnet: 10.217.4.0/23\nservingInfo:\n  bindAddress: 0.0.0.0:6443\n  certFile: ${C}/secrets/service-network-serving-certkey/tls.crt\n  keyFile: ${C}/secrets/service-network-serving-certkey/tls.key\n  namedCertificates:\n${named}`
  )
}
