/** What it does, where to drop, examples, how to collect an archive, and the promise with the way to check it. */
import { useRef, useState } from 'react'
import { version } from '../../../package.json'
import { visible } from '../../text/visible.ts'
import type { Refusal } from '../../state/state.ts'
import { useDispatch, usePage, usePalette, useWords } from '../context.tsx'
import { GlyphIcon } from '../graph/ShapesSvg.tsx'
import { StateMark } from '../panels/Chip.tsx'
import { CopyButton } from '../shell/CopyButton.tsx'
import { type Collecting, DISTRIBUTIONS, type Distribution, collectCommand } from './commands.ts'
import { EXAMPLES, type ExampleId, loadExample } from './examples.ts'
import { Preview } from './Preview.tsx'
import { SelfTest } from './SelfTest.tsx'
import { takeFiles, type Walked } from './walker.ts'
import './drop.css'

function Refused({ list }: { readonly list: readonly Refusal[] }) {
  const { ui, about } = useWords()
  if (list.length === 0) return null
  const permission = list.some((r) => r.why === 'permission')
  return (
    <section className="refused" role="alert">
      <h2>{ui.refused(list.length)}</h2>
      <ul>
        {list.slice(0, 12).map(({ path, why, fault }, i) => (
          <li key={i}>
            <code>{visible(path)}</code> {ui.refusedWhy[why]}
            {fault && <p className="second">{[about.read[fault.id].title, about.readPlace(fault)].filter(Boolean).join(' · ')}</p>}
          </li>
        ))}
      </ul>
      {list.length > 12 && <p>{ui.more(list.length - 12)}</p>}
      {permission && (
        <p>
          {ui.permissionHint} <CopyButton text={collectCommand('kubeadm', 'without')} of={ui.collect} />
        </p>
      )}
    </section>
  )
}

function Pickers() {
  const { controller } = usePage()
  const dispatch = useDispatch()
  const { ui } = useWords()
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const open = ({ files, label, refusals }: Walked) => controller.open(files, label, refusals)
  const picked = (input: HTMLInputElement) => {
    if (input.files) open(takeFiles(input.files))
  }
  return (
    <div className="pickers">
      <button type="button" className="button primary" onClick={() => files.current?.click()}>
        {ui.chooseFiles}
      </button>
      <button type="button" className="button" onClick={() => folder.current?.click()}>
        {ui.chooseFolder}
      </button>
      <button type="button" className="button" onClick={() => dispatch({ do: 'dialog', dialog: 'paste' })}>
        {ui.pasteText}
      </button>
      <input ref={files} id="pick-files" type="file" multiple hidden onChange={(event) => picked(event.currentTarget)} />
      <input
        ref={folder}
        id="pick-folder"
        type="file"
        hidden
        {...{ webkitdirectory: '' }}
        onChange={(event) => picked(event.currentTarget)}
      />
    </div>
  )
}

function Examples() {
  const { controller } = usePage()
  const { ui } = useWords()
  const open = (id: ExampleId, at: number) => {
    loadExample(id).then((file) => controller.open([{ path: `${id}.tar`, file }], `${id}.tar`, [], at), controller.fail)
  }
  return (
    <section>
      <h2>{ui.tryExample}</h2>
      <ul className="examples">
        {EXAMPLES.map((example) => (
          <li key={example.id}>
            <button type="button" className="bare" onClick={() => open(example.id, example.at)}>
              <StateMark state={example.broken ? 'broken' : 'trusted'} />
              <span>
                <span className="strong">{ui.examples[example.id].title}</span>
                <span className="second">{ui.examples[example.id].detail}</span>
              </span>
              <span className="link" aria-hidden="true">
                {ui.open}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Collect() {
  const { ui } = useWords()
  const [how, setHow] = useState<Collecting>('without')
  const [distribution, setDistribution] = useState<Distribution>('kubeadm')
  const command = collectCommand(distribution, how)
  return (
    <section>
      <header className="split">
        <h2>{ui.collect}</h2>
        <span className="segments" role="group" aria-label={ui.collect}>
          {(['without', 'with', 'redacted'] as const).map((h) => (
            <button key={h} type="button" aria-pressed={how === h} onClick={() => setHow(h)}>
              {ui.collectHow[h]}
            </button>
          ))}
        </span>
      </header>
      <p className="second">
        {ui.collectDetail[how]} {ui.collectWhere}{' '}
        <select
          className="field small"
          aria-label={ui.distribution}
          value={distribution}
          onChange={(event) => setDistribution(DISTRIBUTIONS.find((d) => d === event.target.value) ?? 'kubeadm')}
        >
          {DISTRIBUTIONS.map((d) => (
            <option key={d}>{d}</option>
          ))}
        </select>
      </p>
      <pre className="code">{command}</pre>
      <p className="collect-note">
        <CopyButton text={command} of={ui.collect} />
        {how !== 'redacted' && <StateMark state="soon" spoken={false} />}
        <span className="second">{ui.collectWarning[how]}</span>
      </p>
    </section>
  )
}

/** Served over plain http from another machine, the browser withholds its cryptography, and who served the page may have changed it. */
function Insecure() {
  const { ui } = useWords()
  if (globalThis.isSecureContext && globalThis.crypto?.subtle !== undefined) return null
  return (
    <section className="refused" role="alert">
      <h2>{ui.insecure.title}</h2>
      <p>{ui.insecure.detail}</p>
      <p>
        {ui.insecure.instead} <code>npx pkiscope</code>
      </p>
    </section>
  )
}

export function FirstScreen({ refusals }: { readonly refusals: readonly Refusal[] }) {
  const { ui } = useWords()
  const palette = usePalette()
  return (
    <main className="first">
      <div className="first-scroll">
        <Insecure />
        <Refused list={refusals} />
        <section className="target">
          <div className="pitch">
            <h1>{ui.pitch}</h1>
            <p className="how">
              {ui.dropHint[0]} <code>/etc/kubernetes</code> {ui.dropHint[1]}
            </p>
            <Pickers />
            <p className="third">{ui.formats}</p>
            <p className="promise">
              <GlyphIcon glyph="lock" size={15} /> <span className="strong">{ui.promise}</span>{' '}
              <a
                href="#check"
                onClick={(event) => {
                  event.preventDefault()
                  document.getElementById('check')?.scrollIntoView({ block: 'nearest' })
                  document.getElementById('run-self-test')?.focus()
                }}
              >
                {ui.checkYourself}
              </a>
            </p>
          </div>
          <Preview palette={palette} caption={ui.previewCaption} />
        </section>
        <div className="columns">
          <Examples />
          <Collect />
          <section id="check">
            <h2>{ui.promise.replace(/[.。]$/, '')}</h2>
            <p className="second">
              {ui.noServer} <code>connect-src 'none'</code>
              {ui.fullStop}
            </p>
            <h3>{ui.checkYourself}</h3>
            <ol className="check-steps">
              {ui.checkSteps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            <SelfTest />
          </section>
        </div>
      </div>
      <footer className="foot third">
        <span>pkiscope {version}</span>
        <span>{ui.keysDropped}</span>
        <span>{ui.symlinkNotice}</span>
      </footer>
    </main>
  )
}
