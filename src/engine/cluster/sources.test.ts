import { expect, test } from 'vitest'
import { cluster as kubeadmCluster } from '../testing/cluster.ts'
import { inventoryOf } from '../testing/inventory.ts'
import { kubeconfig } from '../testing/manifests.ts'
import { type AssembleOptions, assemble } from './assemble.ts'
import type { Cluster } from './build-cluster.ts'
import type { EdgeId } from './edges.ts'
import type { PlannedCall, Presents, Trust } from './plan.ts'

const assembled = async (files: Readonly<Record<string, string>>, options?: AssembleOptions): Promise<readonly Cluster[]> =>
  assemble(await inventoryOf(files), options).clusters
const only = async (files: Readonly<Record<string, string>>): Promise<Cluster> => {
  const clusters = await assembled(files)
  expect(clusters).toHaveLength(1)
  return clusters[0] as Cluster
}
const callsOf = ({ calls }: Cluster, edge: EdgeId): PlannedCall[] => calls.filter((call) => call.edge === edge)
const trusted = (trust: Trust): string => (trust.kind === 'bundle' ? (trust.reference.use.value ?? '') : trust.kind)
const presented = (presents: Presents): string => (presents.kind === 'pair' ? (presents.certificate.use.value ?? '') : presents.kind)
const CONFIG = kubeconfig('kubelet.conf', 'ca', 'certificate', 'key')
const kubeletConfig = (ca: string): string =>
  `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nauthentication:\n  x509:\n    clientCAFile: ${ca}\n`

test('k3s: config.yaml passes flags on to the components it runs, the rest stays as k3s sets it', async () => {
  const found = await only({
    'etc/rancher/k3s/config.yaml':
      'service-cidr: 10.99.0.0/16\nnode-name: Edge-1\nkube-apiserver-arg:\n- client-ca-file=/custom/client.crt\n- "--v=2"\nkubelet-arg: [\'tls-cert-file=/custom/kubelet.crt\']\n',
    'var/lib/rancher/k3s/server/tls/serving-kube-apiserver.crt': 'x',
    'var/lib/rancher/k3s/server/db/etcd/config': 'x',
    'var/lib/rancher/k3s/agent/kubelet.kubeconfig': CONFIG,
  })
  expect(found.layout.id).toBe('k3s')
  const [kubelet] = callsOf(found, 'kubelet->kube-apiserver')
  expect(trusted(kubelet!.serverTrusts)).toBe('/custom/client.crt')
  expect(presented(kubelet!.server)).toBe('/var/lib/rancher/k3s/server/tls/serving-kube-apiserver.crt')
  expect(kubelet!.identity?.node).toEqual({ name: 'edge-1', certain: true })
  expect(presented(callsOf(found, 'client->kubelet')[0]!.server)).toBe('/custom/kubelet.crt')
  expect(callsOf(found, 'pod->kube-apiserver')[0]!.serverName).toBe('10.99.0.1')
})

test('k3s on SQLite, and on another database: no etcd to call, by design', async () => {
  const server = { 'var/lib/rancher/k3s/server/tls/serving-kube-apiserver.crt': 'x' }
  for (const store of [
    { 'var/lib/rancher/k3s/server/db/state.db': 'SQLite format 3' },
    {
      'etc/systemd/system/k3s.service':
        "[Service]\nExecStart=/usr/local/bin/k3s \\\n    server \\\n\t'--datastore-endpoint=mysql://u:p@tcp(db:3306)/k3s'\n",
    },
  ]) {
    const found = await only({ ...server, ...store })
    for (const edge of ['etcd->etcd', 'etcdctl->etcd', 'kube-apiserver->etcd'] as const)
      expect(
        callsOf(found, edge).map(({ transport }) => transport),
        edge,
      ).toEqual(['absent'])
  }
})

test('kubeadm: ClusterConfiguration in both forms of extraArgs moves the directory and names an external etcd', async () => {
  const config = (extra: string): string =>
    `apiVersion: kubeadm.k8s.io/v1beta3\nkind: InitConfiguration\nlocalAPIEndpoint: {advertiseAddress: 192.0.2.7}\n---\nkind: ClusterConfiguration\ncertificatesDir: /opt/pki/\nnetworking: {serviceSubnet: 10.77.0.0/16, dnsDomain: site.example}\netcd:\n  external:\n    endpoints: [https://e1.example:2379, https://e2.example:2379]\n    caFile: /opt/etcd/ca.crt\n    certFile: /opt/etcd/client.crt\n    keyFile: /opt/etcd/client.key\napiServer:\n${extra}`
  for (const extra of [
    '  extraArgs:\n    kubelet-certificate-authority: /opt/pki/kubelets.crt\n',
    '  extraArgs:\n  - name: kubelet-certificate-authority\n    value: /opt/pki/kubelets.crt\n',
  ]) {
    const found = await only({
      'opt/pki/apiserver.crt': 'x',
      'opt/pki/ca.crt': 'x',
      'root/kubeadm.yaml': config(extra),
      'etc/kubernetes/kubelet.conf': CONFIG,
    })
    const stores = callsOf(found, 'kube-apiserver->etcd')
    expect(stores.map(({ serverName, client }) => [serverName, presented(client)])).toEqual([
      ['e1.example', '/opt/etcd/client.crt'],
      ['e2.example', '/opt/etcd/client.crt'],
    ])
    const [kubelet] = callsOf(found, 'kube-apiserver->kubelet')
    expect([presented(kubelet!.client), trusted(kubelet!.clientTrusts), kubelet!.from.node]).toEqual([
      '/opt/pki/apiserver-kubelet-client.crt',
      '/opt/pki/kubelets.crt',
      kubelet!.to.node,
    ])
    expect(callsOf(found, 'pod->kube-apiserver').map(({ serverName }) => serverName)).toEqual(
      expect.arrayContaining(['10.77.0.1', 'kubernetes.default.svc.site.example']),
    )
  }
})

test('of several kubelet configurations the one that --config names counts; a ConfigMap is no kubelet', async () => {
  const map = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kubelet-config, namespace: kube-system}\ndata:\n  kubelet: |\n${kubeletConfig('/map.crt').replace(/^/gm, '    ')}\n`
  const files = {
    'nodes/w1/var/lib/kubelet/config.yaml': kubeletConfig('/default.crt'),
    'nodes/w1/root/kubeadm.yaml': `kind: JoinConfiguration\napiVersion: kubeadm.k8s.io/v1beta4\n---\n${kubeletConfig('/join.crt')}`,
    'nodes/w1/etc/kubernetes/kubelet.conf': CONFIG,
    'configmaps.yaml': map,
  }
  const cas = async (more: Readonly<Record<string, string>>): Promise<string[]> =>
    callsOf(await only({ ...files, ...more }), 'client->kubelet').map(({ serverTrusts }) => trusted(serverTrusts))
  expect(await cas({})).toEqual(['/default.crt'])
  expect(
    await cas({
      'nodes/w1/opt/kubelet.json': JSON.stringify({
        kind: 'KubeletConfiguration',
        authentication: { x509: { clientCAFile: '/named.crt' } },
      }),
      'nodes/w1/ps.txt': 'root 7 1 0 Aug20 ? 00:00 /usr/bin/kubelet --config=/opt/kubelet.json --kubeconfig=/etc/kubernetes/kubelet.conf\n',
    }),
  ).toEqual(['/named.crt'])
})

const podOf = (name: string, node: string, command: readonly string[]) => ({
  kind: 'Pod',
  metadata: { name: `${name}-${node}`, namespace: 'kube-system', uid: '1' },
  spec: { nodeName: node, containers: [{ name, command }] },
})

test('pods of `kubectl get -o json` run on the trees of their nodes, and on nodes of which nothing else is in the drop', async () => {
  const list = JSON.stringify({
    kind: 'List',
    apiVersion: 'v1',
    items: ['cp1', 'cp2'].flatMap((node) => [
      podOf('kube-apiserver', node, [
        'kube-apiserver',
        '--client-ca-file=/etc/kubernetes/pki/ca.crt',
        '--tls-cert-file=/etc/kubernetes/pki/apiserver.crt',
      ]),
    ]),
  })
  const found = await assembled({
    'nodes/cp1/etc/kubernetes/pki/ca.crt': 'x',
    'nodes/cp1/etc/kubernetes/pki/apiserver.crt': 'x',
    'pods.json': list,
  })
  const uses = found
    .flatMap((cluster) => callsOf(cluster, 'pod->kube-apiserver'))
    .map(({ to, server }) => [to.node, server.kind === 'pair' ? server.certificate.use.file : null])
  // cp2's certificate is not cp1's, whatever its path.
  expect(new Set(uses.map((use) => JSON.stringify(use)))).toEqual(
    new Set([JSON.stringify(['cp1', 'nodes/cp1/etc/kubernetes/pki/apiserver.crt']), JSON.stringify(['cp2', null])]),
  )
})

test('the address of a Node object is the one its kubelet is dialled by', async () => {
  const nodes = JSON.stringify({
    kind: 'NodeList',
    items: [
      {
        metadata: { name: 'w1' },
        status: {
          addresses: [
            { type: 'InternalIP', address: '192.0.2.31' },
            { type: 'Hostname', address: 'w1' },
          ],
        },
      },
    ],
  })
  const found = await only({
    'nodes/w1/var/lib/kubelet/config.yaml': kubeletConfig('/ca.crt'),
    'nodes/w1/etc/kubernetes/kubelet.conf': CONFIG,
    'nodes.json': nodes,
  })
  expect(callsOf(found, 'client->kubelet').map(({ serverName, nameCertain }) => [serverName, nameCertain])).toEqual([['192.0.2.31', true]])
})

test('kube-proxy of kubeadm: its ConfigMap is no file of a node', async () => {
  const proxy = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kube-proxy, namespace: kube-system}\ndata:\n  config.conf: |\n    apiVersion: kubeproxy.config.k8s.io/v1alpha1\n    kind: KubeProxyConfiguration\n    clientConnection:\n      kubeconfig: /var/lib/kube-proxy/kubeconfig.conf\n  kubeconfig.conf: |\n    apiVersion: v1\n    kind: Config\n    clusters:\n    - name: default\n      cluster: {certificate-authority: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt, server: "https://lb.example:6443"}\n    contexts: [{name: default, context: {cluster: default, user: default}}]\n    current-context: default\n    users: [{name: default, user: {tokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token}}]\n`
  const tree = await kubeadmCluster().files()
  const inventory = await inventoryOf([...tree, { path: 'kube-proxy.yaml', bytes: new TextEncoder().encode(proxy) }])
  const calls = assemble(inventory).clusters.flatMap((cluster) => callsOf(cluster, 'kube-proxy->kube-apiserver'))
  expect(calls.map(({ client, serverName, nameCertain }) => [client.kind, serverName, nameCertain])).toEqual([
    ['token', 'lb.example', true],
  ])
})

test('an address nobody can fill in is dialled by no name, and its file is neither found nor missed', async () => {
  const manifest =
    'kind: Pod\nspec:\n  containers:\n  - command: [etcd, "--listen-client-urls=https://$(POD_IP):2379", "--initial-advertise-peer-urls=https://$(POD_IP):2380", "--peer-cert-file=/etc/kubernetes/pki/etcd/$(NODE).crt", --trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt]\n'
  const found = await only({ 'etc/kubernetes/manifests/etcd.yaml': manifest, 'etc/kubernetes/pki/etcd/ca.crt': 'x' })
  const [peer] = callsOf(found, 'etcd->etcd')
  expect(peer!.serverName).toBeNull()
  expect(peer!.server).toMatchObject({ certificate: { use: { resolved: 'none' }, text: null } })
  expect(peer!.server).not.toMatchObject({ certificate: { gone: true } })
})
