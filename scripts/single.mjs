/**
 * `npm run build:single`: the whole page as one HTML file, for machines without a network. Works from file://.
 * Its policy names its scripts and styles by hash alone: nothing else runs, wherever the file is opened.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { metaPolicy } from './headers.mjs'
import { oneScript } from './inline-worker.mjs'

/** Gzipped, without the Chinese font of the report: what still goes through a mail gateway or a ticket. */
const BUDGET = 750_000

const root = fileURLToPath(new URL('..', import.meta.url))
const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

async function bundle() {
  const { build } = await import('vite')
  const draft = join(root, 'node_modules/.cache/pkiscope', `single-${process.pid}`)
  try {
    await build({
      root,
      logLevel: 'warn',
      plugins: [oneScript],
      build: {
        chunkSizeWarningLimit: 20_000,
        outDir: draft,
        emptyOutDir: true,
        copyPublicDir: false,
        assetsInlineLimit: 100_000_000,
        cssCodeSplit: false,
        modulePreload: false,
        rolldownOptions: { output: { codeSplitting: false } },
      },
    })
    return readBuilt(draft)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

function readBuilt(folder) {
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  const scripts = []
  const styles = []
  const rest = html
    .replace(/[ \t]*<script\b[^>]*\bsrc="([^"]+)"[^>]*><\/script>\n?/g, (_, src) => {
      scripts.push(readFileSync(join(folder, src), 'utf8'))
      return ''
    })
    .replace(/[ \t]*<link\b[^>]*\brel="stylesheet"[^>]*\bhref="([^"]+)"[^>]*>\n?/g, (_, href) => {
      styles.push(readFileSync(join(folder, href), 'utf8'))
      return ''
    })
  if (scripts.length !== 1) throw new Error(`expected one script, found ${scripts.length}`)
  return { html: rest, script: scripts[0], style: styles.join('\n') }
}

/**
 * The script as it stands in its element: what would end that early is written so that JavaScript reads the same. The worker is this text as
 * a classic script, which is not strict by itself and has no import.meta.
 */
function inElement(script) {
  const classic = `"use strict";${script.replaceAll('import.meta.url', 'self.location.href')}`
  if (/\bimport\.meta\b/.test(classic)) throw new Error('the script needs to be a module')
  return classic.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')
}

export async function single() {
  const { html, script, style } = await bundle()
  const code = inElement(script)
  if (/<\/style/i.test(style)) throw new Error('a style sheet holds </style')
  const policy = metaPolicy({ 'script-src': hash(code), 'style-src': style === '' ? "'none'" : hash(style), 'font-src': 'data:' })
  const withPolicy = html.replace(/(<meta\s+http-equiv="Content-Security-Policy"\s+content=")[^"]*"/, (_, start) => `${start}${policy}"`)
  if (withPolicy === html) throw new Error('index.html has no policy to replace')
  const file = withPolicy
    .replace('</head>', () => `${style === '' ? '' : `<style>${style}</style>\n  `}</head>`)
    .replace('</body>', () => `<script type="module">${code}</script>\n  </body>`)
  if (/\b(?:src|href)="(?!data:)/.test(file.slice(0, file.indexOf('<script type="module">')).replace(style, '')))
    throw new Error('the file still refers to another')
  return file
}

/** The Chinese font is one string of base64; nothing else comes near its length. */
const withoutFont = (file) => file.replace(/(["'`])[A-Za-z0-9+/=]{1000000,}\1/g, '""')

export function checkSize(file) {
  const all = gzipSync(file, { level: 9 }).length
  const counted = gzipSync(withoutFont(file), { level: 9 }).length
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`
  console.log(
    `   ${kilobytes(counted)} gzip without the Chinese font, of ${kilobytes(BUDGET)}; ${kilobytes(all)} with it; ${kilobytes(file.length)} as it is`,
  )
  if (counted > BUDGET) throw new Error('the single file is over its budget')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = await single()
  const folder = join(root, 'release')
  mkdirSync(folder, { recursive: true })
  // Whole or not at all: several tests make it at once.
  const draft = join(folder, `draft-${process.pid}.html`)
  writeFileSync(draft, file)
  renameSync(draft, join(folder, 'pkiscope.html'))
  checkSize(file)
  console.log('   release/pkiscope.html')
}
