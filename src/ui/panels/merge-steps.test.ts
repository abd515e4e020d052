import { describe, expect, it } from 'vitest'
import type { RepairStep } from '../../engine/finding.ts'
import { mergeSteps } from './merge-steps.ts'

const renew = (what: string, on: string | null = 'cp-1'): RepairStep => ({ do: 'run', command: `kubeadm certs renew ${what}`, on })
const restart = (component: 'etcd' | 'kube-apiserver'): RepairStep => ({ do: 'restart', component, how: 'static-pod' })

describe('repairs of one row', () => {
  it('renews all at once where many end together, node by node', () => {
    const lists = [
      ...['etcd-peer', 'etcd-server', 'apiserver'].map((one) => [renew(one), restart('etcd')]),
      [renew('admin.conf', 'cp-2'), restart('kube-apiserver')],
    ]
    expect(mergeSteps(lists)).toEqual([renew('all'), renew('admin.conf', 'cp-2'), restart('etcd'), restart('kube-apiserver')])
  })
  it('names two by their names', () => {
    expect(mergeSteps([[renew('etcd-peer')], [renew('etcd-server')], [renew('etcd-server')]])).toEqual([
      renew('etcd-peer'),
      renew('etcd-server'),
    ])
  })
  it('keeps the order of a single repair', () => {
    const list: readonly RepairStep[] = [
      restart('etcd'),
      { do: 'explain', note: 'approve-csr' },
      { do: 'run', command: 'rm /etc/kubernetes/pki/apiserver.crt', on: 'cp-1' },
    ]
    expect(mergeSteps([list])).toEqual(list)
  })
  it('keeps an older spelling', () => {
    const old = (what: string): RepairStep => ({ do: 'run', command: `kubeadm alpha certs renew ${what}`, on: null })
    expect(mergeSteps([[old('a')], [old('b')], [old('c')]])).toEqual([old('all')])
  })
})
