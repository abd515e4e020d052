/** The text files of a kubeadm cluster: static pod manifests and kubeconfigs, as kubeadm 1.31 writes them, less what carries no trust. */
export const NODE = 'cp1'
export const NODE_IP = '192.0.2.11'

const PKI = '/etc/kubernetes/pki'
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  'kube-apiserver': [
    `--advertise-address=${NODE_IP}`,
    '--allow-privileged=true',
    '--authorization-mode=Node,RBAC',
    `--client-ca-file=${PKI}/ca.crt`,
    '--enable-admission-plugins=NodeRestriction',
    '--enable-bootstrap-token-auth=true',
    `--etcd-cafile=${PKI}/etcd/ca.crt`,
    `--etcd-certfile=${PKI}/apiserver-etcd-client.crt`,
    `--etcd-keyfile=${PKI}/apiserver-etcd-client.key`,
    '--etcd-servers=https://127.0.0.1:2379',
    `--kubelet-client-certificate=${PKI}/apiserver-kubelet-client.crt`,
    `--kubelet-client-key=${PKI}/apiserver-kubelet-client.key`,
    '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
    `--proxy-client-cert-file=${PKI}/front-proxy-client.crt`,
    `--proxy-client-key-file=${PKI}/front-proxy-client.key`,
    '--requestheader-allowed-names=front-proxy-client',
    `--requestheader-client-ca-file=${PKI}/front-proxy-ca.crt`,
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    '--requestheader-group-headers=X-Remote-Group',
    '--requestheader-username-headers=X-Remote-User',
    '--secure-port=6443',
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    `--service-account-key-file=${PKI}/sa.pub`,
    `--service-account-signing-key-file=${PKI}/sa.key`,
    '--service-cluster-ip-range=10.96.0.0/12',
    `--tls-cert-file=${PKI}/apiserver.crt`,
    `--tls-private-key-file=${PKI}/apiserver.key`,
  ],
  'kube-controller-manager': [
    '--authentication-kubeconfig=/etc/kubernetes/controller-manager.conf',
    '--authorization-kubeconfig=/etc/kubernetes/controller-manager.conf',
    '--bind-address=127.0.0.1',
    `--client-ca-file=${PKI}/ca.crt`,
    '--cluster-name=kubernetes',
    `--cluster-signing-cert-file=${PKI}/ca.crt`,
    `--cluster-signing-key-file=${PKI}/ca.key`,
    '--controllers=*,bootstrapsigner,tokencleaner',
    '--kubeconfig=/etc/kubernetes/controller-manager.conf',
    '--leader-elect=true',
    `--requestheader-client-ca-file=${PKI}/front-proxy-ca.crt`,
    `--root-ca-file=${PKI}/ca.crt`,
    `--service-account-private-key-file=${PKI}/sa.key`,
    '--use-service-account-credentials=true',
  ],
  'kube-scheduler': [
    '--authentication-kubeconfig=/etc/kubernetes/scheduler.conf',
    '--authorization-kubeconfig=/etc/kubernetes/scheduler.conf',
    '--bind-address=127.0.0.1',
    '--kubeconfig=/etc/kubernetes/scheduler.conf',
    '--leader-elect=true',
  ],
  etcd: [
    `--advertise-client-urls=https://${NODE_IP}:2379`,
    `--cert-file=${PKI}/etcd/server.crt`,
    '--client-cert-auth=true',
    '--data-dir=/var/lib/etcd',
    `--initial-advertise-peer-urls=https://${NODE_IP}:2380`,
    `--initial-cluster=${NODE}=https://${NODE_IP}:2380`,
    `--key-file=${PKI}/etcd/server.key`,
    `--listen-client-urls=https://127.0.0.1:2379,https://${NODE_IP}:2379`,
    '--listen-metrics-urls=http://127.0.0.1:2381',
    `--listen-peer-urls=https://${NODE_IP}:2380`,
    `--name=${NODE}`,
    `--peer-cert-file=${PKI}/etcd/peer.crt`,
    '--peer-client-cert-auth=true',
    `--peer-key-file=${PKI}/etcd/peer.key`,
    `--peer-trusted-ca-file=${PKI}/etcd/ca.crt`,
    `--trusted-ca-file=${PKI}/etcd/ca.crt`,
  ],
}

/** Path under /etc/kubernetes, content. */
export function manifests(): [string, string][] {
  return Object.entries(COMMANDS).map(([name, flags]) => [`manifests/${name}.yaml`, staticPod(name, flags)])
}

function staticPod(name: string, flags: readonly string[]): string {
  const image = name === 'etcd' ? 'registry.k8s.io/etcd:3.5.15-0' : `registry.k8s.io/${name}:v1.31.0`
  return `apiVersion: v1
kind: Pod
metadata:
  annotations:
    kubeadm.kubernetes.io/endpoint: ${NODE_IP}
  labels:
    component: ${name}
    tier: control-plane
  name: ${name}
  namespace: kube-system
spec:
  containers:
  - command:
    - ${name}
${flags.map((flag) => `    - ${flag}\n`).join('')}    image: ${image}
    name: ${name}
    volumeMounts:
    - mountPath: /etc/kubernetes
      name: kubernetes
      readOnly: true
  hostNetwork: true
  volumes:
  - hostPath:
      path: /etc/kubernetes
      type: DirectoryOrCreate
    name: kubernetes
status: {}
`
}

const USERS: Readonly<Record<string, string>> = {
  'admin.conf': 'kubernetes-admin',
  'controller-manager.conf': 'system:kube-controller-manager',
  'scheduler.conf': 'system:kube-scheduler',
  'kubelet.conf': `system:node:${NODE}`,
}

/** A kubeconfig with everything embedded; the control plane's own components dial their node, as kubeadm sets it up. */
export function kubeconfig(file: string, authorityPem: string, certificatePem: string, keyPem: string): string {
  const user = USERS[file] ?? file.replace(/\.conf$/, '')
  return `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${btoa(authorityPem)}
    server: https://${NODE_IP}:6443
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
    user: ${user}
  name: ${user}@kubernetes
current-context: ${user}@kubernetes
kind: Config
preferences: {}
users:
- name: ${user}
  user:
    client-certificate-data: ${btoa(certificatePem)}
    client-key-data: ${btoa(keyPem)}
`
}
