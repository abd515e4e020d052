/** A moment as it is read: UTC, the reader's own time, and counted from the moment judged. */
import { useMemo } from 'react'
import { daysUntil, moment } from '../../text/format.ts'
import { useReady, useWords } from '../context.tsx'
import type { EntryWords } from './entries.ts'

/** The last moment a Date can hold. */
const LAST = 8.64e12
export function useMoment(): EntryWords['moment'] {
  const { audit } = useReady()
  const { ui, items, language } = useWords()
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
    return (seconds) => {
      const at = new Date(seconds * 1000)
      const local = Math.abs(seconds) > LAST || at.getTimezoneOffset() === 0 ? null : items.local(format.format(at))
      return { value: moment(seconds), note: [local, ui.relative(daysUntil(seconds, audit.at))].filter(Boolean).join(' · ') }
    }
  }, [audit.at, ui, items, language])
}
