/** One finding for one cause, with the repair that really cures it. */
import { drained } from '../encoding/steps.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { read } from '../read.ts'
import { judgeCalls } from './judge.ts'

const at = Date.parse('2026-07-01T12:00:00Z') / 1000
async function found(name: string, moment = at) {
  const path = `${name}.tar.gz`
  const bytes = Uint8Array.from(readFileSync(join(import.meta.dirname, 'fixtures/clusters', path)))
  const { findings, calls } = drained(judgeCalls(await read([{ path, bytes }]), { at: moment }))
  return findings.map((finding) => ({
    id: finding.fault.id,
    edges: [...new Set(finding.calls.map((index) => calls[index]?.number ?? 0))].sort((a, b) => a - b),
    files: finding.files,
    log: finding.log,
    repair: finding.repair.map((step) =>
      step.do === 'run' ? step.command : step.do === 'restart' ? `restart ${step.component}` : step.do === 'explain' ? step.note : step.do,
    ),
  }))
}

describe('findings by root cause', () => {
  it('a replaced CA is one finding, not one for each certificate it did not sign', async () => {
    const findings = await found('signer-replaced-etcd-ca')
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ id: 'path/signature-invalid', edges: [1, 2, 3] })
  })
  it('a name that is missing cannot be renewed into the certificate', async () => {
    const [finding, ...rest] = await found('missing-san-ip-apiserver-service-ip')
    expect(rest).toEqual([])
    expect(finding).toMatchObject({ id: 'path/name-not-covered', edges: [4] })
    expect(finding?.repair).toEqual([
      "kubectl --tls-server-name=kubernetes -n kube-system get configmap kubeadm-config -o jsonpath='{.data.ClusterConfiguration}' > kubeadm-config.yaml",
      'edit',
      'rm /etc/kubernetes/pki/apiserver.crt /etc/kubernetes/pki/apiserver.key',
      'kubeadm init phase certs apiserver --config kubeadm-config.yaml',
      'renew-copies-names',
      'restart kube-apiserver',
    ])
  })
  it('a service-account key of a kind nobody signs with', async () => {
    const findings = await found('sa-key-ed25519-sa')
    expect(findings.map(({ id, edges }) => [id, edges])).toEqual([['edge/file-unusable', [12]]])
  })
  it('a kubelet that falls back to bootstrapping: both reasons, the certificate first', async () => {
    const path = 'kubelet-embedded-stale-ec.tar.gz'
    const bytes = Uint8Array.from(readFileSync(join(import.meta.dirname, 'fixtures/clusters', path)))
    const { calls } = drained(judgeCalls(await read([{ path, bytes }]), { at }))
    const broken = calls.filter(({ status }) => status === 'broken')
    expect(broken.map(({ number }) => number)).toEqual([8])
    expect(broken[0]?.providerAcceptsClient.faults.map(({ id }) => id)).toEqual(['path/expired', 'edge/bootstrap-fallback'])
  })
  it('moves with the moment judged, and back', async () => {
    const path = 'healthy-no-manifests-rsa.tar.gz'
    const evidence = await read([{ path, bytes: Uint8Array.from(readFileSync(join(import.meta.dirname, 'fixtures/clusters', path))) }])
    const now = drained(judgeCalls(evidence, { at }))
    expect(now.findings).toEqual([])
    const later = drained(judgeCalls(evidence, { at: at + 20 * 366 * 86_400 }))
    expect(later.findings.some(({ fault }) => fault.id === 'path/expired')).toBe(true)
    expect(drained(judgeCalls(evidence, { at })).calls).toEqual(now.calls)
  })
  it('an etcd of its own is not mended by kubeadm', async () => {
    const [finding] = await found('kubeadm1202-etcd-ca-wrong-extetcd', Date.parse('2026-12-01T00:00:00Z') / 1000)
    expect(finding).toMatchObject({ id: 'path/issuer-unknown', edges: [3] })
    expect(finding?.repair).toEqual(['external-etcd-ca', 'restart kube-apiserver'])
  })
})
