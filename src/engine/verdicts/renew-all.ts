/** Many certificates of one node to renew (a year has passed, a CA was replaced): one command does it, and the whole control plane restarts. */
import { once } from '../encoding/maps.ts'
import type { RepairStep, VerdictFinding } from '../finding.ts'
import { restartOf } from './repair-steps.ts'

const RENEW = /^(kubeadm (?:alpha )?certs renew )(?!all$)\S+$/
/** Fewer are named one by one, so that nothing else is touched. */
const MANY = 3
const CONTROL_PLANE = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'] as const

const isRenewal = (step: RepairStep): step is Extract<RepairStep, { do: 'run' }> => step.do === 'run' && RENEW.test(step.command)
const nodesOf = (steps: readonly RepairStep[]) => steps.filter(isRenewal).map(({ on, command }) => ({ node: on ?? '', command }))

/** Findings stay the same objects from one moment to the next: what is found out of one is kept. */
interface Renewal {
  readonly nodes: ReturnType<typeof nodesOf>
  together: { readonly on: string; readonly finding: VerdictFinding } | null
}
const renewals = new WeakMap<VerdictFinding, Renewal>()
/** null where nothing is renewed: so most findings of a fleet are. */
const renewalOf = (finding: VerdictFinding): Renewal | null =>
  finding.repair.some(isRenewal) ? once(renewals, finding, () => ({ nodes: nodesOf(finding.repair), together: null })) : null

export function renewAll(findings: readonly VerdictFinding[]): readonly VerdictFinding[] {
  const byNode = new Map<string, Set<string>>()
  for (const finding of findings) {
    const renewal = renewalOf(finding)
    if (renewal === null) continue
    for (const { node, command } of renewal.nodes) byNode.set(node, (byNode.get(node) ?? new Set()).add(command))
  }
  const many = new Set([...byNode].filter(([, commands]) => commands.size >= MANY).map(([node]) => node))
  if (many.size === 0) return findings
  return findings.map((finding) => {
    const renewal = renewalOf(finding)
    if (renewal === null) return finding
    const those = renewal.nodes.flatMap(({ node }) => (many.has(node) ? [node] : []))
    if (those.length === 0) return finding
    const on = those.join('\0')
    if (renewal.together?.on !== on) renewal.together = { on, finding: { ...finding, repair: together(finding.repair, many) } }
    return renewal.together.finding
  })
}

function together(steps: readonly RepairStep[], many: ReadonlySet<string>): RepairStep[] {
  const all: RepairStep[] = []
  const rest: RepairStep[] = []
  for (const step of steps) {
    if (isRenewal(step) && many.has(step.on ?? '')) {
      const command = step.command.replace(RENEW, '$1all')
      if (!all.some((known) => known.do === 'run' && known.on === step.on)) all.push({ ...step, command })
    } else if (step.do !== 'restart' || step.component === 'kubelet') rest.push(step)
  }
  const copies: RepairStep = { do: 'explain', note: 'copy-admin-conf' }
  const others = rest.filter((step) => step.do !== 'explain' || step.note !== copies.note)
  return [...all, ...CONTROL_PLANE.map(restartOf), ...others, copies]
}
