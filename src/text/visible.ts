/**
 * Text from files is not ours: control, bidirectional and invisible characters are written as `\u{...}` so that what is read is what is there.
 * Line feeds are escaped too: a sentence has one line.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u115f\u1160\u3164\uffa0]/gu, escapeCodePoint)
}

/** `\u{9F98}`: upper-case hex, as in the Unicode names list. */
export function escapeCodePoint(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0xfffd).toString(16).toUpperCase()}}`
}
