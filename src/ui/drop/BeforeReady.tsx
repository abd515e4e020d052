/** The first screen, and a drop while it is read: what is read sooner than a person notices shows its diagram at once, without a grey one in between. */
import { useEffect, useState } from 'react'
import type { Phase } from '../../state/state.ts'
import { FirstScreen } from './FirstScreen.tsx'
import { Reading } from './Reading.tsx'

/** In milliseconds: an answer sooner than that feels immediate. */
const NOTICED = 100

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

export function BeforeReady({ current }: { readonly current: Extract<Phase, { readonly phase: 'empty' | 'reading' }> }) {
  const reading = current.phase === 'reading'
  const noticed = useNoticed(reading)
  return reading && noticed ? <Reading state={current} /> : <FirstScreen refusals={reading ? [] : current.refusals} />
}
