import { defineConfig } from '@playwright/test'
import { chromium, QUIET } from './scripts/browser.mjs'

// One port for this run: the configuration is read again by every worker process, which inherits the environment.
process.env.PKISCOPE_PORT ??= String(20_000 + (process.pid % 20_000))
const port = process.env.PKISCOPE_PORT
const dist = process.env.PKISCOPE_DIST ?? 'dist'
const executable = chromium()

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    viewport: { width: 1440, height: 900 },
    trace: 'off',
    launchOptions: {
      ...(executable === undefined ? {} : { executablePath: executable }),
      args: QUIET,
    },
  },
  webServer: {
    command: `node scripts/start.mjs --no-build --dir ${dist} --port ${port}`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
})
