/** `npm run --silent audit -- PATH...`: the headless audit of a checkout. */
import { runAudit } from '../bin/run-audit.mjs'
import { cliBundle } from './cli-bundle.mjs'

await runAudit(await cliBundle(), process.argv.slice(2))
