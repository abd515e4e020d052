import { describe, expect, it } from 'vitest'
import {
  plainAudit,
  plainCall,
  plainCertificate,
  plainCluster,
  plainInventory,
  plainPresented,
  plainUse,
} from '../../engine/testing/plain.ts'
import { diagramEn } from '../../text/diagram.en.ts'
import { extraBox, isInspected, pictureHeight } from './extra-shapes.ts'
import { BOX_HEIGHT, BOX_WIDTH } from './geometry.ts'
import { diagramModel } from './model.ts'
import { LIGHT } from './palette.ts'
import { scene } from './scene.ts'

const options = { palette: LIGHT, words: diagramEn, fileNames: true, selected: null, keys: null }
const numbered = plainCall('kube-apiserver->etcd')
const bootstrap = plainCall('kubelet-bootstrap->kube-apiserver', { status: 'token' })
const client = plainCall('client->kube-apiserver', { status: 'broken' })

describe('calls beyond the twelve', () => {
  const model = diagramModel(plainAudit({ calls: [bootstrap, numbered, client, bootstrap] }), null, 30)
  it('stand by kind, worst first, each with its place among them', () => {
    expect(model.extras.map(({ id, nth, call }) => [id, nth, call.state, call.calls])).toEqual([
      ['client->kube-apiserver', 0, 'broken', [2]],
      ['kubelet-bootstrap->kube-apiserver', 1, 'token', [0, 3]],
    ])
    expect(model.others).toEqual([2, 0, 3])
    expect(model.extras.map((extra) => isInspected(extra, 2))).toEqual([false, true])
  })
  it('lie under the picture, which they do not move', () => {
    const [first, second] = [extraBox(model, 0), extraBox(model, 1)]
    expect(first.y).toBeGreaterThan(BOX_HEIGHT)
    expect(second.x).toBeGreaterThan(first.x + first.w)
    expect(second.x + second.w).toBeLessThanOrEqual(BOX_WIDTH)
    expect(pictureHeight(model)).toBeGreaterThanOrEqual(first.y + first.h)
    const without = diagramModel(plainAudit({ calls: [numbered] }), null, 30)
    expect(pictureHeight(without)).toBe(BOX_HEIGHT)
    const ids = scene(without, options).map(({ id }) => id)
    expect(
      scene(model, options)
        .slice(0, ids.length)
        .map(({ id }) => id),
    ).toEqual(ids)
    expect(ids.some((id) => id.startsWith('extra'))).toBe(false)
  })
})

describe('plain mutual TLS', () => {
  it('is drawn as its calls alone: no cluster, no number', () => {
    const call = plainCall('client->server', {
      client: plainPresented(0, { use: plainUse('client', 'certificate', 'conf/client.pem', { value: 'conf/client.pem' }) }),
      server: plainPresented(1, { use: plainUse('server', 'certificate', 'conf/server.pem', { value: 'conf/server.pem' }) }),
    })
    const audit = plainAudit({
      clusters: [plainCluster({ layout: 'mutual-tls', nodes: [], controlPlanes: [] })],
      inventory: plainInventory({ certificates: [plainCertificate({ id: 0 }), plainCertificate({ id: 1 })] }),
      calls: [call],
    })
    const model = diagramModel(audit, null, 30)
    expect(model.extras).toMatchObject([{ from: 'client.pem', to: 'server.pem', call: { state: 'trusted' } }])
    const ids = scene(model, options).map(({ id }) => id)
    expect(ids).toContain('client-0')
    expect(ids).toContain('server-0')
    expect(ids.filter((id) => /^(\d|kube|group|etcd)/.test(id))).toEqual([])
  })
})
