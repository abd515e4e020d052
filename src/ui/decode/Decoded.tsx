/** Everything in one DER object, decoded when it is opened. */
import { useEffect, useState } from 'react'
import type { Inspection } from '../../engine/x509/inspect.ts'
import { usePage, useWords } from '../context.tsx'
import { CopyButton } from '../shell/CopyButton.tsx'
import { Entries } from './Entries.tsx'
import { entriesOf } from './entries.ts'
import { useMoment } from './use-moment.ts'

interface Opened {
  readonly of: Uint8Array<ArrayBuffer>
  readonly inspection: Inspection
  /** In the manner of `openssl -text`. */
  readonly text: string
}
export function Decoded({ der }: { readonly der: Uint8Array<ArrayBuffer> }) {
  const { controller } = usePage()
  const { decode, items } = useWords()
  const moment = useMoment()
  const [opened, setOpened] = useState<Opened | null>(null)
  useEffect(() => {
    let gone = false
    const read = async () => {
      const { inspect, opensslText } = await import('./inspect-chunk.ts')
      const inspection = await inspect(der)
      if (!gone) setOpened({ of: der, inspection, text: opensslText(inspection) })
    }
    read().catch((error: unknown) => {
      if (!gone) controller.fail(error)
    })
    return () => {
      gone = true
    }
  }, [der, controller])
  if (opened?.of !== der)
    return (
      <p className="third" aria-busy="true">
        {items.decoding}
      </p>
    )
  return (
    <div className="decoded">
      <p>
        <CopyButton text={opened.text} label={items.copyText} />
      </p>
      <Entries list={entriesOf(opened.inspection, { words: decode, moment })} />
    </div>
  )
}
