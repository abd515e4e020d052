/** A small audit with one of everything, for tests of the exports. No DER behind its certificates: nothing here verifies. */
import type { Audit } from '../audit.ts'
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
} from './plain.ts'

const PKI = 'cp1/etc/kubernetes/pki'
export function sampleAudit(): Audit {
  const ca = plainCA({ id: 0 })
  const etcdCA = plainCA({ id: 1, subject: plainName('etcd-ca'), serial: '0' })
  const etcdServer = plainCertificate({
    id: 2,
    issuer: etcdCA.subject,
    subject: plainName('cp1'),
    names: {
      dns: ['cp1', 'localhost'],
      ip: [
        [127, 0, 0, 1],
        [192, 168, 10, 11],
      ],
      email: [],
      uri: [],
    },
    extKeyUsage: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
  })
  const etcdClient = plainCertificate({
    id: 3,
    issuer: etcdCA.subject,
    subject: plainName('kube-apiserver-etcd-client', '=HYPERLINK("x")'),
    notAfter: AT - DAY,
  })
  const admin = plainCertificate({ id: 4, subject: plainName('管理员 龘 \\u{202E}', 'system:masters') })
  const conf = 'cp1/etc/kubernetes/admin.conf'
  const presents = plainUse('kube-apiserver', '--etcd-certfile', `${PKI}/apiserver-etcd-client.crt`)
  const trusts = plainUse('etcd', '--trusted-ca-file', `${PKI}/etcd/ca.crt`)
  const fault = { id: 'path/expired', certificate: 3, role: 'end-entity', at: AT, notAfter: AT - DAY } as const
  return plainAudit({
    inventory: plainInventory({
      certificates: [ca, etcdCA, etcdServer, etcdClient, admin],
      locations: [
        [at(`${PKI}/ca.crt`)],
        [at(`${PKI}/etcd/ca.crt`)],
        [at(`${PKI}/etcd/server.crt`)],
        [at(`${PKI}/apiserver-etcd-client.crt`)],
        [at(conf, 'users[kubernetes-admin].client-certificate-data', 19)],
      ],
      files: [
        plainFile(`${PKI}/ca.crt`, { mode: 0o644, uid: 0, gid: 0, readAs: ['pem'], sha256: 'a'.repeat(64), container: 'cp1.tar.gz' }),
        plainFile(conf, { mode: 0o100600, uid: 0, gid: 0, owner: 'root:root', readAs: ['kubeconfig'], sha256: 'b'.repeat(64) }),
        plainFile('cp1/notes.txt', { ignored: 'not-recognised', sha256: 'c'.repeat(64) }),
      ],
      faults: [
        {
          id: 'read/yaml-malformed',
          file: 'cp1/broken.yaml',
          field: null,
          line: 3,
          offset: null,
          expected: 'a mapping',
          presented: 'a scalar',
          limit: null,
        },
      ],
    }),
    calls: [
      plainCall('kube-apiserver->etcd', {
        serverName: '127.0.0.1',
        port: 2379,
        status: 'broken',
        callerAcceptsServer: plainHalf({
          path: [2, 1],
          until: AT + 335 * DAY,
          presents: plainUse('etcd', '--cert-file', `${PKI}/etcd/server.crt`),
          trusts: plainUse('kube-apiserver', '--etcd-cafile', `${PKI}/etcd/ca.crt`),
        }),
        providerAcceptsClient: plainHalf({
          status: 'broken',
          faults: [fault],
          log: 'x509: certificate has expired or is not yet valid: current time 2026-07-01T12:00:00Z is after 2026-06-30T12:00:00Z',
          presents,
          trusts,
        }),
        client: plainPresented(3, { use: presents, signedBy: [1], keyMatches: true }),
        server: plainPresented(2, { use: plainUse('etcd', '--cert-file', `${PKI}/etcd/server.crt`), signedBy: [1] }),
      }),
      plainCall('admin->kube-apiserver', {
        serverName: '192.168.10.11',
        port: 6443,
        status: 'unproven',
        callerAcceptsServer: plainHalf({
          status: 'unproven',
          missing: [{ component: 'kube-apiserver', setting: '--tls-cert-file', file: '/etc/kubernetes/pki/apiserver.crt' }],
        }),
        providerAcceptsClient: plainHalf({ path: [4, 0], until: AT + 335 * DAY }),
        identityAuthorised: plainHalf({ user: '管理员', groups: ['system:masters'] }),
        client: plainPresented(4, {
          use: plainUse('admin', 'client-certificate-data', conf, {
            resolved: 'embedded',
            location: at(conf, 'users[kubernetes-admin].client-certificate-data', 19),
          }),
          signedBy: [0],
        }),
      }),
    ],
    findings: [
      {
        kind: 'verdict',
        fault,
        severity: null,
        log: 'x509: certificate has expired or is not yet valid',
        certificates: [3],
        calls: [0],
        uses: [presents],
        files: [`${PKI}/apiserver-etcd-client.crt`],
        repair: [
          { do: 'run', command: 'kubeadm certs renew apiserver-etcd-client', on: 'cp1' },
          { do: 'restart', component: 'kube-apiserver', how: 'static-pod' },
        ],
      },
      {
        kind: 'read',
        fault: {
          id: 'read/yaml-malformed',
          file: 'cp1/broken.yaml',
          field: null,
          line: 3,
          offset: null,
          expected: 'a mapping',
          presented: 'a scalar',
          limit: null,
        },
        severity: null,
        files: ['cp1/broken.yaml'],
      },
    ],
    checked: [{ lint: 'kubernetes/example', applied: 5, found: 0 }],
    controls: [
      {
        id: '1.1.13',
        benchmark: 'cis-1.12',
        status: 'pass',
        scored: true,
        node: 'cp1',
        evidence: [{ file: conf, line: null, setting: 'mode', value: '0600', expected: '0600 or stricter' }],
        needs: [],
      },
    ],
    coverage: {
      missing: [{ component: 'kube-apiserver', setting: '--tls-cert-file', file: '/etc/kubernetes/pki/apiserver.crt', wouldSettle: [1] }],
    },
  })
}
