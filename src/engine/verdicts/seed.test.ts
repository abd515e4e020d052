/** The seed's own cluster: no pki folder, kubeadm 1.15. What is not in the drop is named, not guessed. */
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Evidence } from '../audit.ts'
import type { InputFile } from '../encoding/input.ts'
import { drained } from '../encoding/steps.ts'
import { read } from '../read.ts'
import { judgeCalls } from './judge.ts'

const folder = resolve(import.meta.dirname, '../../../../shared/fixtures/seed-cluster')

function filesBelow(directory: string, prefix = ''): InputFile[] {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name)
    return lstatSync(path).isDirectory()
      ? filesBelow(path, `${prefix}${name}/`)
      : [{ path: prefix + name, bytes: Uint8Array.from(readFileSync(path)) }]
  })
}
const at = (text: string): number => Date.parse(text) / 1000

describe.skipIf(!existsSync(folder))('the seed cluster', () => {
  let kept: Promise<Evidence> | undefined
  const calls = async (when: string) => {
    const evidence = await (kept ??= read(filesBelow(folder)))
    const subject = (id: number | undefined): string | undefined =>
      id === undefined ? undefined : evidence.inventory.certificates[id]?.subject.text
    return drained(judgeCalls(evidence, { at: at(when) })).calls.map((call) => ({ ...call, signer: subject(call.client?.signedBy[0]) }))
  }
  const OF_THE_CONTROL_PLANE = ['kube-controller-manager->kube-apiserver', 'kube-scheduler->kube-apiserver', 'kubelet->kube-apiserver']
  const own = <C extends { edge: string; from: { node: string | null } }>(all: readonly C[]): C[] =>
    all.filter(({ edge, from }) => OF_THE_CONTROL_PLANE.includes(edge) && from.node === 'vm-4-3-centos')

  it('finds the signer of edges 5, 6 and 8 in the kubeconfigs', async () => {
    const found = own(await calls('2021-01-01T00:00:00Z'))
    expect(new Set(found.map(({ number }) => number))).toEqual(new Set([5, 6, 8]))
    for (const { signer } of found) expect(signer).toBe('CN=kubernetes')
  })
  it('leaves the provider unproven and names its client CA file while the certificate is valid', async () => {
    for (const { providerAcceptsClient } of own(await calls('2021-01-01T00:00:00Z'))) {
      expect(providerAcceptsClient.status).toBe('unproven')
      expect(providerAcceptsClient.missing).toContainEqual({
        component: 'kube-apiserver',
        setting: '--client-ca-file',
        file: '/etc/kubernetes/pki/ca.crt',
      })
    }
  })
  it('says broken once the certificate has run out, whatever the bundle holds', async () => {
    for (const { providerAcceptsClient } of own(await calls('2026-11-24T00:00:00Z'))) {
      expect(providerAcceptsClient.status).toBe('broken')
      const [fault] = providerAcceptsClient.faults
      expect(fault?.id).toBe('path/expired')
      if (fault?.id === 'path/expired') expect(new Date(fault.notAfter * 1000).toISOString().slice(0, 10)).toBe('2021-08-20')
    }
  })
  it('shows kube-proxy with a token', async () => {
    const proxy = (await calls('2021-01-01T00:00:00Z')).filter(({ number }) => number === 7)
    expect(proxy).toHaveLength(1)
    expect(proxy[0]?.providerAcceptsClient.status).toBe('token')
    expect(proxy[0]?.client?.certificate).toBeNull()
    expect(proxy[0]?.callerAcceptsServer.missing).toEqual([
      { component: 'kube-apiserver', setting: '--tls-cert-file', file: '/etc/kubernetes/pki/apiserver.crt' },
    ])
  })
  it("takes edge 2's client from the probe", async () => {
    const probe = (await calls('2021-01-01T00:00:00Z')).filter(({ number }) => number === 2)
    expect(probe).toHaveLength(1)
    expect(probe[0]?.client?.use).toMatchObject({
      setting: '--cert',
      value: '/etc/kubernetes/pki/etcd/healthcheck-client.crt',
      assumed: false,
    })
  })
})
