// Rows 15 to 17: who signs tokens and who verifies them.
import { flag, healthy, inFolder, keyPem, newKey, P, publicPem } from './base.mjs'

const otherKey = newKey('RSA')
const AGAIN = ['same-keys-on-all-control-planes', 'restart kube-apiserver', 'restart kube-controller-manager', 'recreate-tokens']
const COPY = ['copy /etc/kubernetes/pki/sa.key, /etc/kubernetes/pki/sa.pub -> /etc/kubernetes/pki/', ...AGAIN]
/** One control plane has nowhere to copy from. */
const ALONE = ['openssl pkey -in /etc/kubernetes/pki/sa.key -pubout -out /etc/kubernetes/pki/sa.pub', ...AGAIN]
export const TOKENS = [
  {
    row: '15',
    title: 'the signing key is not among those that verify; v1.34',
    files: () => ({ ...healthy(), [`${P}/sa.pub`]: publicPem(otherKey) }),
    edges: [12],
    finding: 'edge/signing-key-not-accepted',
    log: 'invalid bearer token, go-jose/go-jose: error in cryptographic primitive',
    repair: ALONE,
  },
  {
    row: '15',
    title: 'the signing key is not among those that verify; v1.24',
    files: () => ({ ...healthy({ version: 'v1.24.17' }), [`${P}/sa.pub`]: publicPem(otherKey) }),
    edges: [12],
    finding: 'edge/signing-key-not-accepted',
    log: 'invalid bearer token, square/go-jose: error in cryptographic primitive',
    repair: ALONE,
  },
  {
    row: '16',
    title: 'two control planes with different keys: now and then Unauthorized',
    files: () => ({
      ...inFolder('cp1', healthy()),
      ...inFolder('cp2', healthy({ node: 'cp2', address: '192.0.2.12' })),
      ...{ [`cp2/${P}/sa.key`]: keyPem(otherKey), [`cp2/${P}/sa.pub`]: publicPem(otherKey) },
    }),
    edges: [12],
    finding: 'edge/signing-key-not-accepted',
    log: /error in cryptographic primitive/,
    alsoLogs: /Unauthorized/,
    repair: COPY,
  },
  {
    row: '17',
    title: 'v1.20 without issuer and signing key',
    files: () =>
      flag(
        flag(healthy({ version: 'v1.20.2' }), 'kube-apiserver', 'service-account-issuer', null),
        'kube-apiserver',
        'service-account-signing-key-file',
        null,
      ),
    edges: [12],
    finding: 'edge/setting-required',
    log: /service-account-issuer is a required flag, --service-account-signing-key-file and --service-account-issuer are required flags/,
    repair: [
      'edit etc/kubernetes/manifests/kube-apiserver.yaml --service-account-issuer=https://kubernetes.default.svc.cluster.local',
      'edit etc/kubernetes/manifests/kube-apiserver.yaml --service-account-signing-key-file=/etc/kubernetes/pki/sa.key',
    ],
  },
]
