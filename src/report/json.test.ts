import Ajv from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { auditJson, auditJsonText } from './json.ts'
import { sampleAudit } from '../engine/testing/sample-audit.ts'
import schema from './schema/pkiscope-audit-1.schema.json' with { type: 'json' }

const validate = new Ajv({ allErrors: true, strict: false }).compile(schema)

test('the sample is valid against the published schema, and a wrong status is not', () => {
  const json = JSON.parse(auditJsonText(sampleAudit()))
  expect(validate(json), JSON.stringify(validate.errors)).toBe(true)
  json.calls[0].status = 'fine'
  expect(validate(json)).toBe(false)
})

test('pieces and value are the same, and so are two runs', () => {
  expect(JSON.parse(auditJsonText(sampleAudit()))).toEqual(JSON.parse(JSON.stringify(auditJson(sampleAudit()))))
  expect(auditJsonText(sampleAudit())).toBe(auditJsonText(sampleAudit()))
})

test('an audit put together in another order is the same text', () => {
  const audit = sampleAudit()
  const turned = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).reverse()) as T
  expect(auditJsonText(turned({ ...audit, inventory: turned(audit.inventory) }))).toBe(auditJsonText(audit))
})

test('names what issue readers rely on', () => {
  const { calls, certificates, inputs } = auditJson(sampleAudit())
  const [call, admin] = calls
  expect(call).toMatchObject({ edge: 'kube-apiserver->etcd', number: 3, serverName: '127.0.0.1', status: 'broken' })
  expect(call?.providerAcceptsClient).toMatchObject({ status: 'broken', reason: 'path/expired', path: [], until: null })
  expect(call?.callerAcceptsServer.path).toEqual([certificates[2]?.sha256, certificates[1]?.sha256])
  expect(call?.client?.signedBy).toBe(certificates[1]?.sha256)
  expect(admin?.client?.file).toBe('cp1/etc/kubernetes/admin.conf#users[kubernetes-admin].client-certificate-data')
  expect(certificates[2]?.names).toEqual(['DNS:cp1', 'DNS:localhost', 'IP:127.0.0.1', 'IP:192.168.10.11'])
  expect(inputs[1]).toMatchObject({ mode: '0600', owner: 'root:root' })
})
