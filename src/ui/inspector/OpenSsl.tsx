/** The OpenSSL command of each half, and what it should answer. */
import type { Call } from '../../engine/verdicts/verdict.ts'
import { useReady, useWords } from '../context.tsx'
import { CopyButton } from '../shell/CopyButton.tsx'
import { opensslChecks } from './openssl.ts'

export function OpenSsl({ call }: { readonly call: Call }) {
  const { audit } = useReady()
  const { ui } = useWords()
  const checks = opensslChecks(call, audit.inventory, audit.at)
  if (checks.length === 0) return null
  return (
    <section className="section">
      <header>
        <h2 className="label">{ui.reproduce}</h2>
        <CopyButton quiet text={checks.map((c) => c.command).join('\n')} />
      </header>
      {checks.map((c) => (
        <pre key={c.half} className="code stack">
          <span className="third">
            # {c.half === 'client' ? ui.ofClient : ui.ofServer}
            {'\n'}
          </span>
          {c.command}
          <span className={c.succeeds ? 'third' : 'bad'}>{`\n# ${c.succeeds ? ui.opensslOk : ui.opensslFails}`}</span>
        </pre>
      ))}
      <p className="third">{ui.opensslNote}</p>
    </section>
  )
}
