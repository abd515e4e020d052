import { writeFileSync } from 'node:fs'
import { test } from 'vitest'
import {
  AT,
  at,
  DAY,
  plainAudit,
  plainCA,
  plainCall,
  plainCertificate,
  plainFile,
  plainHalf,
  plainInventory,
  plainName,
  plainPresented,
  plainUse,
  plainCluster,
} from '../engine/testing/plain.ts'
import { reportPdf } from './report.ts'
import { LINTS } from '../engine/lints/index.ts'
function big(n: number) {
  const certs = [plainCA({ id: 0 })]
  for (let id = 1; id < n; id++)
    certs.push(
      plainCertificate({
        id,
        subject: plainName(`system:node:worker-${id}-with-a-rather-long-host-name.cluster-eu-west.example.com`, 'system:nodes'),
        notAfter: AT + id * DAY,
        names:
          id === 5
            ? { dns: Array.from({ length: 200 }, (_, i) => `name-${i}.service.namespace.svc.cluster.local`), ip: [], email: [], uri: [] }
            : { dns: [`n${id}`], ip: [[10, 0, id >> 8, id & 255]], email: [], uri: [] },
        der: new Uint8Array(1000).map((_, i) => (i * id * 7) & 255),
      }),
    )
  const calls = certs.slice(1).map((c) =>
    plainCall('kubelet->kube-apiserver', {
      from: { component: 'kubelet', node: `worker-${c.id}` },
      serverName: 'api.example.com',
      client: plainPresented(c.id, {
        signedBy: [0],
        use: plainUse('kubelet', 'client-certificate', `nodes/worker-${c.id}/var/lib/kubelet/pki/kubelet-client-current.pem`),
      }),
      providerAcceptsClient: plainHalf({
        path: [c.id, 0],
        until: c.notAfter,
        trusts: plainUse('kube-apiserver', '--client-ca-file', 'nodes/cp1/etc/kubernetes/pki/ca.crt'),
      }),
    }),
  )
  return plainAudit({
    inventory: plainInventory({
      certificates: certs,
      locations: certs.map((c) => [at(`nodes/worker-${c.id}/var/lib/kubelet/pki/kubelet-client-current.pem`)]),
      files: certs.map((c) =>
        plainFile(`nodes/worker-${c.id}/var/lib/kubelet/pki/kubelet-client-current.pem`, {
          sha256: 'e'.repeat(64),
          mode: 0o600,
          uid: 0,
          gid: 0,
          readAs: ['pem'],
        }),
      ),
    }),
    calls,
    clusters: [plainCluster({ nodes: certs.map((c) => `worker-${c.id}`) })],
    checked: LINTS.map((l) => ({ lint: l.id, applied: n, found: 0 })),
  })
}
test('perf', async () => {
  await reportPdf(big(5))
  for (const n of [60, 60, 1000, 1000]) {
    const a = big(n)
    const t = performance.now()
    const b = await reportPdf(a)
    console.log(n, (performance.now() - t).toFixed(0), 'ms', b.length)
    writeFileSync(`/tmp/pdf/big${n}.pdf`, b)
  }
  const a = big(60)
  const t = performance.now()
  const b = await reportPdf(a, { language: 'zh-CN' })
  console.log('zh 60', performance.now() - t, b.length)
}, 60000)
