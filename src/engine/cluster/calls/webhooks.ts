/** Admission and conversion webhooks: what their configuration lets the API server trust, against what their service presents. */
import type { KubeObject } from '../../inventory/inventory.ts'
import { parseEndpoint } from '../address.ts'
import type { ComponentId } from '../components.ts'
import type { ClusterDraft } from '../draft.ts'
import { unset } from '../node.ts'
import { type PlannedCall, planned } from '../plan.ts'
import { embedded } from '../resolve.ts'
import { servingSecret } from './secrets.ts'

interface Target {
  readonly host: string
  readonly namespace: string | null
  readonly port: number
}

export function planWebhooks(draft: ClusterDraft): PlannedCall[] {
  return draft.objects.flatMap((object) => {
    if (object.kind === 'CustomResourceDefinition') {
      const within = 'spec.conversion.webhook.clientConfig'
      const name = object.facts[`${within}.service.name`]
      const target = targetOf(
        name === undefined ? undefined : `${name}.${object.facts[`${within}.service.namespace`] ?? ''}`,
        object.facts[`${within}.url`],
      )
      return target === null ? [] : [call(draft, object, 'conversion-webhook', within, target)]
    }
    if (!/^(Validating|Mutating)WebhookConfiguration$/.test(object.kind)) return []
    // Webhooks of one configuration that call the same service with the same bundle are one call.
    const seen = new Set<string>()
    return Object.keys(object.facts).flatMap((fact) => {
      const index = /^webhooks\[(\d+)\]\.(service|url)$/.exec(fact)?.[1]
      if (index === undefined) return []
      const target = targetOf(object.facts[`webhooks[${index}].service`], object.facts[`webhooks[${index}].url`])
      const within = `webhooks[${index}].clientConfig`
      const key = `${target?.host ?? ''} ${JSON.stringify(bundleIn(object, within)?.text.blocks.map(({ certificate }) => certificate) ?? null)}`
      if (target === null || seen.has(key)) return []
      seen.add(key)
      return [call(draft, object, 'webhook', within, target)]
    })
  })
}

function targetOf(service: string | undefined, url: string | undefined): Target | null {
  // apiserver/pkg/util/webhook: a service is dialled by its name in the cluster, a URL as it stands.
  if (service !== undefined) return { host: `${service}.svc`, namespace: service.slice(service.indexOf('.') + 1), port: 443 }
  const endpoint = parseEndpoint(url ?? '')
  return endpoint === null ? null : { host: endpoint.host, namespace: null, port: endpoint.port ?? 443 }
}

const bundleIn = ({ texts }: KubeObject, within: string): KubeObject['texts'][number] | undefined =>
  texts.find(({ field }) => field === `${within}.caBundle`)

function call(
  draft: ClusterDraft,
  object: KubeObject,
  component: Extract<ComponentId, 'webhook' | 'conversion-webhook'>,
  within: string,
  target: Target,
): PlannedCall {
  const bundle = bundleIn(object, within)
  const field = `${object.name} ${within}.caBundle`
  const servers = draft.apiServers
  return planned({
    edge: `kube-apiserver->${component}`,
    // Every API server calls it alike.
    from: { component: 'kube-apiserver', node: servers.length === 1 ? (servers[0]?.instance.node ?? null) : null },
    to: { component, node: null },
    serverName: target.host,
    port: target.port,
    client: { kind: 'nothing', use: null },
    clientTrusts:
      bundle === undefined
        ? { kind: 'system-roots', use: { ...unset(component, field), location: object.location } }
        : { kind: 'bundle', loader: 'append-certs', reference: embedded(component, field, bundle.text) },
    server: (target.namespace === null ? null : servingSecret(draft, component, target.namespace, target.host)) ?? {
      kind: 'missing',
      uses: [unset(component, target.namespace === null ? 'tls.crt' : `Secret ${target.namespace}/… tls.crt`)],
    },
    serverTrusts: { kind: 'none' },
  })
}
