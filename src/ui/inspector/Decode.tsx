/** The full decode of both certificates, folded: proof comes last. */
import type { Call } from '../../engine/verdicts/verdict.ts'
import { useWords } from '../context.tsx'
import { CertificateView } from '../decode/CertificateView.tsx'

export function Decode({ call }: { readonly call: Call }) {
  const { ui } = useWords()
  const both = [
    ['client', call.client?.certificate],
    ['server', call.server?.certificate],
  ] as const
  const shown = both.flatMap(([end, id]) => (id == null ? [] : [{ end, id }]))
  if (shown.length === 0) return null
  return (
    <section className="section">
      <header>
        <h2 className="label">{ui.decode}</h2>
      </header>
      {shown.map(({ end, id }) => (
        <details key={end} className="decoded-end">
          <summary>{ui.presents[end]}</summary>
          <CertificateView id={id} folded />
        </details>
      ))}
    </section>
  )
}
