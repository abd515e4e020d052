/** The claims of one token, and which key verifies it. The token itself was not kept. */
import type { TokenFacts } from '../../engine/inventory/inventory.ts'
import { keyTag } from '../../report/diagram/key-tag.ts'
import { place } from '../../text/context.ts'
import { visible } from '../../text/visible.ts'
import { useWords } from '../context.tsx'
import { Fact } from './Fact.tsx'
import { useMoment } from './use-moment.ts'

export function TokenView({ token }: { readonly token: TokenFacts }) {
  const { ui, items } = useWords()
  const moment = useMoment()
  const { fields } = ui
  const time = (at: number) => {
    const { value, note } = moment(at)
    return (
      <>
        <code>{value}</code> <span className="second">{note}</span>
      </>
    )
  }
  const text = (label: string, value: string | null) =>
    value !== null &&
    value !== '' && (
      <Fact label={label}>
        <code>{visible(value)}</code>
      </Fact>
    )
  return (
    <div className="facts">
      <dl>
        <Fact label={fields.token}>{ui.tokenKinds[token.kind]}</Fact>
        {text(items.facts.algorithm, token.algorithm)}
        {text(fields.tokenIssuer, token.issuer)}
        {text(fields.tokenSubject, token.subject ?? token.bootstrapId)}
        {text(fields.audience, token.audiences.join(', '))}
        {text(items.facts.namespace, token.namespace)}
        {token.issuedAt !== null && <Fact label={items.facts.issued}>{time(token.issuedAt)}</Fact>}
        {token.notBefore !== null && <Fact label={fields.notBefore}>{time(token.notBefore)}</Fact>}
        {token.expires !== null && <Fact label={fields.expires}>{time(token.expires)}</Fact>}
        {(token.kind === 'service-account' || token.kind === 'jwt') && (
          <Fact label={fields.verifiedBy}>
            {token.verifiedBy.length === 0 ? ui.noKeyVerifies : <code>{token.verifiedBy.map(keyTag).join(', ')}</code>}
          </Fact>
        )}
        <Fact label={items.facts.foundAt}>
          <code>{place(token.location)}</code>
        </Fact>
      </dl>
      <p className="third">{items.keyValueNever}</p>
    </div>
  )
}
