import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { lean } from './scripts/lean.mjs'

/**
 * `import EngineWorker from './audit.worker.ts?worker&inline'` as the page's policy wants it: a blob, so that it inherits the policy,
 * started through the one Trusted Types policy the page may have, and never by the data: address Vite falls back to.
 */
const inlineWorkers: Plugin = {
  name: 'pkiscope:inline-workers',
  apply: 'build',
  enforce: 'post',
  transform(code, id) {
    if (!/[?&]worker\b/.test(id) || !/[?&]inline\b/.test(id)) return null
    const content = /^const jsContent = .*;$/m.exec(code)?.[0]
    if (content === undefined) throw new Error('Vite writes inline workers in another way than this plugin knows')
    return {
      code: `${content}
let policy
export default function InlineWorker(options) {
  policy ??= self.trustedTypes?.createPolicy('pkiscope-worker', { createScriptURL: (url) => url }) ?? { createScriptURL: (url) => url }
  const url = URL.createObjectURL(new Blob([jsContent], { type: 'text/javascript' }))
  const worker = new Worker(policy.createScriptURL(url), { name: options?.name })
  // Chromium starts to load at once; an address given back before that would be a worker that never starts.
  worker.addEventListener('message', () => URL.revokeObjectURL(url), { once: true })
  worker.addEventListener('error', () => URL.revokeObjectURL(url), { once: true })
  return worker
}
`,
      map: { mappings: '' },
    }
  },
}

/** Names every script of the build in the page, for src/ui/preload.ts: none may be asked for once the page is ready. */
const chunkList: Plugin = {
  name: 'pkiscope:chunk-list',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) => {
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk' && !one.isEntry)
      if (chunks.length === 0) return []
      const content = chunks
        .map((one) => `./${one.fileName}`)
        .sort()
        .join(' ')
      return [{ tag: 'meta', attrs: { name: 'pkiscope-chunks', content }, injectTo: 'head' }]
    },
  },
}

export default defineConfig({
  base: './',
  build: {
    target: 'es2023',
    // The polyfill fetches, which the page's own policy forbids.
    modulePreload: { polyfill: false },
    // Small assets inline: nothing may be fetched once the page is ready.
    assetsInlineLimit: 16_384,
    // One style sheet: those of lazy parts would be asked for when they are needed.
    cssCodeSplit: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4096,
  },
  // One script without imports: a blob has no address its parts could be found from.
  worker: { format: 'iife' },
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  plugins: [
    inlineWorkers,
    chunkList,
    lean(),
    {
      // The development server injects styles and opens a socket for its reloads; only the built page is under the policy.
      name: 'pkiscope:development-policy',
      apply: 'serve',
      transformIndexHtml: (html) => html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''),
    },
  ],
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.{ts,mjs}'],
    environment: 'node',
    testTimeout: 30_000,
    // As they are built: what lean.mjs leaves out, tests must not reach either.
    server: { deps: { inline: ['pkijs', 'pdfkit'] } },
  },
})
