/**
 * `import EngineWorker from './audit.worker.ts?worker&inline'` as the page's policy wants it: a blob, so that it inherits the policy,
 * started through the one Trusted Types policy the page may have, and never by the data: address Vite falls back to.
 */

/** Made once, when the first worker is started: the page's own policy allows no second one of its name. */
const POLICY = '\0worker-policy'
const POLICY_MODULE = `let made
const plain = { createScriptURL: (url) => url }
export const policy = () => (made ??= self.trustedTypes?.createPolicy('pkiscope-worker', plain) ?? plain)
`

/** The module that starts a worker from `text`, a JavaScript expression for its program: a classic script, since Chromium starts no module from a blob of file://. */
const fromText = (text) => `import { policy } from '${POLICY}'
export default function InlineWorker(options) {
  const url = URL.createObjectURL(new Blob([${text}], { type: 'text/javascript' }))
  const worker = new Worker(policy().createScriptURL(url), { name: options?.name })
  // Chromium starts to load at once; an address given back before that would be a worker that never starts.
  worker.addEventListener('message', () => URL.revokeObjectURL(url), { once: true })
  worker.addEventListener('error', () => URL.revokeObjectURL(url), { once: true })
  return worker
}
`
const isWorker = (id) => /[?&]worker\b/.test(id) && /[?&]inline\b/.test(id)

/** The worker's program is a text within the page's. @type {import('vite').Plugin} */
export const inlineWorkers = {
  name: 'pkiscope:inline-workers',
  apply: 'build',
  enforce: 'post',
  resolveId: (id) => (id === POLICY ? POLICY : null),
  load: (id) => (id === POLICY ? POLICY_MODULE : null),
  transform(code, id) {
    if (!isWorker(id)) return null
    const content = /^const jsContent = .*;$/m.exec(code)?.[0]
    if (content === undefined) throw new Error('Vite writes inline workers in another way than this plugin knows')
    return { code: `${content}\n${fromText('jsContent')}`, map: { mappings: '' } }
  },
}

const ENTRY = '/src/entry.js'
const OWN_WORKER = '\0own-worker'
const MODULES = new Map([
  [
    ENTRY,
    `if (typeof document !== 'undefined') import('/src/main.tsx')
else if (self.name === 'export') import('/src/worker/export.worker.ts')
else import('/src/worker/audit.worker.ts')`,
  ],
  [OWN_WORKER, fromText(`document.querySelector('script[type=module]').textContent`)],
  // There is nothing to load before.
  ['\0vite/preload-helper.js', 'export const __vitePreload = (load) => load()'],
])

/**
 * One script is page and workers, where it sees no document, told apart by their names: for a page in one file, which would hold much of the engine twice otherwise.
 * The page makes its workers from the text of its own element. @type {import('vite').Plugin}
 */
export const oneScript = {
  name: 'pkiscope:one-script',
  enforce: 'pre',
  transformIndexHtml: { order: 'pre', handler: (html) => html.replace('/src/main.tsx', ENTRY) },
  resolveId: (id) => (MODULES.has(id) ? id : isWorker(id) ? OWN_WORKER : null),
  load: (id) => MODULES.get(id) ?? null,
}
