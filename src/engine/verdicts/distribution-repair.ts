/** Repairs of distributions that keep their certificates themselves: one command or a note, and the restart. */
import type { SettingUse } from '../cluster/cluster.ts'
import type { RepairNote, RepairStep } from '../finding.ts'
import type { RepairContext } from './repair.ts'
import type { Call } from './verdict.ts'

const COMMANDS: Readonly<Partial<Record<RepairContext['layout']['repair'], readonly string[]>>> = {
  k3s: ['systemctl stop k3s', 'k3s certificate rotate', 'systemctl start k3s'],
  rke2: ['systemctl stop rke2-server', 'rke2 certificate rotate', 'systemctl start rke2-server'],
  microk8s: ['microk8s refresh-certs --cert server.crt'],
  minikube: ['minikube delete', 'minikube start'],
  k0s: ['k0s stop', 'k0s start'],
}
const NOTES: Readonly<Partial<Record<RepairContext['layout']['repair'], RepairNote>>> = {
  kubespray: 'managed-by-distribution',
  kops: 'managed-by-distribution',
  talos: 'managed-by-distribution',
  openshift: 'managed-by-distribution',
  'by-hand': 'reissue-with-your-ca',
}

export function distributionRepair(use: SettingUse, calls: readonly Call[], { layout }: RepairContext): RepairStep[] {
  const on =
    calls.flatMap(({ from, to }) => [from, to]).find(({ component, node }) => component === use.component && node !== null)?.node ?? null
  const commands = COMMANDS[layout.repair]
  if (commands !== undefined) return commands.map((command) => ({ do: 'run', command, on }))
  const note = NOTES[layout.repair]
  const restart: RepairStep[] =
    layout.restart === 'none'
      ? []
      : [
          {
            do: 'restart',
            component: use.component,
            how: use.component === 'kubelet' && layout.restart === 'static-pod' ? 'systemd' : layout.restart,
          },
        ]
  return note === undefined ? restart : [{ do: 'explain', note }, ...restart]
}
