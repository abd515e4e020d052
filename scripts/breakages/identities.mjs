// Rows 26 to 29: who one is, and what that may do.
import { ca, conf, healthy, kubeletClient, P, pair, sign, without } from './base.mjs'

const BIND =
  'kubectl create clusterrolebinding kubeadm:apiserver-kubelet-client --clusterrole=system:kubelet-api-admin --user=kube-apiserver-kubelet-client'
const kubeletClientOf = (cn, o) => pair(`${P}/apiserver-kubelet-client`, sign(ca, cn, { o }))
const FORBIDDEN = 'Forbidden (user=kube-apiserver-kubelet-client, verb=get, resource=nodes, subresource=proxy)'
const USER = 'kubeadm kubeconfig user --org system:nodes --client-name system:node:cp1 > kubelet.conf'

export const IDENTITIES = [
  {
    row: '26',
    title: 'the kubelet client has neither group nor binding; v1.30',
    files: () => ({ ...healthy({ version: 'v1.30.4' }), ...kubeletClientOf('kube-apiserver-kubelet-client', []) }),
    edges: [11],
    finding: 'edge/identity-wrong',
    log: FORBIDDEN,
    repair: [BIND],
    never: /init phase/,
  },
  {
    row: '26',
    title: 'the kubelet client bears another common name',
    files: () => ({ ...healthy(), ...kubeletClientOf('system:kube-apiserver', []) }),
    edges: [11],
    finding: 'edge/identity-wrong',
    log: /Forbidden \(user=system:kube-apiserver, verb=get, resource=nodes, subresource=proxy\)/,
    repair: ['kubeadm init phase certs apiserver-kubelet-client', 'restart kube-apiserver'],
  },
  {
    row: '27',
    title: 'v1.34.8: no group, and whether the binding is there no drop says',
    files: () => ({ ...healthy({ version: 'v1.34.8' }), ...kubeletClientOf('kube-apiserver-kubelet-client', []) }),
    edges: [],
    note: {
      number: 11,
      id: 'kubelet-client-binding',
      words:
        /Forbidden \(user=kube-apiserver-kubelet-client, .*kubectl create clusterrolebinding kubeadm:apiserver-kubelet-client --clusterrole=system:kubelet-api-admin/,
    },
  },
  {
    row: '28',
    title: "another node's name in kubelet.conf",
    files: () => ({ ...healthy(), ...kubeletClient('system:node:other') }),
    edges: [8],
    finding: 'edge/identity-wrong',
    log: /nodes "cp1" is forbidden: User "system:node:other" cannot get resource "nodes"/,
    repair: [USER, 'restart kubelet'],
  },
  {
    row: '28',
    title: "the administrator's certificate in kubelet.conf",
    files: () => without({ ...healthy(), ...conf('kubelet', 'kubernetes-admin', { o: ['kubeadm:cluster-admins'] }) }, /kubelet-client/),
    edges: [8],
    finding: 'edge/identity-wrong',
    log: /nodes "cp1" is forbidden: User "kubernetes-admin" cannot get resource "nodes"/,
    repair: [USER, 'restart kubelet'],
  },
  {
    row: '28',
    title: 'the name of the node in capitals',
    files: () => ({ ...healthy(), ...kubeletClient('system:node:CP1') }),
    edges: [8],
    finding: 'edge/identity-wrong',
    log: /nodes "cp1" is forbidden: User "system:node:CP1"/,
    repair: [USER, 'restart kubelet'],
  },
  {
    row: '28',
    title: 'no name after the prefix',
    files: () => ({ ...healthy(), ...kubeletClient('system:node:') }),
    edges: [8],
    finding: 'edge/identity-wrong',
    log: /nodes "cp1" is forbidden: User "system:node:"/,
    repair: [USER, 'restart kubelet'],
  },
  {
    row: '29',
    title: 'v1.34: whether kubeadm:cluster-admins is bound no drop says',
    files: () => healthy(),
    edges: [],
    note: {
      number: 9,
      id: 'cluster-admins-binding',
      words:
        /User "kubernetes-admin" cannot.*create clusterrolebinding kubeadm:cluster-admins --clusterrole=cluster-admin --group=kubeadm:cluster-admins/,
    },
  },
]
