/** UTCTime and GeneralizedTime as Go's cryptobyte reads them: `time.Parse`, then a round trip that must give the same text. */
import { type DerReader, GENERALIZED_TIME, UTC_TIME } from './der.ts'

/** Unix seconds of a proleptic Gregorian UTC date; any year. */
export function unixSeconds(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  // Days since 1970-01-01 by counting years from March, so that the leap day comes last.
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  const days = era * 146097 + dayOfEra - 719468
  return days * 86400 + hour * 3600 + minute * 60 + second
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const daysIn = (month: number, year: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31

function digits(bytes: Uint8Array, start: number, count: number): number {
  let value = 0
  for (let i = start; i < start + count; i++) {
    const digit = (bytes[i] as number) - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

/**
 * Seconds east of UTC at `bytes[at, end)`: `Z`, or `+hhmm` / `-hhmm` as Go prints it back. Go reads hours to 24 and minutes to 60,
 * but an offset of zero is printed as `Z` and 60 minutes as an hour, so those do not survive its round trip. NaN where refused.
 */
function zone(bytes: Uint8Array, at: number, end: number): number {
  if (end - at === 1) return bytes[at] === 0x5a ? 0 : Number.NaN
  if (end - at !== 5) return Number.NaN
  const sign = bytes[at] === 0x2b ? 1 : bytes[at] === 0x2d ? -1 : 0
  const hour = digits(bytes, at + 1, 2)
  const minute = digits(bytes, at + 3, 2)
  if (sign === 0 || hour < 0 || hour > 24 || minute < 0 || minute > 59 || hour + minute === 0) return Number.NaN
  return sign * (hour * 3600 + minute * 60)
}

/** Parses the content octets of a time whose year takes `yearDigits` (2 or 4). RFC 5280 sections 4.1.2.5.1 and 4.1.2.5.2. NaN where Go refuses it. */
function parseTime(bytes: Uint8Array, start: number, end: number, yearDigits: 2 | 4): number {
  let year = end - start < yearDigits + 9 ? -1 : digits(bytes, start, yearDigits)
  const rest = start + yearDigits
  const month = digits(bytes, rest, 2)
  const day = digits(bytes, rest + 2, 2)
  const hour = digits(bytes, rest + 4, 2)
  const minute = digits(bytes, rest + 6, 2)
  // UTCTime without seconds is outside both X.690 and RFC 5280, yet Go falls back to it.
  const next = bytes[rest + 8] as number
  const withoutSeconds = yearDigits === 2 && !(next >= 48 && next <= 57)
  const second = withoutSeconds ? 0 : digits(bytes, rest + 8, 2)
  if (year < 0 || month < 1 || month > 12 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return Number.NaN
  if (yearDigits === 2) year += year >= 69 ? 1900 : 2000
  if (day < 1 || day > daysIn(month, year)) return Number.NaN
  const offset = zone(bytes, rest + (withoutSeconds ? 8 : 10), end)
  // Two digits mean 1950 to 2049 in the X.509 profile, after Go's own reading as 1969 to 2068.
  if (yearDigits === 2 && year >= 2050) year -= 100
  return unixSeconds(year, month, day, hour, minute, second) - offset
}

/** RFC 5280 section 4.1.2.5 Time. Unix seconds, or Go's message. */
export function readTime(der: DerReader): number | string {
  if (der.peek() === UTC_TIME) {
    const seconds = der.read(UTC_TIME) ? parseTime(der.bytes, der.contentStart, der.contentEnd, 2) : Number.NaN
    return Number.isNaN(seconds) ? 'x509: malformed UTCTime' : seconds
  }
  if (der.peek() === GENERALIZED_TIME) {
    const seconds = der.read(GENERALIZED_TIME) ? parseTime(der.bytes, der.contentStart, der.contentEnd, 4) : Number.NaN
    return Number.isNaN(seconds) ? 'x509: malformed GeneralizedTime' : seconds
  }
  return 'x509: unsupported time format'
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (number: number): string => String(number).padStart(2, '0')

/** `Jul  1 12:00:00 2026 GMT`, as OpenSSL writes times. */
export function unixText(seconds: number): string {
  const days = Math.floor(seconds / 86400)
  const rest = seconds - days * 86400
  // The inverse of unixSeconds.
  const shifted = days + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  const month = (fromMarch + 2) % 12
  const year = yearOfEra + era * 400 + (month < 2 ? 1 : 0)
  const clock = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60].map(two).join(':')
  return `${MONTHS[month]} ${String(day).padStart(2)} ${clock} ${year} GMT`
}
