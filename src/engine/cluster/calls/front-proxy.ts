/** The unnumbered front-proxy edge: the API server calls an extension API server and names the user in headers. */
import type { ClusterDraft } from '../draft.ts'
import { bundleOf, pairOf, unset } from '../node.ts'
import { type PlannedCall, planned, type Trust } from '../plan.ts'
import { embedded } from '../resolve.ts'
import { slicesOf } from '../settings.ts'
import { servingSecret } from './secrets.ts'

export function planFrontProxy(draft: ClusterDraft): PlannedCall[] {
  return draft.apiServers.flatMap(({ instance, node, settings, assumed }) => {
    if (node === null || settings === null) return []
    const certificate = settings.one('--proxy-client-cert-file', 'aggregatorConfig.proxyClientInfo.certFile')
    if (certificate === null) return []
    const authority = settings.one('--requestheader-client-ca-file', 'authConfig.requestHeader.clientCA')
    const serverTrusts: Trust =
      authority === null
        ? { kind: 'no-client-authority', use: unset('kube-apiserver', '--requestheader-client-ca-file') }
        : bundleOf(draft.reader, node, settings, authority, 'dynamic-ca')
    const names = settings.all('--requestheader-allowed-names', 'authConfig.requestHeader.clientCommonNames')
    const base = {
      edge: 'kube-apiserver->extension-apiserver',
      from: instance,
      to: { component: 'extension-apiserver', node: null },
      assumed,
      client: pairOf(
        draft.reader,
        node,
        settings,
        certificate,
        settings.one('--proxy-client-key-file', 'aggregatorConfig.proxyClientInfo.keyFile'),
        '--proxy-client-cert-file',
      ),
      server: { kind: 'missing', uses: [{ ...unset('extension-apiserver', '--tls-cert-file') }] },
      serverTrusts,
      rules: {
        allowedNames: {
          names: slicesOf(names),
          use: names.length === 0 ? null : unset('kube-apiserver', '--requestheader-allowed-names', names.at(-1) ?? null),
        },
      },
    } as const
    const services = draft.objects.filter(({ kind, facts }) => kind === 'APIService' && facts['spec.service.name'] !== undefined)
    if (services.length === 0)
      return [planned({ ...base, clientTrusts: { kind: 'missing', use: unset('extension-apiserver', 'spec.caBundle') } })]
    return services.map(({ facts, texts }) => {
      const host = `${facts['spec.service.name'] ?? ''}.${facts['spec.service.namespace'] ?? 'default'}.svc`
      const bundle = texts.find(({ field }) => field.includes('caBundle'))
      const clientTrusts: Trust =
        facts['spec.insecureSkipTLSVerify'] === 'true'
          ? { kind: 'skip', use: unset('extension-apiserver', 'spec.insecureSkipTLSVerify') }
          : bundle === undefined
            ? { kind: 'system-roots', use: unset('extension-apiserver', 'spec.caBundle') }
            : { kind: 'bundle', loader: 'append-certs', reference: embedded('extension-apiserver', bundle.field, bundle.text) }
      const serving = servingSecret(draft, 'extension-apiserver', facts['spec.service.namespace'] ?? 'default', host)
      return planned({
        ...base,
        ...(serving === null ? {} : { server: serving }),
        serverName: host,
        clientTrusts,
      })
    })
  })
}
