/**
 * `import EngineWorker from './audit.worker.ts?worker&inline'` as the page's policy wants it: a blob, so that it inherits the policy,
 * started through the one Trusted Types policy the page may have, and never by the data: address Vite falls back to.
 */

/** The module that starts a worker from `text`, a JavaScript expression for its program: a classic script, since Chromium starts no module from a blob of file://. */
const fromText = (text) => `let policy
export default function InlineWorker(options) {
  policy ??= self.trustedTypes?.createPolicy('pkiscope-worker', { createScriptURL: (url) => url }) ?? { createScriptURL: (url) => url }
  const url = URL.createObjectURL(new Blob([${text}], { type: 'text/javascript' }))
  const worker = new Worker(policy.createScriptURL(url), { name: options?.name })
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
  [ENTRY, `if (typeof document === 'undefined') import('/src/worker/audit.worker.ts')\nelse import('/src/main.tsx')`],
  [OWN_WORKER, fromText(`document.querySelector('script[type=module]').textContent`)],
  // There is nothing to load before.
  ['\0vite/preload-helper.js', 'export const __vitePreload = (load) => load()'],
])

/**
 * One script is page and worker, where it sees no document: for a page in one file, which would hold much of the engine twice otherwise.
 * The page makes its workers from the text of its own element. @type {import('vite').Plugin}
 */
export const oneScript = {
  name: 'pkiscope:one-script',
  enforce: 'pre',
  transformIndexHtml: { order: 'pre', handler: (html) => html.replace('/src/main.tsx', ENTRY) },
  resolveId: (id) => (MODULES.has(id) ? id : isWorker(id) ? OWN_WORKER : null),
  load: (id) => MODULES.get(id) ?? null,
}
