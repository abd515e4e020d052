/** Everything the page will ever load is loaded before it marks itself ready: after that the network may be switched off. */
import { EXAMPLES } from './drop/examples.ts'

/** Never rejects: a chunk that did not come is asked for again when it is needed. */
export async function preload(): Promise<void> {
  await new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))
  const chunks = [
    () => import('./graph/Stage.tsx'),
    () => import('./open-in-worker.ts'),
    () => import('../engine/x509/inspect.ts'),
    () => import('../report/reopen.ts'),
    () => import('./shell/report-chunk.ts'),
    () => import('../report/pdf.ts'),
    () => import('../report/fonts/latin.generated.ts'),
    () => import('../report/fonts/latin-bold.generated.ts'),
    () => import('../report/fonts/chinese.generated.ts'),
    ...EXAMPLES.map((example) => example.load),
  ]
  for (const chunk of chunks) await chunk().catch(() => null)
  document.documentElement.dataset['ready'] = ''
}
