/**
 * The command line as plain JavaScript, made from src/ when something in it changed: Node 20 does not run TypeScript.
 * Bundles stand side by side under a name made from what they were made of, so that processes starting at once never see half of one.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lean } from './lean.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const cache = join(root, 'node_modules/.cache/pkiscope')

/** A process may still load a lazy part of an older bundle; after a day none does. */
const KEPT_MS = 24 * 3600 * 1000

function fingerprint() {
  const hash = createHash('sha256').update(process.version)
  const visit = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) {
        // What the command line never imports.
        if (!['src/ui', 'src/state', 'src/worker'].includes(path) && entry.name !== 'testing') visit(path)
      } else if (!/\.test\.tsx?$/.test(path)) note(path)
    }
  }
  const note = (path) => {
    const { mtimeMs, size } = statSync(join(root, path))
    hash.update(`${path}\0${mtimeMs}\0${size}\n`)
  }
  visit('src')
  for (const path of ['package.json', 'package-lock.json', 'scripts/cli-bundle.mjs', 'scripts/lean.mjs']) note(path)
  return hash.digest('hex').slice(0, 16)
}

/** Writes the bundle into a folder. */
export async function bundleInto(folder) {
  const { build } = await import('vite')
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    // pdfkit's Node build reads its colour profile from a file beside itself, which a bundle does not have; the other build carries it.
    resolve: { alias: { pdfkit: join(root, 'node_modules/pdfkit/js/pdfkit.browser.mjs') } },
    ssr: { noExternal: true },
    plugins: [lean()],
    build: {
      ssr: 'src/cli/audit.ts',
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      copyPublicDir: false,
      rolldownOptions: { output: { entryFileNames: 'audit.mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  })
}

/** The path of an up-to-date bundle's entry. */
export async function cliBundle() {
  const folder = join(cache, fingerprint())
  const entry = join(folder, 'audit.mjs')
  if (existsSync(entry)) return entry
  mkdirSync(cache, { recursive: true })
  const draft = join(cache, `draft-${process.pid}-${Date.now()}`)
  try {
    await bundleInto(draft)
    renameSync(draft, folder)
  } catch (error) {
    // Another process was first: its bundle is of the same sources.
    if (!existsSync(entry)) throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  const now = Date.now()
  utimesSync(folder, now / 1000, now / 1000)
  for (const name of readdirSync(cache)) {
    const other = join(cache, name)
    try {
      if (other !== folder && now - statSync(other).mtimeMs > KEPT_MS) rmSync(other, { recursive: true, force: true })
    } catch {
      // Another process removed it.
    }
  }
  return entry
}

// The package carries the bundle, since it carries no sources.
if (process.argv[1] === fileURLToPath(import.meta.url)) await bundleInto(join(root, 'dist-cli'))
