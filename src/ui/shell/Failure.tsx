/** "pkiscope failed while reading X. Your cluster is not judged." Never shown as a finding. */
import { version } from '../../../package.json'
import { visible } from '../../text/visible.ts'
import type { OwnFault } from '../../state/state.ts'
import { usePage, useWords } from '../context.tsx'
import { CopyButton } from './CopyButton.tsx'

export function FaultReport({ fault }: { readonly fault: OwnFault }) {
  const { controller } = usePage()
  const { ui } = useWords()
  // The name of the file stays out of what is copied: it may name a customer.
  const report = `pkiscope ${version}\n${fault.message}\n${fault.stack}`
  return (
    <main className="failure">
      <h1>{ui.failed.title}</h1>
      <p>{ui.failed.detail(fault.reading === null ? null : visible(fault.reading))}</p>
      <pre className="code">{report}</pre>
      <p className="dialog-actions">
        <CopyButton text={report} />{' '}
        <button type="button" className="button" onClick={controller.close}>
          {ui.startOver}
        </button>
      </p>
      <p className="third">{ui.failed.nothingIn}</p>
    </main>
  )
}
