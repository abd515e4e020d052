/** The first thing the inspector says of a call: why, in plain words. */
import type { Audit } from '../../engine/audit.ts'
import type { ComponentId } from '../../engine/cluster/components.ts'
import type { RepairStep } from '../../engine/finding.ts'
import type { Call } from '../../engine/verdicts/verdict.ts'
import { type DrawnState, callUntil, leadHalf } from '../../report/diagram/drawn-state.ts'
import { type TextContext, fileOfCertificate, subject } from '../../text/context.ts'
import type { Sentence } from '../../text/words.ts'
import type { UiWords } from '../../text/ui.en.ts'
import { visible } from '../../text/visible.ts'

/** Roles of the model under the name of the program that plays them. */
const PROGRAM: Readonly<Partial<Record<ComponentId, string>>> = {
  'controller-manager-signer': 'kube-controller-manager',
  'apiserver-signer': 'kube-apiserver',
}
export const programName = (component: ComponentId): string => PROGRAM[component] ?? component

interface Reason {
  readonly title: string
  readonly detail: string
}
export interface ReasonFacts {
  readonly call: Call
  /** As drawn: `soon` is no status of a call. */
  readonly state: DrawnState
  readonly at: number
  /** `3`, `front proxy`. */
  readonly label: string
  /** The words of the fault that decides, null where there is none. */
  readonly sentence: Sentence | null
  /** The component that cannot load a file of its own: it refuses nobody, it does not start. */
  readonly loader: { readonly component: ComponentId; readonly unusable: boolean } | null
  readonly context: TextContext
}

export function reasonOf({ call, state, at, label, sentence, loader, context }: ReasonFacts, ui: UiWords, meaning: string): Reason {
  const { half, which } = leadHalf(call)
  const [from, to] = [programName(call.from.component), programName(call.to.component)]
  const [by, of] = which === 'server' ? [from, to] : [to, from]
  if (sentence !== null) {
    const { title, detail } = sentence
    if (loader !== null) return { title: ui.cannotLoad(programName(loader.component), loader.unusable ? null : title), detail }
    return { title: call.status === 'broken' ? ui.refusal(by, which, title) : title, detail }
  }
  if (state === 'soon') {
    const until = callUntil(call)
    const paths = [...call.providerAcceptsClient.path, ...call.callerAcceptsServer.path]
    const first = paths.find((id) => context.certificate(id)?.notAfter === until)
    if (until !== null && first !== undefined)
      return {
        title: ui.headline.soon(label, Math.floor((until - at) / 86_400)),
        detail: ui.endsFirst(visible(subject(context, first)), fileOfCertificate(context, first), ui.moment(until)),
      }
  }
  if (call.status === 'unverified')
    return {
      title: ui.doesNotVerify(by, which === 'server' ? 'server' : 'client'),
      detail: ui.takenFor(
        by,
        of,
        which === 'server' ? 'server' : 'client',
        half.trusts?.value == null ? (half.trusts?.setting ?? null) : null,
      ),
    }
  if (call.number === 12 && call.status === 'trusted') return ui.keyPairHolds
  return { title: ui.meaning[state], detail: call.status === 'token' ? ui.tokenJudged : meaning }
}

/** What to type, all of it, in its order: half a repair can be worse than none. */
export function commandsOf(steps: readonly RepairStep[]): readonly string[] {
  return steps.flatMap((step) => (step.do === 'run' ? [step.command] : []))
}

/** The finding that has this call's repair: its root cause, or the rule that says it ends soon. */
export function findingOf({ findings }: Pick<Audit, 'findings'>, index: number): Audit['findings'][number] | null {
  const own = findings.filter((f) => f.kind !== 'read' && f.calls.includes(index))
  return own.find((f) => f.kind === 'verdict') ?? own.find((f) => f.kind === 'lint' && /expir/.test(f.id)) ?? null
}
