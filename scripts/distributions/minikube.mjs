// minikube: kubernetes/minikube pkg/minikube/bootstrapper/certs.go (minikubeCA and proxyClientCA; apiserver, proxy-client and user certificates of
// O=system:masters with both usages and 26280 h), pkg/util/crypto.go (CA template with both usages), kubeadm below /var/lib/minikube/certs.
import { authority, certPem, embedded, keyPem, leaf, pair, serviceNames } from './kit.mjs'
import { kubeadm } from './kubeadm.mjs'

const P = 'var/lib/minikube/certs'
export default () => {
  const both = { eku: ['server', 'client'] }
  const ca = authority('minikubeCA', both)
  const proxyCa = authority('proxyClientCA', both)
  const tree = kubeadm({
    node: 'minikube',
    address: '192.168.49.2',
    ca,
    proxyCa,
    server: 'https://control-plane.minikube.internal:8443',
    cluster: 'mk',
  })
  const files = {}
  for (const [path, content] of Object.entries(tree)) {
    if (/front-proxy/.test(path)) continue
    const rewrite = (text) =>
      text
        .replaceAll('/etc/kubernetes/pki/front-proxy-client', `/${P}/proxy-client`)
        .replaceAll('/etc/kubernetes/pki/front-proxy-ca', `/${P}/front-proxy-ca`)
        .replaceAll('/etc/kubernetes/pki', `/${P}`)
        .replaceAll(':6443', ':8443')
        .replace('--secure-port=6443', '--secure-port=8443')
        .replace('--requestheader-allowed-names=front-proxy-client', '--requestheader-allowed-names=front-proxy-client,aggregator')
    files[path.replace('etc/kubernetes/pki/', `${P}/`)] =
      typeof content === 'string' ? rewrite(content) : content.content ? { ...content, content: rewrite(String(content.content)) } : content
  }
  const long = { o: ['system:masters'], days: 1095, ...both }
  const api = leaf(ca, 'minikube', {
    ...long,
    dns: ['control-plane.minikube.internal', 'minikube', 'localhost', ...serviceNames()],
    ip: ['10.96.0.1', '127.0.0.1', '10.0.0.1', '192.168.49.2'],
  })
  Object.assign(files, pair(`${P}/apiserver`, api), pair(`${P}/proxy-client`, leaf(proxyCa, 'aggregator', long)))
  files[`${P}/front-proxy-ca.crt`] = certPem(proxyCa)
  files[`${P}/proxy-client-ca.crt`] = certPem(proxyCa)
  files[`${P}/proxy-client-ca.key`] = keyPem(proxyCa.key)
  files['var/lib/minikube/kubeconfig'] = embedded('minikube', api, ca, 'https://localhost:8443')
  files['home/user/.kube/config'] = embedded('minikube', leaf(ca, 'minikube-user', long), ca, 'https://192.168.49.2:8443', {
    cluster: 'minikube',
    context: 'minikube',
  })
  return files
}
