/** Everything that writes a report or opens one again, in one chunk of its own. */
export { EXPORTS } from '../../report/exports.ts'
export { redact } from '../../report/redact.ts'
