/** Which Chromium the browser tests use: CHROMIUM_PATH, Playwright's own, one of the system. */
import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium as playwright } from '@playwright/test'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const FIXED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Playwright's own list, which a second --disable-features would replace, and the form filler, which asks about every page that has a field. */
const FEATURES_OFF = [
  'AutofillServerCommunication',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationGuideModelDownloading',
  'OptimizationHints',
  'PaintHolding',
  'Translate',
]

/** The browser's own calls home would stand in the log that proves the page makes none. */
export const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${FEATURES_OFF.join(',')}`,
]

export const HINT =
  'No Chromium found. Install one with `npx playwright install chromium` or `apt-get install chromium`, or name it in CHROMIUM_PATH.'

const runs = (path) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A path, undefined for Playwright's own, or null where there is none. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (!runs(named)) throw new Error(`CHROMIUM_PATH is ${named}, which cannot be run`)
    return named
  }
  if (runs(playwright.executablePath())) return undefined
  const found = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...found, ...FIXED].find(runs) ?? null
}

export function chromium() {
  const found = findChromium()
  if (found === null) throw new Error(HINT)
  return found
}

const attempt = (command, args) => {
  try {
    execFileSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], timeout: 300_000 })
    return true
  } catch {
    return false
  }
}

/** Finds a browser or tries to get one; throws the hint where neither works. */
export function provideChromium() {
  if (findChromium() !== null) return
  attempt('npx', ['playwright', 'install', 'chromium'])
  if (findChromium() !== null) return
  if (process.getuid?.() === 0 && attempt('apt-get', ['update']))
    attempt('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
  if (findChromium() === null) throw new Error(HINT)
}
