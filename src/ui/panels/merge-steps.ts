/** The repairs of findings told in one row, as one list: nothing twice, one renewal for all, restarts once everything is in place. */
import type { RepairStep } from '../../engine/finding.ts'

const RENEW = /^(kubeadm (?:alpha )?certs renew) (?!all$)\S+$/
/** From here on one `renew all` is what an administrator types. */
const MANY = 3

export function mergeSteps(lists: readonly (readonly RepairStep[])[]): readonly RepairStep[] {
  const renewals = new Map<string, number>()
  const keyOf = (step: RepairStep): string | null => {
    const match = step.do === 'run' ? RENEW.exec(step.command) : null
    return match && step.do === 'run' ? `${step.on ?? ''}\n${match[1]}` : null
  }
  const once = new Map(lists.flat().map((step) => [JSON.stringify(step), step]))
  for (const step of once.values()) {
    const key = keyOf(step)
    if (key !== null) renewals.set(key, (renewals.get(key) ?? 0) + 1)
  }
  const merged = new Map<string, RepairStep>()
  for (const step of once.values()) {
    const key = keyOf(step)
    const all: RepairStep =
      step.do === 'run' && key !== null && (renewals.get(key) ?? 0) >= MANY ? { ...step, command: `${key.split('\n')[1]} all` } : step
    merged.set(JSON.stringify(all), all)
  }
  const steps = [...merged.values()]
  return lists.length < 2 ? steps : [...steps.filter((step) => step.do !== 'restart'), ...steps.filter((step) => step.do === 'restart')]
}
