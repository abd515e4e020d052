/** One certificate in full: the checklist, copies, and the tree of every extension on demand. */
import { useEffect, useState } from 'react'
import type { CertificateId } from '../../engine/x509/certificate.ts'
import type { InspectedNode } from '../../state/inspected.ts'
import { usePage, useReady, useWords } from '../context.tsx'
import { CopyButton } from '../shell/CopyButton.tsx'
import { factsOf, pem } from './facts.ts'

function Branch({ node, open }: { readonly node: InspectedNode; readonly open: boolean }) {
  const line = (
    <>
      <span>{node.name}</span> {node.value !== null && <code>{node.value}</code>} {node.note && <span className="third">{node.note}</span>}
    </>
  )
  if (node.children.length === 0) return <li className="leaf">{line}</li>
  return (
    <li>
      <details open={open}>
        <summary>{line}</summary>
        <ul className="tree">
          {node.children.map((child, i) => (
            <Branch key={i} node={child} open={false} />
          ))}
        </ul>
      </details>
    </li>
  )
}

function Tree({ id }: { readonly id: CertificateId }) {
  const { ready } = useReady()
  const { controller } = usePage()
  const { ui } = useWords()
  const [tree, setTree] = useState<InspectedNode | null | 'none'>(null)
  useEffect(() => {
    let gone = false
    setTree(null)
    ready.session.inspect(id).then(
      (found) => {
        if (!gone) setTree(found ?? 'none')
      },
      (error: unknown) => {
        if (!gone) controller.fail(error)
      },
    )
    return () => {
      gone = true
    }
  }, [ready.session, id, controller])
  if (tree === null)
    return (
      <p className="third" aria-busy="true">
        {ui.decoding}
      </p>
    )
  if (tree === 'none') return <p className="third">{ui.noBytes}</p>
  return (
    <ul className="tree">
      {tree.children.map((child, i) => (
        <Branch key={i} node={child} open={i < 0} />
      ))}
    </ul>
  )
}

export function Facts({ id }: { readonly id: CertificateId }) {
  const { audit } = useReady()
  const { ui } = useWords()
  const [tree, setTree] = useState(false)
  const certificate = audit.inventory.certificates[id]
  if (!certificate) return null
  const text = pem(certificate)
  const facts = factsOf(certificate, audit.inventory, audit.at, ui)
  return (
    <div className="facts">
      <dl>
        {facts.map((fact) => (
          <div key={fact.label}>
            <dt className="second">{fact.label}</dt>
            <dd>
              <code>{fact.value}</code> {fact.copy && <CopyButton quiet text={fact.value} />}
            </dd>
          </div>
        ))}
      </dl>
      <p className="facts-copy">{text !== '' && <CopyButton text={text} label={ui.copyPem} />}</p>
      <details
        onToggle={(event) => {
          if (event.currentTarget.open) setTree(true)
        }}
      >
        <summary>{ui.fullDecode}</summary>
        {tree && <Tree id={id} />}
      </details>
    </div>
  )
}
