/** `npm start`: builds the page and serves it on 127.0.0.1. `--no-build` serves the last build; `--port N` or PORT chooses the port. */
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { serve } from './serve.mjs'

const { values } = parseArgs({
  options: { port: { type: 'string' }, 'no-build': { type: 'boolean', default: false }, dir: { type: 'string' } },
})
const root = fileURLToPath(new URL('..', import.meta.url))
if (!values['no-build']) {
  const { build } = await import('vite')
  await build({ root, logLevel: 'warn' })
}
const wanted = values.port ?? process.env.PORT
const directory = values.dir ?? fileURLToPath(new URL('../dist', import.meta.url))
// Asked for by number, a busy port is an error; the default gives way.
const server = await serve(directory, { port: Number(wanted ?? 8091) }).catch((error) => {
  if (wanted !== undefined || error.code !== 'EADDRINUSE') throw error
  return serve(directory)
})
console.log(`pkiscope: ${server.url}  (Ctrl+C stops it)`)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void server.close().then(() => process.exit(0)))
