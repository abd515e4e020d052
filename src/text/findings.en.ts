/** Faults, statuses, calls and repairs in English. Component names, flags, file names and log text are never translated. */
import type { Role } from '../engine/path/fault.ts'
import { fileOf, fileOfCertificate, fileOrSetting, settingText, subject, type TextContext } from './context.ts'
import { extendedKeyUsage, moment, some } from './format.ts'
import { visible } from './visible.ts'
import type { FindingWords } from './words.ts'

const ROLES: { readonly [K in Role]: string } = {
  'end-entity': 'certificate',
  intermediate: 'intermediate CA certificate',
  'trust-anchor': 'trust anchor',
}
const which = (context: TextContext, id: number) => {
  const file = fileOfCertificate(context, id)
  return `"${subject(context, id)}"${file ? ` (${file})` : ''}`
}
const names = (list: readonly string[]) => (list.length ? some(list.map(visible), 8, (n) => `and ${n} more`) : 'no names')
const usages = (list: readonly string[]) => (list.length ? list.map(extendedKeyUsage).join(', ') : 'none')

export const FINDINGS_EN: FindingWords = {
  faults: {
    'path/no-end-entity': () => ({
      title: 'No certificate is presented',
      detail: 'The setting names a file in which there is no certificate to present.',
      remedy: 'Put the certificate that belongs to this setting into the file it names.',
    }),
    'path/issuer-unknown': (f, c) => ({
      title: 'Issuer is not among the trusted CAs',
      detail: `The ${ROLES[f.role]} ${which(c, f.certificate)} names "${c.certificate(f.certificate)?.issuer.text ?? ''}" as its issuer; the trust bundle of the other side holds no such CA.`,
      remedy: 'Re-issue the certificate with the CA the other side trusts, or add its CA to that trust bundle.',
    }),
    'path/signature-invalid': (f, c) => ({
      title: 'Signed by another CA of the same name',
      detail: `The trusted CA ${which(c, f.issuer)} bears the name that ${which(c, f.certificate)} gives as its issuer, but its key does not verify the signature.`,
      remedy: 'Re-issue the certificate with the CA now in use, or replace the stale CA certificate in the trust bundle.',
    }),
    'path/name-encoding-differs': (f, c) => ({
      title: 'Issuer name differs byte for byte',
      detail: `${which(c, f.certificate)} names its issuer with other string types than the subject of ${which(c, f.issuer)} uses; the text is equal, the bytes are not, and Go compares bytes.`,
      remedy: "Re-issue the certificate so that its issuer is a byte-for-byte copy of the CA's subject.",
    }),
    'path/not-a-ca': (f, c) => ({
      title: 'Issuer may not sign certificates',
      detail: `${which(c, f.certificate)} is used as a CA, but ${
        f.why === 'basic-constraints'
          ? 'its basicConstraints do not say CA:TRUE'
          : f.why === 'key-usage'
            ? 'its keyUsage lacks keyCertSign'
            : 'it is an X.509 version 1 certificate, accepted only as a trust anchor'
      }.`,
      remedy: 'Issue the CA certificate again with CA:TRUE and keyCertSign, keeping its key and subject, and distribute it.',
    }),
    'path/expired': (f, c) => ({
      title:
        f.role === 'end-entity'
          ? 'Certificate has expired'
          : f.role === 'intermediate'
            ? 'Intermediate CA has expired'
            : 'Trusted CA has expired',
      detail: `${which(c, f.certificate)} was valid until ${moment(f.notAfter)}; judged at ${moment(c.at)}.`,
      remedy:
        f.role === 'end-entity'
          ? 'Renew the certificate and restart what presents it.'
          : 'Replace the CA: issue a new CA certificate, distribute it, and re-issue what it signed.',
    }),
    'path/not-yet-valid': (f, c) => ({
      title: f.role === 'end-entity' ? 'Certificate is not yet valid' : 'CA certificate is not yet valid',
      detail: `${which(c, f.certificate)} is valid from ${moment(f.notBefore)}; judged at ${moment(c.at)}.`,
      remedy: 'Set the clock of the machine that issued it, then issue the certificate again; or wait until it becomes valid.',
    }),
    'path/usage-not-allowed': (f, c) => ({
      title: f.role === 'end-entity' ? 'Extended key usage forbids this role' : 'CA forbids this extended key usage',
      detail: `The call needs ${f.expected}; the ${ROLES[f.role]} ${which(c, f.certificate)} allows ${usages(f.presented)}.`,
      remedy: `Issue the certificate again with ${f.expected}: renewing copies the usages it has.`,
    }),
    'path/length-exceeded': (f, c) => ({
      title: 'CA allows fewer intermediates',
      detail: `${which(c, f.certificate)} allows ${f.maxPathLen} intermediate CA certificates below it; the chain has ${f.intermediates}.`,
      remedy: 'Issue the certificate directly below this CA, or re-issue the CA with a larger path length.',
    }),
    'path/name-constrained': (f, c) => ({
      title: "CA's name constraints forbid this name",
      detail: `${which(c, f.certificate)} ${
        f.why === 'excluded'
          ? `excludes "${visible(f.constraint)}"`
          : f.why === 'not-permitted'
            ? `permits only "${visible(f.constraint)}"`
            : `has the constraint "${visible(f.constraint)}", which cannot be applied`
      }; the certificate carries "${visible(f.name)}".`,
      remedy: 'Issue the certificate without that name, or by a CA whose constraints allow it.',
    }),
    'path/critical-extension-unknown': (f, c) => ({
      title: 'Critical extension that Go does not know',
      detail: `${which(c, f.certificate)} marks ${f.oids.join(', ')} as critical; Go refuses a certificate with a critical extension it does not process.`,
      remedy: 'Issue the certificate again without that extension, or with it not critical.',
    }),
    'path/policy-invalid': (f, c) => ({
      title: 'Certificate policies cannot be satisfied',
      detail: `The policy constraints on the path of ${which(c, f.certificate)} leave no valid policy.`,
      remedy: 'Issue the chain again with policies that agree, or without policy constraints.',
    }),
    'path/algorithm-insecure': (f, c) => ({
      title: 'Signature algorithm is refused as insecure',
      detail: `${which(c, f.certificate)} is signed by ${which(c, f.issuer)} with ${f.algorithm}; Go 1.18 and later refuse it.`,
      remedy: 'Issue the certificate again with SHA-256.',
    }),
    'path/algorithm-unsupported': (f, c) => ({
      title: 'Signature algorithm cannot be verified here',
      detail: `${which(c, f.certificate)} is signed with ${f.algorithm}, which this tool cannot verify; nothing is claimed about it.`,
      remedy: 'Verify this signature with a tool that knows the algorithm, or issue the certificate with RSA, ECDSA or Ed25519.',
    }),
    'path/name-not-covered': (f, c) => ({
      title:
        f.why === 'no-sans' || f.why === 'legacy-common-name'
          ? 'Server certificate has no subject alternative name'
          : f.why === 'no-ip-sans'
            ? 'Certificate does not cover any IP address'
            : f.why === 'invalid-name'
              ? 'Name dialled is not a valid host name'
              : 'Certificate does not cover the name dialled',
      detail: `The caller dials "${visible(f.dialled)}"; ${which(c, f.certificate)} covers ${names(f.presented)}.`,
      remedy: 'Issue the server certificate again with that name among its subject alternative names: renewing copies the names it has.',
    }),
    'path/budget-exhausted': (f) => ({
      title: 'Too many ways to verify this certificate',
      detail:
        f.what === 'drop'
          ? 'Whether this key signed it was not verified: the drop asks for more verifications than one may cost.'
          : `Go stops at ${f.limit} signature checks, and so does this search.`,
      remedy: 'Reduce the trust bundle to the CAs that are needed.',
    }),
    'edge/key-mismatch': (f) => ({
      title: 'Private key does not match the certificate',
      detail: `The certificate and the key of ${settingText(f.use)} (${visible(fileOf(f.use) ?? 'not in this drop')}) hold different public keys.`,
      remedy: 'Issue certificate and key again as a pair, or put the key back that belongs to the certificate.',
    }),
    'edge/file-unusable': (f) => ({
      title: 'Component cannot load this file',
      detail: `${f.use.component} reads ${visible(fileOf(f.use) ?? f.use.value ?? '')} for ${f.use.setting} and finds ${
        {
          empty: 'an empty file',
          'no-certificate': 'no certificate in it',
          'no-key': 'no private key in it',
          'bad-pem': 'PEM that cannot be decoded',
          'bad-base64': 'base64 that cannot be decoded',
          malformed: 'contents that cannot be parsed',
          'unsupported-key': 'a key of a kind it does not support',
          'key-too-small': 'a key too small to be accepted',
          encrypted: 'an encrypted key',
          'bad-kubeconfig': 'no usable kubeconfig',
          missing: 'no such file',
          'not-issued': 'nothing: its request for a serving certificate was not approved',
          'bad-yaml': 'YAML that cannot be parsed',
        }[f.why]
      }: ${visible(f.error)}`,
      remedy: 'Put a valid file in this place; the component does not start, or refuses the call, until then.',
    }),
    'edge/no-client-certificate': (f) => ({
      title: 'Caller presents no client certificate',
      detail: `The provider asks for a client certificate; ${f.use ? `${settingText(f.use)} gives none` : 'no setting of the caller names one'}.`,
      remedy: 'Name a client certificate and its key in the settings of the caller.',
    }),
    'edge/identity-wrong': (f) => ({
      title: 'Certificate names the wrong identity',
      detail: `The provider expects ${f.expected}; the certificate says user "${visible(f.user)}", groups ${f.groups.length ? f.groups.map((g) => `"${visible(g)}"`).join(', ') : 'none'}.`,
      remedy: 'Issue the certificate again with the right common name and organisation: renewing copies the ones it has.',
    }),
    'edge/name-not-allowed': (f) => ({
      title: 'Common name is not on the allowed list',
      detail: `${f.use ? settingText(f.use) : 'The provider'} allows ${names(f.allowed)}; the certificate says "${visible(f.presented)}".`,
      remedy: 'Issue the certificate with an allowed common name, or add the name to the list.',
    }),
    'edge/peer-address-not-covered': (f) => ({
      title: "Peer's address is not in its certificate",
      detail: `The member connects from ${visible(f.address)}; its peer certificate covers ${names(f.presented)}, and etcd refuses a peer whose address is not among them.`,
      remedy: "Issue this member's own peer certificate with its address; do not copy one from another member.",
    }),
    'edge/signing-key-not-accepted': (f) => ({
      title: 'Token signing key is not accepted',
      detail: `${f.signer.component} signs tokens with ${fileOrSetting(f.signer)}; none of the keys in ${f.verifiers.length ? f.verifiers.map(fileOrSetting).join(', ') : 'the verifier'} verifies them.`,
      remedy:
        'Copy one sa.key and sa.pub pair to every control-plane node, restart kube-apiserver and kube-controller-manager, and recreate old tokens.',
    }),
    'edge/setting-required': (f) => ({
      title: 'kube-apiserver does not start without this',
      detail: `From v1.20 on kube-apiserver needs ${f.settings.join(' and ')}; ${visible(f.use.location?.file ?? 'its command line')} does not set ${f.settings.length > 1 ? 'them' : 'it'}.`,
      remedy: 'Add the flags to the manifest of kube-apiserver.',
    }),
    'edge/token-issuer-not-accepted': (f) => ({
      title: "Token's issuer is not accepted",
      detail: `The token says issuer "${visible(f.issuer)}"; kube-apiserver accepts ${names(f.accepted)}.`,
      remedy: 'Recreate the token, or add its issuer to --service-account-issuer.',
    }),
    'edge/token-expired': (f, c) => ({
      title: 'Service-account token has expired',
      detail: `The token was valid until ${moment(f.expires)}; judged at ${moment(c.at)}.`,
      remedy: 'Request a new token.',
    }),
    'edge/kubeconfig-invalid': (f) => ({
      title: 'Kubeconfig cannot be used',
      detail: `${visible(fileOf(f.use) ?? f.use.value ?? '')}: ${visible(f.error)}`,
      remedy: 'Write the kubeconfig again; for kubeadm, delete it and run the matching "kubeadm init phase kubeconfig".',
    }),
    'edge/root-ca-not-in-bundle': (f) => ({
      title: 'Pods get a CA that does not verify kube-apiserver',
      detail: `${settingText(f.use)} is published to every pod as kube-root-ca.crt, and kube-apiserver's certificate does not verify with it.`,
      remedy: "Set --root-ca-file to a bundle that holds the CA of kube-apiserver's certificate and restart kube-controller-manager.",
    }),
    'edge/bootstrap-fallback': (f) => ({
      title: 'Kubelet falls back to its bootstrap file',
      detail: `The client certificate of ${settingText(f.use)} expired at ${moment(f.notAfter)}; the kubelet then looks for a bootstrap kubeconfig.`,
      remedy: 'Give the node a new kubelet.conf or a new bootstrap token, remove the old kubelet-client files, and restart the kubelet.',
    }),
  },
  read: {
    'read/der-malformed': {
      title: 'DER cannot be decoded',
      detail: 'The file does not hold well-formed DER.',
      remedy: 'Export the object again from where it came from.',
    },
    'read/certificate-malformed': {
      title: 'Certificate cannot be parsed',
      detail: 'Go refuses this certificate, and so does every component.',
      remedy: 'Issue or copy the certificate again.',
    },
    'read/key-malformed': {
      title: 'Key cannot be parsed',
      detail: 'The block is labelled as a key but does not hold one.',
      remedy: 'Copy the key again, or issue certificate and key as a new pair.',
    },
    'read/key-encrypted': {
      title: 'Private key is encrypted',
      detail: 'Kubernetes components cannot load an encrypted key; whether it matches its certificate was not checked.',
      remedy: 'Store the key without a passphrase and protect it with file modes.',
    },
    'read/pem-unterminated': {
      title: 'PEM block has no end line',
      detail: 'A BEGIN line has no matching END line: the file was cut off.',
      remedy: 'Copy the whole file again.',
    },
    'read/pem-malformed': {
      title: 'PEM block cannot be decoded',
      detail: 'The base64 between the armour lines is damaged.',
      remedy: 'Copy the file again, byte for byte.',
    },
    'read/pem-hidden': {
      title: 'PEM block is hidden from the components',
      detail: 'Go does not find this block, though a reader does: a byte-order mark, an indent or another damage of the armour hides it.',
      remedy: 'Write the file again with each BEGIN and END line at the start of a line.',
    },
    'read/base64-malformed': {
      title: 'Base64 cannot be decoded',
      detail: 'The value is not valid base64.',
      remedy: 'Encode the value again without line breaks.',
    },
    'read/yaml-malformed': {
      title: 'YAML cannot be parsed',
      detail: 'The file is not valid YAML.',
      remedy: 'Repair the syntax at the place named.',
    },
    'read/json-malformed': {
      title: 'JSON cannot be parsed',
      detail: 'The file is not valid JSON.',
      remedy: 'Repair the syntax at the place named.',
    },
    'read/kubeconfig-malformed': {
      title: 'Kubeconfig cannot be read',
      detail: 'A field of the kubeconfig does not have the type it must have.',
      remedy: 'Repair the field at the place named.',
    },
    'read/settings-malformed': {
      title: 'Settings cannot be read',
      detail: 'Part of this configuration does not have the form its component reads.',
      remedy: 'Repair the field at the place named.',
    },
    'read/settings-unfilled': {
      title: 'A specifier of a systemd unit is not filled in',
      detail:
        'The unit takes the name of its host or of its instance here, and nothing in the drop says it: what depends on it is left open.',
      remedy: 'Add /etc/hostname, or the links of the instances below /etc/systemd/system, to the drop.',
    },
    'read/token-malformed': {
      title: 'Token cannot be decoded',
      detail: 'The value looks like a token but is not a well-formed JWT.',
      remedy: 'Request a new token.',
    },
    'read/gzip-malformed': {
      title: 'Gzip stream is damaged',
      detail: 'The compressed data ends early or fails its checksum; what came before was read.',
      remedy: 'Make the archive again.',
    },
    'read/tar-malformed': {
      title: 'Tar archive is damaged',
      detail: 'A header cannot be read; entries before it were read.',
      remedy: 'Make the archive again.',
    },
    'read/zip-malformed': { title: 'Zip archive is damaged', detail: 'An entry cannot be read.', remedy: 'Make the archive again.' },
    'read/unsupported-archive': {
      title: 'Archive format is not supported',
      detail: 'This kind of archive or compression is not read.',
      remedy: 'Unpack it, or make a .tar.gz or .zip of it.',
    },
    'read/unsafe-path': {
      title: 'Path leaves the archive',
      detail: 'The entry was not used under this path.',
      remedy: 'Make the archive with relative paths.',
    },
    'read/link-cycle': {
      title: 'Links point to one another',
      detail: 'Following the link never ends at a file.',
      remedy: 'Add the file itself to the archive.',
    },
    'read/link-outside': {
      title: 'Link points out of the drop',
      detail: 'The target of the link is not among the files dropped.',
      remedy: 'Add the target of the link to the archive.',
    },
    'read/duplicate-path': {
      title: 'Two files have the same path',
      detail: 'Both were seen; the one tar would leave in place was used.',
      remedy: 'Drop one of them, or put each in a folder of its own.',
    },
    'read/too-large': {
      title: 'File is too large to be read',
      detail: 'The file exceeds the limit for one file and was not looked at.',
      remedy: 'Drop the file alone if it is needed, or leave it out.',
    },
    'read/too-many-entries': {
      title: 'More entries than are read',
      detail: 'Reading stopped at the limit: what follows was not looked at.',
      remedy: 'Drop fewer files at once.',
    },
    'read/too-deep': {
      title: 'Path or nesting is too deep',
      detail: 'The entry lies deeper than the limit and was not looked at.',
      remedy: 'Drop the inner folder itself.',
    },
    'read/ratio': {
      title: 'Archive inflates beyond reason',
      detail: 'Reading stopped: the archive expands far more than configuration does.',
      remedy: 'Unpack it yourself and drop the files.',
    },
    'read/unreadable': {
      title: 'File could not be opened',
      detail: 'The browser or the system refused to read this file.',
      remedy: 'Make a tar archive as root and drop that.',
    },
    'read/budget-exhausted': {
      title: 'Too many signatures to verify',
      detail: 'Verifying stopped at a limit. Who signed this, and perhaps others, is not known: calls that depend on it are not proven.',
      remedy: 'Drop fewer files at once.',
    },
  },
  readPlace: (f) =>
    [
      f.line !== null ? `line ${f.line}` : f.offset !== null ? `byte ${f.offset}` : '',
      f.expected ? `expected ${visible(f.expected)}` : '',
      f.presented ? `found ${visible(f.presented)}` : '',
      f.limit !== null ? `limit ${f.limit}` : '',
    ]
      .filter(Boolean)
      .join('; '),
  steps: {
    run: (s) => (s.on ? `Run on ${visible(s.on)}: ${visible(s.command)}` : `Run: ${visible(s.command)}`),
    restart: (s) =>
      ({
        'static-pod': `Restart ${s.component}: move its manifest out of the manifest folder for twenty seconds and back.`,
        systemd: `Restart ${s.component}: systemctl restart ${s.component}`,
        snap: `Restart ${s.component} with the snap that runs it.`,
        service: `Restart the service that runs ${s.component}.`,
        none: `${s.component} needs no restart.`,
      })[s.how],
    edit: (s) =>
      s.value === null ? `In ${visible(s.file)} remove ${s.setting}.` : `In ${visible(s.file)} set ${s.setting} to ${visible(s.value)}.`,
    copy: (s) => `Copy ${visible(s.what)} to ${visible(s.to)}.`,
    'add-to-drop': (s) => `Add ${visible(s.file)} to the drop.`,
    explain: (s) => FINDINGS_EN.notes[s.note],
  },
  notes: {
    'renew-copies-names':
      'kubeadm certs renew copies names, organisation and usages from the old certificate: delete the file first and let kubeadm make it anew.',
    'no-automatic-ca-rotation':
      'kubeadm does not rotate a CA: make the new CA, trust old and new together, re-issue everything, then remove the old one.',
    'kubelet-rejoins': 'Or join the node again: kubeadm token create --print-join-command on a control plane gives the command.',
    'approve-csr': 'Approve the request: kubectl get csr, then kubectl certificate approve NAME.',
    'copy-admin-conf': 'Copy the new admin.conf to every place that holds a copy, such as ~/.kube/config.',
    'same-keys-on-all-control-planes': 'Keep the same sa.key and sa.pub on every control-plane node.',
    'external-etcd-ca':
      'Fetch the CA certificate and a client certificate from whoever runs etcd: --etcd-cafile, --etcd-certfile and --etcd-keyfile must come from the same place.',
    'reissue-with-your-ca': 'Issue the certificate with the CA you keep outside the cluster.',
    'managed-by-distribution': 'The distribution issues this certificate: use its own command, then restart the node service.',
    'managed-cluster': 'The provider manages this certificate: fetch a new kubeconfig from it.',
    'check-clock': 'Compare the clocks of the nodes before issuing anything.',
    'bundle-old-and-new': 'While rotating, keep the old and the new CA together in every trust bundle.',
    'recreate-tokens': 'Then restart the pods, so that they get new tokens, and recreate the Secrets that hold old ones.',
    'or-verify-no-kubelet': 'Or remove --kubelet-certificate-authority from kube-apiserver: kubelets are then not verified.',
    'by-design': 'This is how the distribution sets it up; nothing has to be repaired.',
  },
  statuses: {
    broken: { word: 'broken', meaning: 'This handshake fails.' },
    plaintext: { word: 'plaintext', meaning: 'The connection is not encrypted and nobody is verified.' },
    unproven: { word: 'unproven', meaning: 'What would prove or refute it is not in the drop.' },
    unverified: { word: 'unverified', meaning: 'This side is configured not to check the other.' },
    token: { word: 'token', meaning: 'The credential is a bearer token, not a certificate.' },
    trusted: { word: 'trusted', meaning: 'Proved: the chain, the dates, the usage and the name hold.' },
    absent: { word: 'absent', meaning: 'This cluster does not make this call.' },
    'not-applicable': { word: 'not applicable', meaning: 'There is nothing to check in this half.' },
  },
  severities: { error: 'error', warning: 'warning', notice: 'notice' },
  versionNotes: {
    sha1: (n) => `SHA-1 signatures are accepted before Kubernetes ${n.from ?? '1.24'}.`,
    'legacy-common-name': (n) => `A common name counts as a host name before Kubernetes ${n.from ?? '1.19'}.`,
    'negative-serial': (n) => `A negative serial number is accepted before Kubernetes ${n.from ?? '1.32'}.`,
    'etcd-client-auth-3.3': () =>
      'Up to etcd 3.3 --client-cert-auth decides; from 3.4 a trusted CA alone already enforces client certificates.',
    'organisation-by-version': () =>
      'Which organisation kubeadm writes into this certificate depends on its version; an older one still works.',
    'user-uid': (n) => `The user id in the subject is read from Kubernetes ${n.from ?? '1.33'}.`,
    'go-x509': (n) => `Versions of Go decide this differently${n.from ? ` (from ${n.from})` : ''}.`,
  },
  callNotes: {
    'held-until-restart':
      'If logs and exec answer Unauthorized all the same: kube-apiserver holds this client certificate in memory and may still present the one from before a renewal. Restart kube-apiserver.',
    'kubelet-client-binding':
      'From v1.33.12, v1.34.8, v1.35.5 and v1.36.1 on this user needs a binding. If logs and exec answer "Forbidden (user=kube-apiserver-kubelet-client, verb=get, resource=nodes, subresource=proxy)": kubectl create clusterrolebinding kubeadm:apiserver-kubelet-client --clusterrole=system:kubelet-api-admin --user=kube-apiserver-kubelet-client',
    'cluster-admins-binding':
      'This group is nobody without its binding. If kubectl answers "User "kubernetes-admin" cannot ...": kubectl --kubeconfig /etc/kubernetes/super-admin.conf create clusterrolebinding kubeadm:cluster-admins --clusterrole=cluster-admin --group=kubeadm:cluster-admins',
    'loopback-certificate':
      'kube-apiserver also calls itself with a certificate it keeps in memory alone. If it has run for more than a year and logs errors of its own loopback client: restart kube-apiserver.',
  },
  edges: {
    'etcd->etcd': 'Members of etcd replicate the cluster state among themselves; one certificate serves as server and as client.',
    'etcdctl->etcd': 'Operators, health probes and kubeadm talk to etcd with the health-check client certificate.',
    'kube-apiserver->etcd': 'kube-apiserver stores and watches every object of the cluster in etcd.',
    'pod->kube-apiserver': 'Workloads in pods reach kube-apiserver by its service name or address, with a service-account token.',
    'kube-controller-manager->kube-apiserver': 'kube-controller-manager runs the control loops through kube-apiserver.',
    'kube-scheduler->kube-apiserver': 'kube-scheduler watches for pods without a node and binds them.',
    'kube-proxy->kube-apiserver': 'kube-proxy watches services and endpoints to program each node.',
    'kubelet->kube-apiserver': 'Each kubelet registers its node, reports its state and fetches its pods.',
    'admin->kube-apiserver': 'Administrators use admin.conf with kubectl.',
    'super-admin->kube-apiserver': 'The break-glass credential that bypasses authorisation.',
    'user->kube-apiserver': 'A kubeconfig of a person in the drop, as kubectl would use it.',
    'client->kube-apiserver': 'Another kubeconfig of a component, as its holder would use it.',
    'client->kubelet': 'metrics-server, Prometheus and others read metrics from the kubelet.',
    'kube-apiserver->kubelet': 'kube-apiserver reaches the kubelet for logs, exec, port-forward and node proxy.',
    'controller-manager-signer->kube-apiserver':
      'kube-controller-manager signs Secret-based service-account tokens; kube-apiserver verifies them with the public key.',
    'apiserver-signer->kube-apiserver': 'kube-apiserver signs projected service-account tokens and must accept its own.',
    'token->kube-apiserver': 'A service-account token found in the drop, as kube-apiserver would judge it.',
    'kube-apiserver->extension-apiserver': 'kube-apiserver forwards requests to extension API servers as the front proxy.',
    'kubelet-bootstrap->kube-apiserver': 'A joining node asks for its first certificate with a bootstrap token.',
    'cloud-controller-manager->kube-apiserver': 'The cloud controller manager runs the loops of the cloud provider through kube-apiserver.',
    'konnectivity-server->kube-apiserver': 'konnectivity-server has the tokens of its agents reviewed by kube-apiserver.',
    'kube-apiserver->konnectivity-server': 'kube-apiserver sends its calls to nodes and services through konnectivity-server.',
    'konnectivity-agent->konnectivity-server': 'A konnectivity-agent on each node keeps a tunnel open to konnectivity-server.',
    'kube-apiserver->webhook': 'kube-apiserver asks admission webhooks before it stores an object.',
    'kube-apiserver->conversion-webhook': 'kube-apiserver asks a webhook to convert custom resources between versions.',
    'kube-apiserver->audit-webhook': 'kube-apiserver sends audit events to a remote backend.',
    'kube-apiserver->authentication-webhook': 'kube-apiserver asks a webhook whose a bearer token is.',
    'kube-apiserver->authorization-webhook': 'kube-apiserver asks a webhook whether a request is allowed.',
    'kube-apiserver->image-policy-webhook': 'kube-apiserver asks a webhook whether an image may run.',
    'kube-apiserver->kms-plugin': 'kube-apiserver has keys for stored objects wrapped by a plugin, over a local socket.',
    'kube-apiserver->oidc-issuer': 'kube-apiserver fetches the keys of the OIDC issuer that vouches for users.',
    'kube-apiserver->kube-apiserver': 'kube-apiserver forwards requests to a peer that serves the wanted version, as the front proxy.',
    'metrics-client->kube-controller-manager': 'Prometheus and others read metrics from kube-controller-manager.',
    'metrics-client->kube-scheduler': 'Prometheus and others read metrics from kube-scheduler.',
    'metrics-client->etcd': 'Prometheus and others read metrics from etcd.',
    'token-verifier->kube-apiserver': 'Others than kube-apiserver fetch the keys that verify service-account tokens.',
    'pod->pod': 'Pods show each other certificates of one signer and trust its ClusterTrustBundle.',
    'client->server': 'A certificate and a trust bundle without a cluster around them.',
  },
}
