import { describe, expect, it } from 'vitest'
import type { Audit } from '../../engine/audit.ts'
import type { Certificate } from '../../engine/x509/certificate.ts'
import { diagramModel } from '../../report/diagram/model.ts'
import { studyAudit } from '../testing/audit.ts'
import { withinNode } from '../where.ts'
import { signers, twinAfter } from './groups.ts'
import { fileKinds, radius } from './radius.ts'
import { signerTree } from './signatures.ts'

const study = studyAudit()
const groupsOf = (audit: Audit) => signers(audit, diagramModel(audit, null, 30), 30).groups
/** The study's audit with certificates more: each a copy of `like` with what differs, and who signed it. */
function withMore(
  ...more: readonly {
    readonly like: number
    readonly over: Partial<Certificate>
    readonly signers: readonly number[]
    readonly file: string
  }[]
): Audit {
  const { inventory } = study
  const from = inventory.certificates.length
  const certificates = more.flatMap(({ like, over }, i) => {
    const model = inventory.certificates[like]
    return model ? [{ ...model, ...over, id: from + i }] : []
  })
  return {
    ...study,
    inventory: {
      ...inventory,
      certificates: [...inventory.certificates, ...certificates],
      locations: [...inventory.locations, ...more.map(({ file }) => [{ file, field: null, line: null }])],
      signers: [...inventory.signers, ...more.map((one) => one.signers)],
    },
  }
}
const key = (spki: string): Certificate['publicKey'] => ({ algorithm: 'RSA', bits: 2048, curve: null, exponent: '65537', spki })
const name = (cn: string) => ({ der: cn, text: `CN=${cn}`, commonName: cn, organizations: [], attributes: [] })

describe('issuer to subject', () => {
  it('puts what a key signed under that key, and namesakes beside one another', () => {
    const groups = groupsOf(study)
    expect(groups.map((g) => [g.name, g.id, g.trustedByNone, g.signed.length])).toEqual([
      ['kubernetes', 'K', false, 6],
      ['etcd-ca', 'E', false, 3],
      ['etcd-ca', 'E-old', true, 1],
      ['front-proxy-ca', 'F', false, 1],
    ])
    expect(groups.map((_, i) => twinAfter(groups, i))).toEqual([false, true, false, false])
    expect(groups[2]?.signed.map((s) => [s.name, s.state, s.refused])).toEqual([['apiserver-etcd-client.crt', 'broken', true]])
  })
  it('believes signatures, not names: one that no key verifies hangs under a ghost beside its namesake', () => {
    const audit = withMore({ like: 12, over: { publicKey: key('k20') }, signers: [], file: 'etc/kubernetes/admin.conf.old' })
    const groups = groupsOf(audit)
    const ghost = groups.findIndex((g) => g.kind === 'ghost')
    expect([groups[ghost]?.name, groups[ghost]?.signed.map((s) => s.name)]).toEqual(['kubernetes', ['admin.conf.old']])
    expect(groups[ghost - 1]?.id).toBe('K')
    expect(groups.find((g) => g.id === 'K')?.signed).toHaveLength(6)
  })
  it('says of what no call shows neither that it holds nor that it does not', () => {
    const audit = withMore({ like: 12, over: { publicKey: key('k20') }, signers: [0], file: 'etc/kubernetes/spare.conf' })
    const spare = groupsOf(audit)[0]?.signed.find((s) => s.name === 'spare.conf')
    expect([spare?.state, spare?.slots]).toEqual([null, []])
  })
  it('keeps a cross-sign apart: one key, two certificates, and who else signed it', () => {
    const audit = withMore(
      { like: 0, over: { publicKey: key('R'), subject: name('root'), issuer: name('root') }, signers: [15], file: 'root.crt' },
      { like: 0, over: { issuer: name('root') }, signers: [15], file: 'cross.crt' },
    )
    const k = groupsOf(audit).find((g) => g.id === 'K')
    expect([k?.certificates.length, k?.parents, k?.root]).toEqual([2, ['R'], true])
    expect(
      groupsOf(audit)
        .find((g) => g.id === 'R')
        ?.signed.map((s) => [s.name, s.use]),
    ).toEqual([['cross.crt', 'ca']])
  })
  it('draws a thousand kubelets as one row, those refused apart', () => {
    const more = Array.from({ length: 1000 }, (_, i) => ({
      like: 11,
      over: { publicKey: key(`n${i}`), subject: name(`system:node:w${i}`) },
      signers: [0],
      file: `nodes/w${i}/var/lib/kubelet/pki/kubelet-client-current.pem`,
    }))
    const rows = groupsOf(withMore(...more))[0]?.signed ?? []
    expect(rows.length).toBeLessThan(12)
    expect(rows.find((r) => r.members.length > 1)).toMatchObject({ kind: 'kubelet-client', members: { length: 1000 } })
  })
  it('leaves out what only another cluster uses', () => {
    const clusters = study.clusters.flatMap((c) => [c, { ...c, id: 'other' }])
    const audit: Audit = {
      ...study,
      clusters,
      calls: study.calls.map((c) => (c.number !== null && c.number <= 3 ? { ...c, cluster: 'other' } : c)),
    }
    const model = diagramModel(audit, 'c', 30)
    const { groups, elsewhere } = signers(audit, model, 30)
    expect([groups.map((g) => g.id), elsewhere]).toEqual([['K', 'F'], 2])
  })
})

describe('the effective end', () => {
  it('is the earliest on the best chain, and a pair that signed each other does not loop', () => {
    const end = 1_800_000_000
    const audit = withMore(
      { like: 0, over: { publicKey: key('X'), notAfter: end + 9 }, signers: [16], file: 'x.crt' },
      { like: 0, over: { publicKey: key('Y'), notAfter: end + 5 }, signers: [15], file: 'y.crt' },
      { like: 0, over: { publicKey: key('R'), notAfter: end }, signers: [17], file: 'root.crt' },
      { like: 4, over: { publicKey: key('Z'), notAfter: end + 100 }, signers: [17], file: 'z.crt' },
    )
    expect(signerTree(audit.inventory).end.slice(15)).toEqual([end + 9, end + 5, end, end])
  })
})

describe('the blast radius', () => {
  it('is every call that shows what the key signed and every file it stands in', () => {
    const old = radius(study, 'c', ['E-old'])
    expect([old.slots, old.files, old.holders]).toEqual([
      ['3'],
      ['etc/kubernetes/pki/apiserver-etcd-client.crt'],
      ['etc/kubernetes/tmp/backup/etcd/ca.crt'],
    ])
    expect(radius(study, 'c', ['sa']).slots).toEqual(['12'])
  })
  it('reaches through a CA under the key', () => {
    const audit = withMore(
      { like: 0, over: { publicKey: key('R'), subject: name('root') }, signers: [15], file: 'root.crt' },
      { like: 0, over: { issuer: name('root') }, signers: [15], file: 'cross.crt' },
    )
    expect(radius(audit, 'c', ['R']).slots).toEqual(radius(study, 'c', ['K']).slots)
  })
  it('counts the same file of many nodes once, with a number, the rarest first', () => {
    const files = ['nodes/a/etc/kubernetes/kubelet.conf', 'nodes/b/etc/kubernetes/kubelet.conf', 'nodes/a/etc/kubernetes/admin.conf']
    expect(fileKinds(files, withinNode)).toEqual([
      { name: 'admin.conf', count: 1 },
      { name: 'kubelet.conf', count: 2 },
    ])
  })
})
