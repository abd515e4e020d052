#!/usr/bin/env node
/** `pkiscope [PATH...]` serves the page on 127.0.0.1 and opens it; `pkiscope audit PATH...` audits without a page. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { serve } from '../scripts/serve.mjs'
import { runAudit } from './run-audit.mjs'

const USAGE = `usage: pkiscope [PATH...] [--no-open]   serve the page on 127.0.0.1, with PATHs as its first drop, and open it
       pkiscope audit PATH... [OPTION...]  audit without a page; \`pkiscope audit\` alone tells the options
`

const at = (path) => fileURLToPath(new URL(path, import.meta.url))

/** The package has its bundle beside it, a checkout makes one. */
async function bundle() {
  const packed = at('../dist-cli/audit.mjs')
  if (existsSync(packed)) return packed
  const { cliBundle } = await import('../scripts/cli-bundle.mjs')
  return cliBundle()
}

/** A module that hands the files to the page's own file picker: the page itself fetches nothing. */
const dropModule = (archive) => `const give = () => {
  const input = document.querySelector('input[type=file]:not([webkitdirectory])')
  if (input === null) return
  const bytes = Uint8Array.from(atob(${JSON.stringify(archive.toString('base64'))}), (character) => character.charCodeAt(0))
  const transfer = new DataTransfer()
  transfer.items.add(new File([bytes], 'paths.tar.gz', { type: 'application/gzip' }))
  input.files = transfer.files
  input.dispatchEvent(new Event('change', { bubbles: true }))
}
const root = document.documentElement
if ('ready' in root.dataset) give()
else new MutationObserver((_, observer) => {
  if (!('ready' in root.dataset)) return
  observer.disconnect()
  give()
}).observe(root, { attributes: true })
`

async function page(args) {
  const paths = args.filter((argument) => argument !== '--no-open')
  if (paths.some((path) => /^--?[a-z]/.test(path))) {
    process.stderr.write(USAGE)
    return process.exit(paths.some((path) => path === '--help' || path === '-h') ? 0 : 64)
  }
  const dist = at('../dist')
  if (!existsSync(`${dist}/index.html`)) {
    process.stderr.write('pkiscope: the page is not built; run `npm run build`\n')
    return process.exit(1)
  }
  /** @type {Parameters<typeof serve>[1]} */
  const options = {}
  if (paths.length > 0) {
    const { archiveOf, filesOf } = await import(pathToFileURL(await bundle()).href)
    const archive = await archiveOf(filesOf(paths, (message) => process.stderr.write(`${message}\n`)))
    // Other users of this machine reach the port too; what they cannot know is this name.
    options.secret = randomBytes(16).toString('hex')
    options.module = { name: 'drop.js', code: dropModule(archive) }
  }
  const server = await serve(dist, options)
  console.log(`pkiscope: ${server.url}  (Ctrl+C stops it)`)
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void server.close().then(() => process.exit(0)))
  if (args.includes('--no-open')) return
  const [command, ...rest] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler'] : ['xdg-open']
  // Where there is no browser to open, the address is printed above.
  spawn(command, [...rest, server.url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}

const args = process.argv.slice(2)
if (args[0] === 'audit') await runAudit(await bundle(), args.slice(1))
else await page(args)
