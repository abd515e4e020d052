/** The first screen, and a drop while it is read: what is read sooner than a person notices shows its diagram at once, without a grey one in between. */
import { memo, useEffect, useState } from 'react'
import type { Phase, Refusal } from '../../state/state.ts'
import { FirstScreen } from './FirstScreen.tsx'
import { Reading } from './Reading.tsx'

/** In milliseconds: an answer sooner than that feels immediate. */
const NOTICED = 100
/** So many octets dropped take longer. */
const LONG = 1024 * 1024

/** What is already being read when this comes up follows no first screen. */
function useNoticed(reading: boolean): boolean {
  const [noticed, setNoticed] = useState(reading)
  useEffect(() => {
    if (!reading) return undefined
    const timer = setTimeout(() => setNoticed(true), NOTICED)
    return () => {
      clearTimeout(timer)
      setNoticed(false)
    }
  }, [reading])
  return noticed
}

const NONE: readonly Refusal[] = []
/** Nothing of it changes while a drop is read. */
const Same = memo(FirstScreen)

export function BeforeReady({ current }: { readonly current: Extract<Phase, { readonly phase: 'empty' | 'reading' }> }) {
  const noticed = useNoticed(current.phase === 'reading')
  if (current.phase === 'reading') return noticed || current.octets > LONG ? <Reading state={current} /> : <Same refusals={NONE} />
  return <Same refusals={current.refusals.length === 0 ? NONE : current.refusals} />
}
