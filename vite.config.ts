import { defineConfig } from 'vitest/config'

export default defineConfig({
  base: './',
  build: {
    target: 'es2023',
    // The polyfill fetches, which the page's own policy forbids.
    modulePreload: { polyfill: false },
    // Small assets inline: nothing may be fetched once the page is ready.
    assetsInlineLimit: 16_384,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4096,
  },
  worker: { format: 'es' },
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  plugins: [
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
  },
})
