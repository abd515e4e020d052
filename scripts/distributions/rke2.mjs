// RKE2: k3s' tree under its own name, with the control plane as static pods. Pod paths: rancher/rke2 pkg/podtemplate and
// pkg/executor/staticpod/staticpod.go (agent/pod-manifests); flags: those k3s passes in pkg/daemons/control/server.go.
import { flags, pod } from './kit.mjs'
import { k3sTree } from './k3s.mjs'

/** A server, and what makes agents of it. */
export const rke2 = () => {
  const { files, T, data, agent } = k3sTree({ program: 'rke2', node: 'node1', address: '192.0.2.31', user: 'etc/rancher/rke2/rke2.yaml' })
  const image = (name) => `index.docker.io/rancher/${name}:v1.34.3-rke2r1-build20260101`
  const t = `/${T}`
  const cred = `/${data}/server/cred`
  const manifest = (name, image, settings) => {
    files[`${data}/agent/pod-manifests/${name}.yaml`] = pod(
      name,
      image,
      flags(settings),
      [
        [t, t],
        [cred, cred],
      ],
      { field: 'args' },
    )
  }
  manifest('kube-apiserver', image('hardened-kubernetes'), {
    'advertise-address': '192.0.2.31',
    'advertise-port': 6443,
    'allow-privileged': true,
    'anonymous-auth': false,
    'api-audiences': 'https://kubernetes.default.svc.cluster.local,rke2',
    'authorization-mode': 'Node,RBAC',
    'bind-address': '0.0.0.0',
    'cert-dir': `${t}/temporary-certs`,
    'client-ca-file': `${t}/client-ca.crt`,
    'enable-admission-plugins': 'NodeRestriction',
    'etcd-cafile': `${t}/etcd/server-ca.crt`,
    'etcd-certfile': `${t}/etcd/client.crt`,
    'etcd-keyfile': `${t}/etcd/client.key`,
    'etcd-servers': 'https://127.0.0.1:2379',
    'kubelet-certificate-authority': `${t}/server-ca.crt`,
    'kubelet-client-certificate': `${t}/client-kube-apiserver.crt`,
    'kubelet-client-key': `${t}/client-kube-apiserver.key`,
    'kubelet-preferred-address-types': 'InternalIP,ExternalIP,Hostname',
    profiling: false,
    'proxy-client-cert-file': `${t}/client-auth-proxy.crt`,
    'proxy-client-key-file': `${t}/client-auth-proxy.key`,
    'requestheader-allowed-names': 'system:auth-proxy',
    'requestheader-client-ca-file': `${t}/request-header-ca.crt`,
    'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
    'requestheader-group-headers': 'X-Remote-Group',
    'requestheader-username-headers': 'X-Remote-User',
    'secure-port': 6443,
    'service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
    'service-account-key-file': `${t}/service.key`,
    'service-account-signing-key-file': `${t}/service.current.key`,
    'service-cluster-ip-range': '10.43.0.0/16',
    'tls-cert-file': `${t}/serving-kube-apiserver.crt`,
    'tls-private-key-file': `${t}/serving-kube-apiserver.key`,
  })
  manifest('kube-controller-manager', image('hardened-kubernetes'), {
    'allocate-node-cidrs': true,
    'authentication-kubeconfig': `${cred}/controller.kubeconfig`,
    'authorization-kubeconfig': `${cred}/controller.kubeconfig`,
    'bind-address': '127.0.0.1',
    'cluster-cidr': '10.42.0.0/16',
    'cluster-signing-kube-apiserver-client-cert-file': `${t}/client-ca.nochain.crt`,
    'cluster-signing-kube-apiserver-client-key-file': `${t}/client-ca.key`,
    'cluster-signing-kubelet-client-cert-file': `${t}/client-ca.nochain.crt`,
    'cluster-signing-kubelet-client-key-file': `${t}/client-ca.key`,
    'cluster-signing-kubelet-serving-cert-file': `${t}/server-ca.nochain.crt`,
    'cluster-signing-kubelet-serving-key-file': `${t}/server-ca.key`,
    'cluster-signing-legacy-unknown-cert-file': `${t}/server-ca.nochain.crt`,
    'cluster-signing-legacy-unknown-key-file': `${t}/server-ca.key`,
    kubeconfig: `${cred}/controller.kubeconfig`,
    profiling: false,
    'root-ca-file': `${t}/server-ca.crt`,
    'secure-port': 10257,
    'service-account-private-key-file': `${t}/service.current.key`,
    'use-service-account-credentials': true,
  })
  manifest('kube-scheduler', image('hardened-kubernetes'), {
    'authentication-kubeconfig': `${cred}/scheduler.kubeconfig`,
    'authorization-kubeconfig': `${cred}/scheduler.kubeconfig`,
    'bind-address': '127.0.0.1',
    kubeconfig: `${cred}/scheduler.kubeconfig`,
    profiling: false,
    'secure-port': 10259,
  })
  files[`${data}/agent/pod-manifests/etcd.yaml`] = pod(
    'etcd',
    'index.docker.io/rancher/hardened-etcd:v3.6.5-k3s1',
    [`--config-file=/${data}/server/db/etcd/config`],
    [
      [`/${data}/server/db/etcd`, `/${data}/server/db/etcd`],
      [`${t}/etcd`, `${t}/etcd`],
    ],
    { field: 'args' },
  )
  return { files, agent }
}

export default () => rke2().files
