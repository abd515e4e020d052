import { expect, test } from 'vitest'
import {
  plainAudit,
  plainCA,
  plainCall,
  plainCluster,
  plainFile,
  plainHalf,
  plainInventory,
  plainSettings,
} from '../engine/testing/plain.ts'
import { sampleAudit } from '../engine/testing/sample-audit.ts'
import { certificatesCsv, findingsCsv } from './csv.ts'
import { auditJsonText } from './json.ts'
import { markdown } from './markdown.ts'
import { redact } from './redact.ts'
import { reportDocument } from './report.ts'
import { sarif } from './sarif.ts'

test('no export of a redacted audit names a node, an address or a serial', () => {
  const { audit, fingerprints } = redact(sampleAudit())
  const options = { redacted: true, fingerprints }
  const outputs = [
    auditJsonText(audit, options),
    certificatesCsv(audit, options),
    findingsCsv(audit, options),
    sarif(audit, options),
    markdown(audit, options),
    JSON.stringify(reportDocument(audit, options)),
  ]
  for (const text of outputs) {
    expect(text).not.toMatch(/\bcp1\b/)
    expect(text).not.toContain('192.168.10.11')
    expect(text).not.toMatch(/"(serial"?: ?"?)100[0-4]"/)
  }
  const json = JSON.parse(auditJsonText(audit, options))
  expect(json.redacted).toBe(true)
  expect(json.certificates.every((c: { der: string | null }) => c.der === null)).toBe(true)
})

test('one thing, one placeholder: the address dialled is the address in the certificate', () => {
  const { audit } = redact(sampleAudit())
  const [, admin] = audit.calls
  const server = audit.inventory.certificates[2]
  expect(server?.names?.ip.map((ip) => ip.join('.'))).toContain(admin?.serverName)
  expect(server?.names?.ip[0]).toEqual([127, 0, 0, 1])
  expect(audit.clusters[0]?.nodes).toEqual(['node-1'])
  expect(admin?.from.node).toBe('node-1')
  expect(audit.inventory.locations[0]?.[0]?.file).toBe('node-1/etc/kubernetes/pki/ca.crt')
})

test('keys, members, hosts in settings and logged serials are replaced; letter case does not hide a host', () => {
  const planted = plainAudit({
    clusters: [plainCluster({ id: 'acme-prod', nodes: ['db-vault'] })],
    inventory: plainInventory({
      certificates: [plainCA({ id: 0, serial: '4d2' })],
      keys: [
        {
          id: 0,
          kind: 'private',
          algorithm: 'RSA',
          bits: 2048,
          spki: 'x',
          format: 'PKCS #1',
          encrypted: false,
          locations: [{ file: 'db-vault/ca.key', field: 'users[DB-Vault]', line: 1 }],
        },
      ],
      settings: [
        plainSettings('etcd', 'etcd.yaml', { '--initial-cluster': 'member7=https://peer7.acme.test:2380' }),
        plainSettings('kubeadm', 'config', { controlPlaneEndpoint: 'Lb.acme.test:6443' }),
      ],
      files: [plainFile('member7/lb.ACME.test.crt')],
    }),
    calls: [
      plainCall('admin->kube-apiserver', { providerAcceptsClient: plainHalf({ log: 'verifying certificate SN=1234, SKID= failed' }) }),
    ],
  })
  const { audit } = redact(planted)
  const text = JSON.stringify(audit)
  expect(text).not.toMatch(/db-vault|acme|member7|peer7|SN=1234/i)
  expect(audit.calls[0]?.providerAcceptsClient.log).toBe('verifying certificate SN=serial-1, SKID= failed')
  expect(audit.inventory.keys[0]?.locations[0]?.file).toBe('node-1/ca.key')
})

test('ids and settings stay what they are', () => {
  const { audit } = redact(sampleAudit())
  expect(audit.calls.map((call) => call.edge)).toEqual(sampleAudit().calls.map((call) => call.edge))
  expect(audit.calls[0]?.client?.use?.setting).toBe('--etcd-certfile')
  expect(audit.findings[0]).toMatchObject({ fault: { id: 'path/expired' } })
})

test('a fleet is redacted in seconds', () => {
  const nodes = Array.from({ length: 10_000 }, (_, i) => `worker-${i}.example.com`)
  const files = nodes.flatMap((node) =>
    ['config.yaml', 'pki/kubelet.crt', 'kubelet.conf', 'hostname'].map((name) => plainFile(`nodes/${node}/${name}`)),
  )
  const start = performance.now()
  const { audit } = redact(
    plainAudit({
      clusters: [plainCluster({ nodes: [...nodes, 'node with spaces'] })],
      inventory: plainInventory({ files: [...files, plainFile('nodes/node with spaces/ca.crt')] }),
    }),
  )
  expect(performance.now() - start).toBeLessThan(5_000)
  expect(audit.inventory.files[4]?.path).toBe('nodes/node-2/config.yaml')
  expect(audit.inventory.files.at(-1)?.path).toBe('nodes/node-10001/ca.crt')
})
