/** Trust bundles: every file or field a call trusts, what is in it, and how much of the drop each member accepts. Pure. */
import type { Audit } from '../../engine/audit.ts'
import type { CertificateId } from '../../engine/x509/certificate.ts'
import { bundleMembers } from './uses.ts'

export interface Bundle {
  readonly file: string
  readonly field: string | null
  /** `kube-apiserver --client-ca-file`, each once. */
  readonly readers: readonly string[]
  readonly members: readonly { readonly id: CertificateId; readonly accepts: number }[]
}
interface Draft {
  readonly file: string
  readonly field: string | null
  readonly readers: Set<string>
  readonly ids: readonly CertificateId[]
  readonly accepted: Map<CertificateId, Set<CertificateId>>
}

export function bundlesOf(audit: Audit): readonly Bundle[] {
  const drafts = new Map<string, Draft>()
  for (const call of audit.calls) {
    for (const half of [call.callerAcceptsServer, call.providerAcceptsClient]) {
      const { trusts, path } = half
      if (!trusts?.file) continue
      const [file = '', inName] = trusts.file.split('#')
      const field = inName ?? (trusts.resolved === 'embedded' ? (trusts.location?.field ?? null) : null)
      const key = `${file}#${field}`
      let draft = drafts.get(key)
      if (draft === undefined)
        drafts.set(key, (draft = { file, field, readers: new Set(), ids: bundleMembers(audit, trusts), accepted: new Map() }))
      draft.readers.add(`${trusts.component} ${trusts.setting}`)
      const [leaf] = path
      const anchor = path.at(-1)
      if (leaf === undefined || anchor === undefined || half.status !== 'trusted') continue
      const accepted = draft.accepted.get(anchor) ?? new Set()
      accepted.add(leaf)
      draft.accepted.set(anchor, accepted)
    }
  }
  return [...drafts.values()]
    .filter((draft) => draft.ids.length > 0)
    .map(({ file, field, readers, ids, accepted }) => ({
      file,
      field,
      readers: [...readers],
      members: [...new Set(ids)].map((id) => ({ id, accepts: accepted.get(id)?.size ?? 0 })),
    }))
}
/** The bundle at one place, without readers where no call trusts it. */
export function bundleOf(audit: Audit, file: string, field: string | null): Bundle {
  const used = bundlesOf(audit).find((bundle) => bundle.file === file && bundle.field === field)
  if (used) return used
  const text = audit.inventory.texts.find((t) => t.location.file === file && t.location.field === field)
  const ids = text?.blocks.flatMap((block) => (block.certificate === null ? [] : [block.certificate])) ?? []
  return { file, field, readers: [], members: ids.map((id) => ({ id, accepts: 0 })) }
}
