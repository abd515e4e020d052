/** Versions as image tags write them: `1.34.3`, `3.5`. */
import { once } from '../encoding/maps.ts'

/** A drop has few, and each of its nodes asks. */
const known = new Map<string, readonly number[]>()
const numbers = (version: string): readonly number[] =>
  once(known, version, () => version.split('.').map((part) => Number.parseInt(part, 10) || 0))

/** Is this version the same or newer? An unknown version counts as new. */
export function atLeast(version: string | null, wanted: string): boolean {
  if (version === null) return true
  const have = numbers(version)
  for (const [i, want] of numbers(wanted).entries()) {
    const is = have[i] ?? 0
    if (is !== want) return is > want
  }
  return true
}
