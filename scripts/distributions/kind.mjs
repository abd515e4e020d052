// kind: kubeadm inside a node image. kubernetes-sigs/kind pkg/cluster/internal/kubeadm/config.go: certSANs localhost and 127.0.0.1,
// controlPlaneEndpoint NAME-control-plane:6443, cluster name `kind`.
import { kubeadm } from './kubeadm.mjs'

export default () =>
  kubeadm({
    node: 'kind-control-plane',
    address: '172.18.0.2',
    cluster: 'kind',
    dns: ['localhost'],
    ip: ['127.0.0.1'],
    server: 'https://kind-control-plane:6443',
  })
