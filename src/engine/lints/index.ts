/** Every rule, in the order of the report. A new rule is one file, its test, one line here and one entry per language. */
import { outlivesIssuer } from './rfc5280/outlives-issuer.ts'
import { leafIsCa } from './rfc5280/leaf-is-ca.ts'
import { version1 } from './rfc5280/version-1.ts'
import { serialZero } from './rfc5280/serial-zero.ts'
import { serialDuplicate } from './rfc5280/serial-duplicate.ts'
import { serialTooLong } from './rfc5280/serial-too-long.ts'
import { keyIdentifierAbsent } from './rfc5280/key-identifier-absent.ts'
import { keyIdentifierDiffers } from './rfc5280/key-identifier-differs.ts'
import { akiCritical } from './rfc5280/aki-critical.ts'
import { caBasicConstraintsNotCritical } from './rfc5280/ca-basic-constraints-not-critical.ts'
import { leafMaySignCertificates } from './rfc5280/leaf-may-sign-certificates.ts'
import { caKeyUsageAbsent } from './rfc5280/ca-key-usage-absent.ts'
import { nameConstraintsNotCritical } from './rfc5280/name-constraints-not-critical.ts'
import { emptySubjectNamesNotCritical } from './rfc5280/empty-subject-names-not-critical.ts'
import { issuedBeforeIssuer } from './rfc5280/issued-before-issuer.ts'
import { etcdCaShared } from './kubernetes/etcd-ca-shared.ts'
import { frontProxyCaShared } from './kubernetes/front-proxy-ca-shared.ts'
import { caNameCollision } from './kubernetes/ca-name-collision.ts'
import { caKeyPresent } from './kubernetes/ca-key-present.ts'
import { usageTooWide } from './kubernetes/usage-too-wide.ts'
import { wildcardName } from './kubernetes/wildcard-name.ts'
import { systemMasters } from './kubernetes/system-masters.ts'
import { kubeletClientPrivileged } from './kubernetes/kubelet-client-privileged.ts'
import { etcdClientOrganisation } from './kubernetes/etcd-client-organisation.ts'
import { superAdminPresent } from './kubernetes/super-admin-present.ts'
import { adminMasters } from './kubernetes/admin-masters.ts'
import { insecureSkipTlsVerify } from './kubernetes/insecure-skip-tls-verify.ts'
import { plaintextServer } from './kubernetes/plaintext-server.ts'
import { kubeletConfEmbedded } from './kubernetes/kubelet-conf-embedded.ts'
import { bootstrapKubeconfigLeft } from './kubernetes/bootstrap-kubeconfig-left.ts'
import { staticCredentials } from './kubernetes/static-credentials.ts'
import { kubeletNotVerified } from './kubernetes/kubelet-not-verified.ts'
import { kubeletSelfSigned } from './kubernetes/kubelet-self-signed.ts'
import { etcdPlaintext } from './kubernetes/etcd-plaintext.ts'
import { etcdAutoTls } from './kubernetes/etcd-auto-tls.ts'
import { etcdNoClientAuth } from './kubernetes/etcd-no-client-auth.ts'
import { etcdServerUsage } from './kubernetes/etcd-server-usage.ts'
import { requestheaderAnyName } from './kubernetes/requestheader-any-name.ts'
import { serviceAccountTlsKey } from './kubernetes/service-account-tls-key.ts'
import { tlsFloor } from './kubernetes/tls-floor.ts'
import { metricsSelfMade } from './kubernetes/metrics-self-made.ts'
import { alwaysAllow } from './kubernetes/always-allow.ts'
import { caDiffersBetweenNodes } from './kubernetes/ca-differs-between-nodes.ts'
import { discoveryHash } from './kubernetes/discovery-hash.ts'
import { signingCaNotTrusted } from './kubernetes/signing-ca-not-trusted.ts'
import { leafSharedBetweenNodes } from './kubernetes/leaf-shared-between-nodes.ts'
import { keyReadable } from './cis/key-readable.ts'
import { fileMode } from './cis/file-mode.ts'
import { fileOwner } from './cis/file-owner.ts'
import { expiring } from './advice/expiring.ts'
import { caExpiring } from './advice/ca-expiring.ts'
import { longValidity } from './advice/long-validity.ts'
import { longCaValidity } from './advice/long-ca-validity.ts'
import { weakKey } from './advice/weak-key.ts'
import { rsa2048After2030 } from './advice/rsa-2048-after-2030.ts'
import { rsaExponent } from './advice/rsa-exponent.ts'
import { uncommonAlgorithm } from './advice/uncommon-algorithm.ts'
import { keyReuse } from './advice/key-reuse.ts'
import { unexplainedAddress } from './advice/unexplained-address.ts'
import { oddPem } from './advice/odd-pem.ts'
import { bundleLeftover } from './advice/bundle-leftover.ts'
import type { Lint } from './lint.ts'

export const LINTS = [
  outlivesIssuer,
  leafIsCa,
  version1,
  serialZero,
  serialDuplicate,
  serialTooLong,
  keyIdentifierAbsent,
  keyIdentifierDiffers,
  akiCritical,
  caBasicConstraintsNotCritical,
  leafMaySignCertificates,
  caKeyUsageAbsent,
  nameConstraintsNotCritical,
  emptySubjectNamesNotCritical,
  issuedBeforeIssuer,
  etcdCaShared,
  frontProxyCaShared,
  caNameCollision,
  caKeyPresent,
  usageTooWide,
  wildcardName,
  systemMasters,
  kubeletClientPrivileged,
  etcdClientOrganisation,
  superAdminPresent,
  adminMasters,
  insecureSkipTlsVerify,
  plaintextServer,
  kubeletConfEmbedded,
  bootstrapKubeconfigLeft,
  staticCredentials,
  kubeletNotVerified,
  kubeletSelfSigned,
  etcdPlaintext,
  etcdAutoTls,
  etcdNoClientAuth,
  etcdServerUsage,
  requestheaderAnyName,
  serviceAccountTlsKey,
  tlsFloor,
  metricsSelfMade,
  alwaysAllow,
  caDiffersBetweenNodes,
  discoveryHash,
  signingCaNotTrusted,
  leafSharedBetweenNodes,
  keyReadable,
  fileMode,
  fileOwner,
  expiring,
  caExpiring,
  longValidity,
  longCaValidity,
  weakKey,
  rsa2048After2030,
  rsaExponent,
  uncommonAlgorithm,
  keyReuse,
  unexplainedAddress,
  oddPem,
  bundleLeftover,
] as const satisfies readonly Lint[]
export type LintId = (typeof LINTS)[number]['id']
