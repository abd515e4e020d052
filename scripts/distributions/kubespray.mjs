// kubespray with etcd on the host: kubernetes-sigs/kubespray roles/etcd/templates/{make-ssl-etcd.sh.j2,openssl.conf.j2,etcd.env.j2},
// roles/kubernetes/control-plane/templates/kubeadm-config.v1beta4.yaml.j2 (certificatesDir /etc/kubernetes/ssl, external etcd files),
// roles/kubernetes/node/templates/{kubelet.env.v1beta1.j2,kubelet-config.v1beta1.yaml.j2}.
import { authority, certPem, keyPem, leaf, pair, YEAR } from './kit.mjs'
import { kubeadm } from './kubeadm.mjs'

export default () => {
  const node = 'node1'
  const address = '192.0.2.41'
  const etcdCa = authority('etcd-ca', { days: 100 * YEAR, usage: ['keyCertSign', 'cRLSign', 'digitalSignature'] })
  const all = Object.entries(kubeadm({ node, address, etcdCa })).filter(([path]) => !path.includes('/etcd'))
  const files = Object.fromEntries(
    all
      .filter(([path]) => !path.includes('apiserver-etcd-client'))
      .map(([path, content]) => {
        const rewrite = (text) =>
          text
            .replaceAll('/etc/kubernetes/pki/etcd/ca.crt', '/etc/ssl/etcd/ssl/ca.pem')
            .replaceAll('/etc/kubernetes/pki/apiserver-etcd-client.crt', `/etc/ssl/etcd/ssl/node-${node}.pem`)
            .replaceAll('/etc/kubernetes/pki/apiserver-etcd-client.key', `/etc/ssl/etcd/ssl/node-${node}-key.pem`)
            .replaceAll('https://127.0.0.1:2379', `https://${address}:2379`)
            .replaceAll('/etc/kubernetes/pki', '/etc/kubernetes/ssl')
            .replaceAll('hostPath:\n      path: /etc/kubernetes/ssl', 'hostPath:\n      path: /etc/kubernetes/ssl')
        const to = path
          .replace('etc/kubernetes/pki/', 'etc/kubernetes/ssl/')
          .replace('var/lib/kubelet/config.yaml', 'etc/kubernetes/kubelet-config.yaml')
        return [
          to,
          typeof content === 'string'
            ? rewrite(content)
            : content.content
              ? { ...content, content: rewrite(String(content.content)) }
              : content,
        ]
      }),
  )
  const E = 'etc/ssl/etcd/ssl'
  const hosts = {
    dns: ['localhost', node, 'etcd.kube-system.svc.cluster.local', 'etcd.kube-system.svc', 'etcd.kube-system', 'etcd'],
    ip: [address, '127.0.0.1'],
  }
  files[`${E}/ca.pem`] = certPem(etcdCa)
  files[`${E}/ca-key.pem`] = { content: keyPem(etcdCa.key), mode: 0o600 }
  for (const role of ['member', 'admin', 'node']) {
    Object.assign(
      files,
      pair(`${E}/${role}-${node}`, leaf(etcdCa, `etcd-${role}-${node}`, { eku: ['server', 'client'], days: 100 * YEAR, ...hosts }), {
        crt: '.pem',
        key: '-key.pem',
      }),
    )
  }
  files['etc/etcd.env'] = {
    mode: 0o640,
    content:
      Object.entries({
        ETCD_DATA_DIR: '/var/lib/etcd',
        ETCD_ADVERTISE_CLIENT_URLS: `https://${address}:2379`,
        ETCD_INITIAL_ADVERTISE_PEER_URLS: `https://${address}:2380`,
        ETCD_INITIAL_CLUSTER_STATE: 'existing',
        ETCD_METRICS: 'basic',
        ETCD_LISTEN_CLIENT_URLS: `https://${address}:2379,https://127.0.0.1:2379`,
        ETCD_LISTEN_PEER_URLS: `https://${address}:2380`,
        ETCD_NAME: 'etcd1',
        ETCD_INITIAL_CLUSTER: `etcd1=https://${address}:2380`,
        ETCD_TRUSTED_CA_FILE: `/${E}/ca.pem`,
        ETCD_CERT_FILE: `/${E}/member-${node}.pem`,
        ETCD_KEY_FILE: `/${E}/member-${node}-key.pem`,
        ETCD_CLIENT_CERT_AUTH: 'true',
        ETCD_PEER_TRUSTED_CA_FILE: `/${E}/ca.pem`,
        ETCD_PEER_CERT_FILE: `/${E}/member-${node}.pem`,
        ETCD_PEER_KEY_FILE: `/${E}/member-${node}-key.pem`,
        ETCD_PEER_CLIENT_CERT_AUTH: 'True',
        ETCDCTL_ENDPOINTS: 'https://127.0.0.1:2379',
        ETCDCTL_CACERT: `/${E}/ca.pem`,
        ETCDCTL_KEY: `/${E}/admin-${node}-key.pem`,
        ETCDCTL_CERT: `/${E}/admin-${node}.pem`,
      })
        .map(([k, v]) => `${k}=${v}`)
        .join('\n') + '\n',
  }
  files['etc/systemd/system/etcd.service'] =
    '[Unit]\nDescription=etcd\nAfter=network.target\n\n[Service]\nType=notify\nUser=root\nEnvironmentFile=/etc/etcd.env\nExecStart=/usr/local/bin/etcd\nNotifyAccess=all\nRestart=always\n\n[Install]\nWantedBy=multi-user.target\n'
  files['etc/kubernetes/kubelet.env'] =
    `KUBE_LOG_LEVEL="--v=2"\nKUBELET_ADDRESS="--node-ip=${address}"\nKUBELET_HOSTNAME="--hostname-override=${node}"\nKUBELET_ARGS="--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --config=/etc/kubernetes/kubelet-config.yaml --kubeconfig=/etc/kubernetes/kubelet.conf --runtime-cgroups=/system.slice/containerd.service "\n`
  files['etc/systemd/system/kubelet.service'] =
    '[Unit]\nDescription=Kubernetes Kubelet Server\n\n[Service]\nEnvironmentFile=-/etc/kubernetes/kubelet.env\nExecStart=/usr/local/bin/kubelet \\\n\t\t$KUBE_LOGTOSTDERR \\\n\t\t$KUBE_LOG_LEVEL \\\n\t\t$KUBELET_API_SERVER \\\n\t\t$KUBELET_ADDRESS \\\n\t\t$KUBELET_HOSTNAME \\\n\t\t$KUBELET_ARGS\nRestart=always\n\n[Install]\nWantedBy=multi-user.target\n'
  return files
}
