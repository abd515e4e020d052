/** pkijs comes in a chunk of its own: nothing but a decode that somebody opens needs it. */
export { inspect } from '../../engine/x509/inspect.ts'
export { opensslText } from '../../engine/x509/openssl-text.ts'
