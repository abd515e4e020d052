/** The components, as Kubernetes and the call diagram name them. */
export type ComponentId =
  | 'etcd' | 'external-etcd' | 'etcdctl' | 'kube-apiserver' | 'pod' | 'kube-controller-manager' | 'kube-scheduler' | 'kube-proxy' | 'kubelet'
  | 'admin' | 'super-admin' | 'client' | 'controller-manager-signer' | 'apiserver-signer' | 'token' | 'extension-apiserver' | 'kubelet-bootstrap'
  | 'metrics-client' | 'webhook' | 'oidc-issuer' | 'konnectivity-server' | 'konnectivity-agent' | 'cloud-controller-manager' | 'front-proxy' | 'server'
