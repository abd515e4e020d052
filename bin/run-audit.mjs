/** Runs the command line's bundle in this process: what it writes, what it says, how it ends. */
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'

export async function runAudit(entry, args) {
  // A reader that has seen enough (`| head`) closes the pipe: not an error of ours.
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
  const { main } = await import(pathToFileURL(entry).href)
  process.exitCode = await main(args, {
    write: async (piece) => {
      if (!process.stdout.write(piece)) await once(process.stdout, 'drain')
    },
    complain: (message) => process.stderr.write(`${message}\n`),
    now: () => Math.floor(Date.now() / 1000),
  })
}
