/** A drop through the engine. */
import { judge, read } from '../engine/audit.ts'
import type { Audit } from '../engine/audit.ts'
import type { InputFile } from '../engine/encoding/input.ts'
import { explain } from '../engine/verdicts/explain.ts'
import type { Dropped, Open } from '../state/controller.ts'
import type { Refusal } from '../state/state.ts'
import type { Corrections } from '../state/session.ts'
import { inspectCertificate } from './inspect-certificate.ts'

async function* inputs(files: readonly Dropped[]): AsyncGenerator<InputFile> {
  for (const { path, file } of files) yield { path, bytes: new Uint8Array(await file.arrayBuffer()) }
}
/** Every file of a drop that holds nothing to look at, where that is all of them. */
function refusalsOf({ inventory }: Audit): readonly Refusal[] {
  const { certificates, keys, kubeconfigs, tokens, settings, objects, others, files } = inventory
  if ([certificates, keys, kubeconfigs, tokens, settings, objects, others].some((list) => list.length > 0)) return []
  return files.flatMap((f) =>
    f.directory ? [] : [{ path: f.path, why: f.ignored === 'empty' ? ('empty' as const) : ('nothing-usable' as const) }],
  )
}
export const openInWorker: Open = async (files, { onProgress, signal, at }) => {
  const evidence = await read(inputs(files), { onProgress, signal })
  let options: { at: number } & Partial<Corrections> = { at }
  let audit: Audit = judge(evidence, options)
  const session = {
    audit,
    fingerprints: null,
    judge: (moment: number, corrections: Corrections) => {
      options = { at: moment, ...corrections }
      audit = judge(evidence, options)
      return Promise.resolve(audit)
    },
    explain: (call: number) => Promise.resolve(explain(evidence, options, call)),
    inspect: (id: number) => inspectCertificate(audit.inventory.certificates[id]?.der),
    close: () => undefined,
  }
  return { session, reopened: false, refusals: refusalsOf(audit) }
}
