/** The commands that repeat each half with OpenSSL, and what they answer; where that is not what Go answers, why. */
import { useMemo } from 'react'
import { type Reproduction, reproductionsOf } from '../../report/reproduce.ts'
import { visible } from '../../text/visible.ts'
import { useAudit, useWords } from '../context.tsx'
import { CopyButton } from '../shell/CopyButton.tsx'

export function OpenSsl({ index }: { readonly index: number }) {
  const { audit } = useAudit()
  const { ui, reproduce } = useWords()
  const blocks = useMemo(() => reproductionsOf(audit, index), [audit, index])
  if (blocks.length === 0) return null
  const titles: Readonly<Record<Reproduction['half'], string>> = {
    providerAcceptsClient: ui.ofClient,
    callerAcceptsServer: ui.ofServer,
    identityAuthorised: ui.ofIdentity,
    keys: ui.bothKeys,
    file: reproduce.file,
  }
  return (
    <section className="section">
      <header>
        <h2 className="label">{ui.reproduce}</h2>
        <CopyButton quiet text={blocks.flatMap((block) => block.lines).join('\n')} of={ui.reproduce} />
      </header>
      {blocks.map((block) => (
        <div key={block.half} className="stack">
          <pre className="code">
            <span className="third">
              # {titles[block.half]}
              {'\n'}
            </span>
            {block.lines.join('\n')}
            {'\n'}
            <span className="third"># {reproduce.go(visible(block.go))}</span>
            {'\n'}
            <span className={block.openssl === false ? 'bad' : 'third'}>
              # {block.half === 'keys' && block.openssl !== null ? reproduce.digests(block.openssl) : reproduce.openssl(block.openssl)}
            </span>
          </pre>
          {block.differs !== null && (
            <p className="second">
              {reproduce.differs} {reproduce.differences[block.differs]}
            </p>
          )}
        </div>
      ))}
      <p className="third">{ui.opensslNote}</p>
    </section>
  )
}
