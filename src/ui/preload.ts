/** Loads every part of the page that comes later, after the first paint: from then on nothing is ever asked of the server. */

import { loadExample } from './drop/examples.ts'
import { loadStage } from './graph/stage-chunk.tsx'
import { loadOpening } from './open.ts'
import { paced } from './pace.ts'
import { rehearsePage } from './rehearse.tsx'

/** Resolves when all are there, the parts that the first drop needs evaluated. A part that fails is asked for again when it is needed. */
export async function preload(): Promise<void> {
  const list = document.querySelector<HTMLMetaElement>('meta[name="pkiscope-chunks"]')?.content ?? ''
  await Promise.all(
    list
      .split(' ')
      .filter((href) => href !== '')
      .map(
        (href) =>
          new Promise<void>((resolve) => {
            const link = document.createElement('link')
            link.rel = 'modulepreload'
            link.href = href
            link.onload = link.onerror = () => resolve()
            document.head.append(link)
          }),
      ),
  )
  await Promise.all([loadStage(), warmWorker()]).then(
    ([rehearsal]) => paced(rehearsal(), () => undefined),
    () => undefined,
  )
}

async function warmWorker(): Promise<void> {
  const [{ warmUp }, file] = await Promise.all([import('../worker/spares.ts'), loadExample('healthy'), loadOpening()])
  warmUp([{ path: 'healthy.tar', file }], rehearsePage)
}
