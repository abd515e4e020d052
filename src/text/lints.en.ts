/** What each rule says in English. */
import { all, data, files, on, usages, when } from './lint-evidence.ts'
import type { LintWords } from './words.ts'

export const LINTS_EN: LintWords = {
  'rfc5280/outlives-issuer': {
    title: 'Certificate outlives its CA',
    detail: (f, c) =>
      `${on(f, c)} says it is valid until ${when(f, 'notAfter')}, its CA only until ${when(f, 'end')}: from then on it is refused.`,
    remedy: 'Plan the change of the CA before that date; issue leaf certificates that end before it.',
  },
  'rfc5280/leaf-is-ca': {
    title: 'Component presents a CA certificate',
    detail: (f, c) => `${on(f, c)} is presented in a handshake and has CA:TRUE: whoever holds its key can issue certificates.`,
    remedy: 'Issue an end-entity certificate without CA:TRUE for this component.',
  },
  'rfc5280/version-1': {
    title: 'X.509 version 1 certificate',
    detail: (f, c) => `${on(f, c)} is version 1: it cannot say what it may be used for.`,
    remedy: 'Issue it again as version 3.',
  },
  'rfc5280/serial-zero': {
    title: 'Serial number is zero',
    detail: (f, c) => `${on(f, c)} has serial number 0; RFC 5280 wants a positive one. Nothing refuses it.`,
    remedy: 'Nothing has to be done now; a new certificate gets a random serial number.',
  },
  'rfc5280/serial-duplicate': {
    title: 'Two certificates share a serial number',
    detail: (f, c) => `${f.certificates.length} certificates of one CA have serial number ${data(f, 'serial')}: ${all(f, c)}.`,
    remedy: 'Issue all but one of them again.',
  },
  'rfc5280/serial-too-long': {
    title: 'Serial number is longer than 20 octets',
    detail: (f, c) => `${on(f, c)} has a serial number of ${data(f, 'octets')} octets.`,
    remedy: 'Issue it again with a serial number of at most 20 octets.',
  },
  'rfc5280/key-identifier-absent': {
    title: 'Certificates without key identifiers',
    detail: (f, c) =>
      `${f.certificates.length} certificates have no key identifier: ${all(f, c)}. kubeadm before 2020 made them so; nothing refuses them.`,
    remedy: 'Nothing has to be done; certificates issued by a newer release carry them.',
  },
  'rfc5280/key-identifier-differs': {
    title: 'Key identifier names another key',
    detail: (f, c) =>
      `${on(f, c)} is signed by the CA in the drop, but its authorityKeyIdentifier is not the subjectKeyIdentifier of that CA.`,
    remedy: 'Issue the certificate again with the CA now in use; other software than Go may refuse it.',
  },
  'rfc5280/aki-critical': {
    title: 'Key identifier is marked critical',
    detail: (f, c) => `${on(f, c)} marks ${data(f, 'oids')} critical; RFC 5280 forbids it.`,
    remedy: 'Issue the certificate again with that extension not critical.',
  },
  'rfc5280/ca-basic-constraints-not-critical': {
    title: 'CA constraint is not critical',
    detail: (f, c) => `${on(f, c)} has basicConstraints that are not critical. Go does not mind.`,
    remedy: 'Mark basicConstraints critical when the CA is issued again.',
  },
  'rfc5280/leaf-may-sign-certificates': {
    title: 'Certificate that is no CA may sign certificates',
    detail: (f, c) => `${on(f, c)} is no CA, and its key usage has keyCertSign. Go refuses what it signs; not every library does.`,
    remedy: 'Issue it again without keyCertSign.',
  },
  'rfc5280/ca-key-usage-absent': {
    title: 'CA without key usage',
    detail: (f, c) => `${on(f, c)} is a CA and has no key usage: nothing limits what its key may sign.`,
    remedy: 'Give the next CA the key usage keyCertSign and cRLSign.',
  },
  'rfc5280/name-constraints-not-critical': {
    title: 'Name constraints are not critical',
    detail: (f, c) => `${on(f, c)} has name constraints that are not critical: software that does not know them ignores them.`,
    remedy: 'Issue the CA again with critical name constraints.',
  },
  'rfc5280/empty-subject-names-not-critical': {
    title: 'Empty subject, and alternative names not critical',
    detail: (f, c) => `${on(f, c)} has an empty subject, so its subject alternative names must be critical and are not.`,
    remedy: 'Issue it again with a subject, or with critical subject alternative names.',
  },
  'rfc5280/issued-before-issuer': {
    title: 'Certificate begins before its CA',
    detail: (f, c) => `${on(f, c)} is valid from ${when(f, 'notBefore')}, its CA from ${when(f, 'start')}.`,
    remedy: 'Compare the clocks of the nodes; where the CA was renewed with its old key this is harmless.',
  },
  'kubernetes/etcd-ca-shared': {
    title: 'etcd trusts the CA of the cluster',
    detail: (f, c) =>
      `${all(f, c)}: the same key is trusted by etcd and by kube-apiserver, so a client certificate of the cluster opens etcd too.`,
    remedy: 'Give etcd a CA of its own and issue its certificates and clients with it.',
  },
  'kubernetes/front-proxy-ca-shared': {
    title: 'Front proxy shares the client CA',
    detail: (f, c) =>
      `${all(f, c)} is trusted by --requestheader-client-ca-file and by --client-ca-file: clients are taken for the front proxy first and refused with "x509: subject with cn=... is not in the allowed list", or speak for anyone where no names are listed.`,
    remedy: 'Make a CA of its own for the front proxy and issue front-proxy-client with it.',
  },
  'kubernetes/ca-name-collision': {
    title: 'Different CAs bear one name',
    detail: (f, c) => `${data(f, 'keys')} different keys under one name: ${all(f, c)}.`,
    remedy: 'Find out which one is in use, and remove the stale one from every bundle and kubeconfig.',
  },
  'kubernetes/ca-key-present': {
    title: 'Private key of a CA is present',
    detail: (f, c) => `${files(f)} is the private key of ${on(f, c)}: whoever holds it can become anyone in this cluster.`,
    remedy: 'Keep CA keys off the nodes (external CA mode) and out of archives; treat this archive as secret.',
  },
  'kubernetes/usage-too-wide': {
    title: 'Client certificate may do more than needed',
    detail: (f, c) => `${on(f, c)} is only presented by a client and allows ${usages(f)}.`,
    remedy: 'Issue it with clientAuth alone.',
  },
  'kubernetes/wildcard-name': {
    title: 'Server certificate has a wildcard',
    detail: (f, c) => `${on(f, c)} covers ${data(f, 'names')}.`,
    remedy: 'List the names that are dialled instead.',
  },
  'kubernetes/system-masters': {
    title: 'Certificate is in system:masters',
    detail: (f, c) => `${on(f, c)} bypasses authorisation until ${when(f, 'notAfter')} and cannot be revoked.`,
    remedy: 'Give its holder a certificate with a group bound by RBAC, and change the CA if this one may have leaked.',
  },
  'kubernetes/kubelet-client-privileged': {
    title: 'Kubelet client is an administrator',
    detail: (f, c) => `${on(f, c)} is in ${data(f, 'group')}; release ${data(f, 'version')} needs no group for it.`,
    remedy: 'Bind system:kubelet-api-admin to the user kube-apiserver-kubelet-client, then issue the certificate without an organisation.',
  },
  'kubernetes/etcd-client-organisation': {
    title: 'etcd client has a needless group',
    detail: (f, c) => `${on(f, c)} says system:masters, which means nothing to etcd. Releases from 1.29 leave it out.`,
    remedy: 'Delete the file and let kubeadm init phase certs write it anew: renewing copies the group.',
  },
  'kubernetes/super-admin-present': {
    title: 'super-admin.conf lies on the node',
    detail: (f) => `${files(f)} bypasses authorisation and cannot be revoked.`,
    remedy: 'Move it to a safe place off the node.',
  },
  'kubernetes/admin-masters': {
    title: 'admin.conf is still in system:masters',
    detail: (f, c) => `${on(f, c)} bypasses authorisation; kubeadm writes kubeadm:cluster-admins since 1.29.`,
    remedy: 'Delete admin.conf and run kubeadm init phase kubeconfig admin, after binding kubeadm:cluster-admins.',
  },
  'kubernetes/insecure-skip-tls-verify': {
    title: 'Kubeconfig does not verify the server',
    detail: (f) => `${files(f)} is true: any server is accepted.`,
    remedy: 'Remove it and put the CA of kube-apiserver into certificate-authority-data.',
  },
  'kubernetes/plaintext-server': {
    title: 'Kubeconfig dials without TLS',
    detail: (f) => `${files(f)} is ${data(f, 'server')}.`,
    remedy: 'Use https and the CA of kube-apiserver.',
  },
  'kubernetes/kubelet-conf-embedded': {
    title: 'kubelet.conf embeds its certificate',
    detail: (f) => `${files(f)} holds a certificate; rotation writes kubelet-client-current.pem, which this file does not name.`,
    remedy: 'Set client-certificate and client-key to /var/lib/kubelet/pki/kubelet-client-current.pem and restart the kubelet.',
  },
  'kubernetes/bootstrap-kubeconfig-left': {
    title: 'Bootstrap kubeconfig is still there',
    detail: (f) => `${files(f)} holds a bootstrap token, and the node already has its client certificate.`,
    remedy: 'Delete the file, and the token with kubeadm token delete.',
  },
  'kubernetes/static-credentials': {
    title: 'Static credential is configured',
    detail: (f) => `${files(f)} has a ${data(f, 'setting')} that never expires.`,
    remedy: 'Use client certificates, short-lived tokens or an OIDC issuer instead.',
  },
  'kubernetes/kubelet-not-verified': {
    title: 'kube-apiserver does not verify kubelets',
    detail: (f) => `${files(f)} has no --kubelet-certificate-authority: any server is taken for the kubelet.`,
    remedy:
      'Let kubelets get serving certificates from the cluster (serverTLSBootstrap), approve them, then set --kubelet-certificate-authority.',
  },
  'kubernetes/kubelet-self-signed': {
    title: 'Kubelet serves a self-made certificate',
    detail: (f, c) => `${on(f, c)} was made by the kubelet itself; no CA of the cluster signed it.`,
    remedy: 'Set serverTLSBootstrap: true in the kubelet configuration, restart the kubelet and approve its request.',
  },
  'kubernetes/etcd-plaintext': {
    title: 'etcd listens without TLS',
    detail: (f) => `${files(f)}: ${data(f, 'urls')}.`,
    remedy: 'Use https URLs and give etcd certificates.',
  },
  'kubernetes/etcd-auto-tls': {
    title: 'etcd makes its own certificates',
    detail: (f) => `${files(f)} sets ${data(f, 'settings')}: nobody can verify such a certificate.`,
    remedy: 'Issue certificates from the etcd CA and remove the setting.',
  },
  'kubernetes/etcd-no-client-auth': {
    title: 'etcd does not ask for certificates',
    detail: (f) => `${files(f)} has neither ${data(f, 'settings')} nor a trusted CA for it.`,
    remedy: 'Set --client-cert-auth=true and --trusted-ca-file, and the same for peers.',
  },
  'kubernetes/requestheader-any-name': {
    title: 'Front proxy accepts any common name',
    detail: (f) => `${files(f)}: --requestheader-allowed-names is empty.`,
    remedy: 'Set --requestheader-allowed-names=front-proxy-client.',
  },
  'kubernetes/etcd-server-usage': {
    title: "etcd's server certificate lacks clientAuth",
    detail: (f, c) =>
      `${on(f, c)} allows ${usages(f)}. etcd's gateway dials etcd with it and is refused: etcd logs "remote error: tls: bad certificate" and "x509: certificate specifies an incompatible key usage"; other clients get in.`,
    remedy: 'Issue it again with serverAuth and clientAuth, or give etcd a --client-cert-file; then restart etcd.',
  },
  'kubernetes/signing-ca-not-trusted': {
    title: 'CA that signs kubelets is not trusted',
    detail: (f, c) =>
      `${on(f, c)} signs requests of kubelets (${data(f, 'file')}) and is not in --client-ca-file of kube-apiserver: after its next rotation a kubelet gets Unauthorized, and kube-apiserver logs "x509: certificate signed by unknown authority".`,
    remedy: 'Add this CA to the file of --client-ca-file on every control plane, beside the one that is there.',
  },
  'kubernetes/discovery-hash': {
    title: 'Hash for kubeadm join fits no CA',
    detail: (f) =>
      `${files(f)} pins ${data(f, 'presented')}; the cluster's CA has ${data(f, 'expected')}. kubeadm join ends with "cluster CA found in cluster-info ConfigMap is invalid: none of the public keys ... are pinned".`,
    remedy: 'Put the hash of ca.crt into caCertHashes (--discovery-token-ca-cert-hash).',
  },
  'kubernetes/metrics-self-made': {
    title: 'Metrics port has a certificate for localhost',
    detail: (f) =>
      `${data(f, 'component')} listens beyond its node (${files(f)}) without --tls-cert-file: it makes a certificate in memory for localhost and 127.0.0.1 alone, and whoever scrapes port ${data(f, 'port')} by address gets "x509: certificate is valid for 127.0.0.1, not ...".`,
    remedy: 'Give it --tls-cert-file and --tls-private-key-file, let the scraper skip verification, or bind it to 127.0.0.1.',
  },
  'kubernetes/service-account-tls-key': {
    title: 'Tokens depend on the TLS key',
    detail: (f) => `${files(f)}: no --service-account-key-file but the TLS key of kube-apiserver.`,
    remedy: 'Make a key pair for service accounts and name it in --service-account-key-file.',
  },
  'kubernetes/tls-floor': {
    title: 'Server allows outdated TLS',
    detail: (f) => `${files(f)} allows ${data(f, 'presented')}.`,
    remedy: 'Set the floor to TLS 1.2 and leave suites without ECDHE out.',
  },
  'kubernetes/always-allow': {
    title: 'Authorisation allows everything',
    detail: (f) => `${files(f)}: ${data(f, 'component')} runs with AlwaysAllow.`,
    remedy: 'Set Node,RBAC for kube-apiserver, Webhook for the kubelet.',
  },
  'kubernetes/ca-differs-between-nodes': {
    title: 'Control-plane nodes hold different shared keys',
    detail: (f) =>
      data(f, 'odd') === ''
        ? `${data(f, 'nodes')} hold different keys in ${files(f)}.`
        : `${data(f, 'odd')} holds another key in ${files(f)} than the other nodes of ${data(f, 'nodes')}.`,
    remedy: 'Copy the pair of a node that is right to the others and issue again what the odd key signed.',
  },
  'kubernetes/leaf-shared-between-nodes': {
    title: 'Several nodes share one certificate',
    detail: (f, c) => `${on(f, c)} lies on ${data(f, 'nodes')}.`,
    remedy: 'Issue a certificate for each node.',
  },
  'cis/key-readable': {
    title: 'Private key is readable by others',
    detail: (f) => `${files(f)} has mode ${data(f, 'mode')} and holds a private key or a token.`,
    remedy: 'Run chmod 600 on the file.',
  },
  'cis/file-mode': {
    title: 'File is more open than the benchmark wants',
    detail: (f) => `Mode ${data(f, 'mode')}: ${files(f)}. Controls ${data(f, 'controls')} allow ${data(f, 'limit')} or stricter.`,
    remedy: 'Run chmod with that mode on the file.',
  },
  'cis/file-owner': {
    title: 'File does not belong to root',
    detail: (f) => `Owner ${data(f, 'owner')}: ${files(f)}. Controls ${data(f, 'controls')} want root:root.`,
    remedy: 'Run chown root:root on the file. If the archive was not made as root, make it again as root first.',
  },
  'advice/expiring': {
    title: 'Certificate expires soon',
    detail: (f, c) => `${on(f, c)} ends in ${data(f, 'days')} days, at ${when(f, 'notAfter')}.`,
    remedy: 'Renew it now, restart what presents it, and copy admin.conf again where copies are kept.',
  },
  'advice/ca-expiring': {
    title: 'CA expires within a year',
    detail: (f, c) => `${on(f, c)} ends in ${data(f, 'days')} days, at ${when(f, 'notAfter')}: everything it signed ends with it.`,
    remedy: 'Plan the rotation now: trust old and new CA together, re-issue everything, then remove the old one.',
  },
  'advice/long-validity': {
    title: 'Leaf certificate lives very long',
    detail: (f, c) =>
      `${on(f, c)} is valid for ${data(f, 'days')} days, more than ${data(f, 'limit')}: a stolen key stays useful that long, as nothing in Kubernetes revokes it.`,
    remedy: 'Issue it for a year and renew it as a matter of routine.',
  },
  'advice/long-ca-validity': {
    title: 'CA lives longer than ten years',
    detail: (f, c) => `${on(f, c)} is valid for ${data(f, 'days')} days.`,
    remedy: 'Choose ten years or less when the CA is next made.',
  },
  'advice/weak-key': {
    title: 'Key is too weak',
    detail: (f, c) => `${on(f, c)} has a key of ${data(f, 'key')} bits.`,
    remedy: 'Issue it again with RSA 2048 or more, or ECDSA P-256.',
  },
  'advice/rsa-2048-after-2030': {
    title: 'RSA 2048 beyond 2030',
    detail: (f, c) => `${f.certificates.length} certificates with RSA 2048 are valid beyond 2030: ${all(f, c)}.`,
    remedy: 'Choose RSA 3072 or ECDSA P-256 when the CA is next made.',
  },
  'advice/rsa-exponent': {
    title: 'RSA exponent is unsafe',
    detail: (f, c) => `${on(f, c)} has the public exponent ${data(f, 'exponent')}.`,
    remedy: 'Issue it again with a new key; 65537 is the usual exponent.',
  },
  'advice/uncommon-algorithm': {
    title: 'Algorithm is uncommon in clusters',
    detail: (f, c) => `${on(f, c)} is signed with ${data(f, 'algorithm')}: Go verifies it, other tools may not.`,
    remedy: 'Check the other readers of this certificate, or use ECDSA P-256.',
  },
  'advice/key-reuse': {
    title: 'One key serves several roles',
    detail: (f, c) => `The same key is used by ${all(f, c)}.`,
    remedy: 'Give each role a key of its own.',
  },
  'advice/unexplained-address': {
    title: 'Certificate covers addresses nobody uses',
    detail: (f, c) => `${on(f, c)} covers ${data(f, 'addresses')}, which no setting or kubeconfig in the drop mentions.`,
    remedy: 'If these are old addresses, leave them out when the certificate is next issued.',
  },
  'advice/odd-pem': {
    title: 'File holds blocks that nobody reads',
    detail: (f) =>
      `${files(f)} holds blocks that no component reads (${data(f, 'odd')}) or certificates that stand in it twice (${data(f, 'twice')}).`,
    remedy: 'Remove what is not needed from the file.',
  },
  'advice/bundle-leftover': {
    title: 'Trust bundle holds a CA nobody needs',
    detail: (f, c) =>
      `${files(f)} (${data(f, 'setting')}) still holds ${all(f, c)}, ${data(f, 'why') === 'unused' ? 'which no certificate of this drop needs: all come from its later namesake' : 'which has expired'}.`,
    remedy: 'Remove that CA from the bundle, once no client has a certificate from it, and restart its readers.',
  },
}
