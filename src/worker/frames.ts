/** Of an error of ours, the lines of its stack that name our own code. Never its message, which may quote what was read. */

/** `    at name (address:1:2)` of V8, `name@address:1:2` of Firefox and Safari. */
const FRAME = /^(\s+at (?:.* \()?[^\s()]+:\d+:\d+\)?|[^\s@]*@[^\s@]+:\d+:\d+)$/
const MOST = 12

/** What may be told of whatever was thrown. */
export const faultOf = (error: unknown): { readonly name: string; readonly stack: string } =>
  error instanceof Error ? { name: error.name, stack: framesOf(error) } : { name: typeof error, stack: '' }

export function framesOf({ name, message, stack = '' }: Error): string {
  // V8 puts the message before the frames, line breaks and all.
  const header = `${name}: ${message}`
  const at = message === '' ? -1 : stack.indexOf(message)
  const frames = stack.startsWith(header) ? stack.slice(header.length) : at < 0 ? stack : stack.slice(at + message.length)
  return frames
    .split('\n')
    .filter((line) => FRAME.test(line))
    .slice(0, MOST)
    .join('\n')
}
