/** Which folder is which node, which node of which cluster, which cluster of which distribution, and why; each to be corrected by hand. */
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import type { ClusterFacts } from '../../engine/cluster/cluster.ts'
import { LAYOUTS } from '../../engine/cluster/layouts/index.ts'
import { NO_CORRECTIONS, type Corrections } from '../../state/session.ts'
import { visible } from '../../text/visible.ts'
import { usePage, useAudit, useWords } from '../context.tsx'
import { foldersOf, kubeconfigsOf, nodesOf, without } from './corrections.ts'

const FIRST = 50

/** A field whose value takes effect when it is left or entered, not at every letter. */
function Field({
  label,
  value,
  list,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly list: string
  readonly onChange: (value: string) => void
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const done = () => {
    if (typed !== null && typed.trim() !== value) onChange(typed.trim())
    setTyped(null)
  }
  return (
    <input
      className="field"
      aria-label={label}
      list={list}
      value={typed ?? value}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done()
        else if (event.key === 'Escape' && typed !== null) {
          event.stopPropagation()
          setTyped(null)
        }
      }}
    />
  )
}

function ClusterRow({
  facts,
  correct,
}: {
  readonly facts: ClusterFacts
  readonly correct: (change: (now: Corrections) => Corrections) => void
}) {
  const { ui } = useWords()
  const byHand = facts.evidence.some(({ why }) => why === 'layout-by-hand')
  const shared = facts.evidence
    .filter(({ node, why }) => node === null && why !== 'layout-by-hand' && why !== 'cluster-by-hand')
    .slice(0, 6)
  return (
    <div className="correction-cluster">
      <h3>{visible(facts.id)}</h3>
      <label>
        <span className="second">{ui.distribution}</span>{' '}
        <select
          className="field small"
          value={facts.layout}
          onChange={(event) => {
            const chosen = event.target.value
            correct((now) => ({
              ...now,
              layoutOf: chosen === '' ? without(now.layoutOf, facts.id) : { ...now.layoutOf, [facts.id]: chosen },
            }))
          }}
        >
          {!LAYOUTS.some(({ id }) => id === facts.layout) && <option value={facts.layout}>{facts.layout}</option>}
          {byHand && <option value="">{ui.asDetected}</option>}
          {LAYOUTS.map(({ id }) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </select>
      </label>
      {byHand && <span className="by-hand">{ui.correctedByHand}</span>}
      <span className="second">{shared.map(({ why, value }) => ui.because(why, visible(value))).join(' · ')}</span>
    </div>
  )
}

export default function Panel() {
  const { ready, audit } = useAudit()
  const { controller } = usePage()
  const { ui } = useWords()
  const [all, setAll] = useState(false)
  const [folder, setFolder] = useState('')
  const [name, setName] = useState('')
  const [clusters, folders] = [useId(), useId()]
  const nodes = useMemo(() => nodesOf(audit), [audit])
  const kubeconfigs = useMemo(() => kubeconfigsOf(audit), [audit])
  const known = useMemo(() => foldersOf(audit), [audit])
  if (ready.reopened || nodes.length + kubeconfigs.length === 0) return null
  const { corrections } = ready
  const correct = (change: (now: Corrections) => Corrections) => controller.correct(change(corrections))
  const changed = [corrections.nodeOf, corrections.clusterOf, corrections.layoutOf].reduce((n, by) => n + Object.keys(by).length, 0)
  /** A node's cluster is remembered by its name, which follows it. */
  const rename = (root: string, node: string | null) => (value: string) =>
    correct((now) => {
      const cluster = node !== null && Object.hasOwn(now.clusterOf, node) ? now.clusterOf[node] : undefined
      const nodeOf = value === '' ? without(now.nodeOf, root) : { ...now.nodeOf, [root]: value }
      if (node === null || cluster === undefined || value === '') return { ...now, nodeOf }
      return { ...now, nodeOf, clusterOf: { ...without(now.clusterOf, node), [value]: cluster } }
    })
  /** What is typed in place of what was detected; nothing at all is as detected. */
  const put = (which: 'nodeOf' | 'clusterOf', key: string) => (value: string) =>
    correct((now) => ({ ...now, [which]: value === '' ? without(now[which], key) : { ...now[which], [key]: value } }))
  // No form: the page's policy lets none be submitted.
  const add = () => {
    if (folder.trim() === '' || name.trim() === '') return
    put('nodeOf', folder.trim().replace(/\/*$/, '/'))(name.trim())
    setFolder('')
    setName('')
  }
  const onEnter = (event: KeyboardEvent) => {
    if (event.key === 'Enter') add()
  }
  return (
    <section className="section" aria-labelledby={`${clusters}-title`}>
      <h2 id={`${clusters}-title`}>{ui.corrections}</h2>
      <p className="second">{ui.correctionsDetail}</p>
      <p className="correction-tools" aria-live="polite">
        <button type="button" className="button" disabled={ready.undo.length === 0} onClick={() => controller.undo()}>
          {ui.takeBack}
        </button>
        <button type="button" className="button" disabled={changed === 0} onClick={() => controller.correct(NO_CORRECTIONS)}>
          {ui.asDetected}
        </button>
        <span className="second">{ui.correctedCount(changed)}</span>
      </p>
      <datalist id={clusters}>
        {audit.clusters.map(({ id }) => (
          <option key={id} value={id} />
        ))}
      </datalist>
      {audit.clusters.slice(0, FIRST).map((facts) => (
        <ClusterRow key={facts.id} facts={facts} correct={correct} />
      ))}
      {nodes.length > 0 && (
        <table className="corrections">
          <thead>
            <tr>
              <th scope="col">{ui.folder}</th>
              <th scope="col">{ui.node}</th>
              <th scope="col">{ui.cluster}</th>
              <th scope="col">{ui.why}</th>
            </tr>
          </thead>
          <tbody>
            {nodes.slice(0, all ? 2000 : FIRST).map(({ root, node, cluster, why, value, moved }) => (
              <tr key={`${cluster} ${root ?? ''} ${node ?? ''}`}>
                <td className="mono">{root === null ? '–' : visible(root === '' ? './' : root)}</td>
                <td>
                  {root === null ? (
                    <span className="mono">{visible(node ?? '–')}</span>
                  ) : (
                    <Field label={`${ui.node}: ${root === '' ? './' : root}`} value={node ?? ''} list="" onChange={rename(root, node)} />
                  )}
                </td>
                <td>
                  {node === null ? (
                    <span className="mono">{visible(cluster)}</span>
                  ) : (
                    <Field label={`${ui.cluster}: ${node}`} value={cluster} list={clusters} onChange={put('clusterOf', node)} />
                  )}
                </td>
                <td className="second">
                  {ui.because(why, visible(value))}
                  {moved && <span className="by-hand">{ui.correctedByHand}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {!all && nodes.length > FIRST && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          {ui.showAll(nodes.length)}
        </button>
      )}
      {kubeconfigs.length > 0 && (
        <table className="corrections">
          <thead>
            <tr>
              <th scope="col">{ui.kubeconfigFile}</th>
              <th scope="col">{ui.cluster}</th>
            </tr>
          </thead>
          <tbody>
            {kubeconfigs.slice(0, FIRST).map(({ file, cluster }) => (
              <tr key={file}>
                <td className="mono">{visible(file)}</td>
                <td>
                  <Field label={`${ui.cluster}: ${file}`} value={cluster} list={clusters} onChange={put('clusterOf', file)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="correction-add" role="group" aria-label={ui.isNode}>
        <datalist id={folders}>
          {known.map((path) => (
            <option key={path} value={path} />
          ))}
        </datalist>
        <label>
          {ui.folder}{' '}
          <input className="field" list={folders} value={folder} onChange={(event) => setFolder(event.target.value)} onKeyDown={onEnter} />
        </label>
        <label>
          {ui.isNode} <input className="field" value={name} onChange={(event) => setName(event.target.value)} onKeyDown={onEnter} />
        </label>
        <button type="button" className="button" disabled={folder.trim() === '' || name.trim() === ''} onClick={add}>
          {ui.judgeAgain}
        </button>
      </div>
    </section>
  )
}
