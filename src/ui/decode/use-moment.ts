/** A moment as it is read: UTC, the reader's own time, and counted from the moment judged. */
import { useMemo } from 'react'
import { daysUntil, moment } from '../../text/format.ts'
import { useReady, useWords } from '../context.tsx'
import type { EntryWords } from './entries.ts'

/** The last moment a Date can hold. */
const LAST = 8.64e12
export function useMoment(): EntryWords['moment'] {
  const { at } = useReady().overview
  const { ui, items, language } = useWords()
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
    return (seconds) => {
      const then = new Date(seconds * 1000)
      const local = Math.abs(seconds) > LAST || then.getTimezoneOffset() === 0 ? null : items.local(format.format(then))
      return { value: moment(seconds), note: [local, ui.relative(daysUntil(seconds, at))].filter(Boolean).join(' · ') }
    }
  }, [at, ui, items, language])
}
