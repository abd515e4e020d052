import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { inlineWorkers } from './scripts/inline-worker.mjs'
import { lean } from './scripts/lean.mjs'

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
  worker: { format: 'iife', rolldownOptions: { output: { codeSplitting: false } }, plugins: () => [lean()] },
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
    server: { deps: { inline: ['cytoscape', 'pdfkit', 'pkijs'] } },
  },
})
