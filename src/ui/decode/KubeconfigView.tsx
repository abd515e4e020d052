/** One kubeconfig: its contexts, whom each cluster entry trusts, and what each user shows. Tokens, passwords and arguments were not kept. */
import type { Kubeconfig, KubeconfigCluster, KubeconfigUser, Material } from '../../engine/inventory/inventory.ts'
import { certificatesBehind } from './uses.ts'
import { place } from '../../text/context.ts'
import { visible } from '../../text/visible.ts'
import { useDispatch, useAudit, useWords } from '../context.tsx'
import { CertificateLink } from './CertificateLink.tsx'
import { Fact, Places } from './Fact.tsx'

/** Certificates embedded here, or the file that is named. */
function MaterialText({ of }: { readonly of: Material }) {
  const { audit } = useAudit()
  const { items } = useWords()
  if (of.kind === 'data-undecodable') return <span className="bad">{visible(of.error)}</span>
  if (of.kind === 'data')
    return (
      <>
        {of.text.blocks.map((block, i) => block.certificate !== null && <CertificateLink key={i} id={block.certificate} />)}{' '}
        <span className="third">{items.embeddedData}</span>
      </>
    )
  const inside = certificatesBehind(audit, of)
  return (
    <>
      {inside.slice(0, 4).map((id) => (
        <CertificateLink key={id} id={id} />
      ))}{' '}
      <span className="third">{items.path(visible(of.path))}</span>
    </>
  )
}

function Cluster({ of }: { readonly of: KubeconfigCluster }) {
  const { items } = useWords()
  return (
    <>
      <Fact label={`${items.facts.cluster} ${visible(of.name)}`}>
        <code>{visible(of.server)}</code>
        {of.tlsServerName !== null && <span className="second line">{items.dialsAs(visible(of.tlsServerName))}</span>}
        {of.proxyUrl !== null && <span className="second line">{items.proxy(visible(of.proxyUrl))}</span>}
      </Fact>
      <Fact label={items.facts.authority}>
        {of.insecureSkipTlsVerify ? (
          <span className="bad">{items.insecure}</span>
        ) : of.authority === null ? (
          items.systemRoots
        ) : (
          <MaterialText of={of.authority} />
        )}
      </Fact>
    </>
  )
}

function User({ of }: { readonly of: KubeconfigUser }) {
  const { items } = useWords()
  const dispatch = useDispatch()
  const c = items.credentials
  const { token } = of
  return (
    <Fact label={`${items.facts.user} ${visible(of.name)}`}>
      <ul>
        {of.certificate !== null && (
          <li>
            {c.certificate} <MaterialText of={of.certificate} />
          </li>
        )}
        {of.hasToken && (
          <li>
            {token === null ? (
              c.token
            ) : (
              <button type="button" className="link" onClick={() => dispatch({ do: 'show', item: { kind: 'token', id: token } })}>
                {c.token}
              </button>
            )}{' '}
            <span className="third">{items.valueNever}</span>
          </li>
        )}
        {of.tokenFile !== null && <li>{c.tokenFile(visible(of.tokenFile))}</li>}
        {of.exec !== null && <li>{c.exec(visible(of.exec))}</li>}
        {of.authProvider !== null && <li>{c.authProvider(visible(of.authProvider))}</li>}
        {of.basic && (
          <li>
            {c.basic} <span className="third">{items.valueNever}</span>
          </li>
        )}
        {of.impersonates !== null && <li>{items.impersonates(visible(of.impersonates))}</li>}
        {of.certificate === null && !of.hasToken && of.tokenFile === null && of.exec === null && of.authProvider === null && !of.basic && (
          <li className="second">{c.none}</li>
        )}
      </ul>
    </Fact>
  )
}

export function KubeconfigView({ config }: { readonly config: Kubeconfig }) {
  const { items } = useWords()
  const { facts } = items
  return (
    <div className="facts">
      <dl>
        <Fact label={facts.contexts}>
          <ul>
            {config.contexts.map((one) => (
              <li key={one.name}>
                <span className="strong">{visible(one.name)}</span>{' '}
                <span className="second">
                  {visible(one.user)} → {visible(one.cluster)}
                  {one.namespace === null ? '' : ` (${facts.namespace} ${visible(one.namespace)})`}
                </span>{' '}
                {one.name === config.currentContext && <span className="critical">{facts.current}</span>}
              </li>
            ))}
          </ul>
        </Fact>
        {config.clusters.map((one, i) => (
          <Cluster key={i} of={one} />
        ))}
        {config.users.map((one, i) => (
          <User key={i} of={one} />
        ))}
        <Fact label={facts.foundAt}>
          {config.location.field === null ? (
            <code>{place(config.location)}</code>
          ) : (
            <Places list={[{ location: config.location, block: null, mode: null, namedBy: [] }]} />
          )}
        </Fact>
      </dl>
    </div>
  )
}
