/** Every sentence of the page in English. The Chinese file has the same shape: a missing one does not compile. */
import type { MembershipReason } from '../engine/cluster/cluster.ts'
import type { Transport } from '../engine/verdicts/transport.ts'
import { grouped, moment } from './format.ts'

const plural = (n: number, one: string, many = `${one}s`): string => `${grouped(n)} ${n === 1 ? one : many}`
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const date = (at: number): string => {
  const d = new Date(at * 1000)
  return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`
}
const list = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
const word = (n: number): string => WORDS[n] ?? grouped(n)

export interface CallNameFacts {
  /** A number, `front-proxy`, or null for a call beyond the twelve. */
  readonly number: string | null
  readonly from: string
  readonly to: string
  /** What the caller presents where that is no certificate. */
  readonly client: string | null
  readonly clientSigner: string | null
  readonly serverSigner: string | null
  readonly state: string
  readonly broken: number
  readonly total: number
  readonly days: number | null
}
export interface CountFacts {
  readonly broken: number
  readonly soon: number
  readonly plaintext: number
  readonly unproven: number
  readonly unverified: number
  readonly trusted: number
  readonly total: number
}

export const UI_EN = {
  tagline: 'who trusts whom in a Kubernetes cluster, and where it breaks',
  skip: 'Skip to the content',
  views: { diagram: 'Diagram', trust: 'Trust', timeline: 'Timeline', inventory: 'Inventory', findings: 'Findings', coverage: 'Coverage' },
  viewsLabel: 'Views',
  frontProxy: 'front proxy',
  fullStop: '.',
  yes: 'yes',

  pitch: 'See which certificate each Kubernetes component shows, who signed it, and where trust breaks.',
  dropHint: ['Drop a', 'archive, folder or file anywhere'] as readonly [string, string],
  chooseFiles: 'Choose files',
  chooseFolder: 'Choose folder',
  pasteText: 'Paste PEM or kubeconfig',
  formats: '.tar .tgz .zip, PEM, DER, kubeconfig, manifests. One archive per node.',
  promise: 'Nothing leaves this page.',
  checkYourself: 'Check it yourself',
  previewCaption: 'Example: a CA of the same name but with another key breaks call 3',
  tryExample: 'Try an example',
  open: 'Open',
  examples: {
    healthy: { title: 'A healthy cluster', detail: 'kubeadm v1.34, one node' },
    'rebuilt-etcd-ca': { title: 'Same name, another key', detail: 'etcd refuses the API server' },
    expired: { title: 'Everything expired', detail: 'a year without renewal' },
    'missing-name': { title: 'A name is missing', detail: 'kubelets dial an address the certificate lacks' },
    'odd-token-key': { title: 'Three control planes, one odd key', detail: 'tokens signed on cp-3 are refused elsewhere' },
    'kubelet-self-signed': { title: 'Kubelet signs itself', detail: 'the API server is told to verify it, and cannot' },
  },
  collect: 'Collect a good archive',
  collectHow: { without: 'Without key files', with: 'With keys', redacted: 'Redacted' },
  collectDetail: {
    without: 'Certificates, flags and kubeconfigs; key files are left out.',
    with: 'With the key files, so that every pair can be matched.',
    redacted: 'Cuts keys, tokens and passwords out of a copy, then packs the copy.',
  },
  collectWhere: 'Run on each control-plane node, and on workers to be judged, of',
  distribution: 'Distribution',
  collectWarning: {
    without: 'Still holds client keys: those in kubeconfigs and kubelet-client-current.pem.',
    with: 'This archive holds every private key of the node. Delete it afterwards.',
    redacted: 'Finds secrets where Kubernetes keeps them. Whether key pairs match stays open.',
  },
  insecure: {
    title: 'This copy of the page did not come over a secure connection',
    detail:
      'The browser switches its cryptography off here. Everything is still checked, with slower code of our own; but whoever stands between you and the server could have changed the page. Do not drop real keys.',
    instead: 'Use an https:// address, the single HTML file, or',
  },
  noServer: 'There is no server. The page may not open any connection: its security policy says',
  checkSteps: [
    'Open the browser’s developer tools, tab Network.',
    'Switch the network off. Everything still works.',
    'Press Run self-test: the page tries to call out and shows the refusal.',
  ],
  runSelfTest: 'Run self-test',
  selfTestRunning: 'Trying to call out',
  selfTestResult: (refused: number, total: number) =>
    refused === total
      ? `${refused} of ${total} attempts refused by the browser`
      : `Only ${refused} of ${total} attempts were refused: this copy is served without its policy`,
  refusedByBrowser: 'refused',
  notRefused: 'not refused',
  keysDropped: 'Private keys are matched, then dropped; never shown, never exported',
  symlinkNotice: 'Browsers leave out symbolic links in dropped folders, such as kubelet-client-current.pem: an archive keeps them',
  refused: (n: number) => `${plural(n, 'file')} could not be used`,
  refusedWhy: {
    permission: 'is readable only for another user',
    empty: 'is empty',
    unreadable: 'could not be read',
    'nothing-usable': 'holds no certificate, key, kubeconfig or setting',
  },
  permissionHint: 'Collect them as root:',
  dropHere: 'Drop to read here. Nothing is uploaded.',
  readIt: 'Read',
  opening: 'Opening',
  arriving: (percent: number) => `Fetching what was found: ${percent} %`,
  arrivingCalls: 'Fetching the calls one by one',
  readingTitle: (label: string) => `Reading ${/^\d+$/.test(label) ? `${label} items` : label}`,
  progress: (phase: 'unpack' | 'read' | 'verify' | 'judge', done: number, total: number | null) => {
    const of = total === null ? grouped(done) : `${grouped(done)} of ${grouped(total)}`
    return {
      unpack: `Unpacked ${of} files`,
      read: `Reading ${of} files`,
      verify: `Verified ${of} signatures`,
      judge: `Judging ${of} calls`,
    }[phase]
  },
  verifiedSoFar: (signatures: number) => `${grouped(signatures)} signatures verified`,
  cancel: 'Cancel',
  close: 'Close',
  startOver: 'Start over',

  copy: 'Copy',
  copyResult: { copied: 'Copied', failed: 'Not copied' },
  copyPem: 'Copy PEM',
  search: 'Search',
  searchLabel: 'Search calls, nodes and certificates',
  hit: { call: 'call', node: 'node', certificate: 'cert' },
  nothingFound: 'Nothing found',
  help: 'Keys and help',
  keys: 'Keys',
  keyTable: [
    [['?'], 'this list'],
    [['/'], 'search'],
    [['g', '1–12'], 'go to that call'],
    [['Esc'], 'back to the overview'],
    [['←', '→'], 'from badge to badge; on the time bar: a day'],
    [['↑', '↓', '←', '→'], 'in the trust view: from signer to signer, and to what it signed'],
    [['PgUp', 'PgDn'], 'on the time bar: the next or last death'],
    [['Home'], 'on the time bar: back to the moment of the drop'],
    [['[', ']'], 'last or next view'],
    [['e'], 'export'],
  ] as readonly (readonly [readonly string[], string])[],
  theme: { auto: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
  archives: (n: number) => `${n} archives`,
  about: (layout: string | null, version: string | null, nodes: number, planes: number, files: number) =>
    [
      layout && (version ? `${layout} v${version}` : layout),
      nodes > 1 && planes > 1 ? `${plural(planes, 'control plane')}, ${plural(nodes, 'node')}` : plural(nodes, 'node'),
      plural(files, 'file'),
    ]
      .filter(Boolean)
      .join(' · '),
  cluster: 'Cluster',
  node: 'Node',
  anyNode: 'All nodes',
  chooseNode: 'Show one node',

  callsInDiagram: 'Calls in the diagram',
  callsByNumber: 'Calls by number',
  otherCalls: (n: number) => `${plural(n, 'further call')} without a number`,
  zoom: { label: 'Zoom', in: 'Zoom in', out: 'Zoom out', one: 'Actual size, 1:1', fit: 'Fit' },
  blastRadius: 'Shows every call and file that depends on this key',
  instances: (component: string, n: number) => `${component} × ${grouped(n)}`,
  brokenCount: (n: number) => `${grouped(n)} broken`,
  expand: (component: string, n: number) => `${component}: ${grouped(n)} instances, choose one node`,
  callName: (c: CallNameFacts) => {
    const name = c.number === null ? 'Call beyond the twelve' : c.number === 'front-proxy' ? 'Front proxy call' : `Call ${c.number}`
    const keys = c.number === '12'
    const client =
      c.client ?? (c.clientSigner ? `${keys ? 'signs with the key of' : 'client certificate signed by'} ${c.clientSigner}` : '')
    const server = c.serverSigner ? `${keys ? 'verifies with' : 'server certificate signed by'} ${c.serverSigner}` : ''
    const count = c.broken > 0 && c.total > 1 ? `${grouped(c.broken)} of ${grouped(c.total)} broken` : c.state
    return [`${name}: ${c.from} to ${c.to}`, client, server, c.days === null ? count : `${count}, ${plural(c.days, 'day')} left`]
      .filter(Boolean)
      .join('; ')
  },
  openCall: (call: string, state: string) => `Open call ${call}, ${state}`,

  headline: {
    broken: {
      '1': 'etcd members cannot reach each other',
      '2': 'etcdctl cannot reach etcd',
      '3': 'The API server cannot reach etcd',
      '4': 'Pods cannot reach the API server',
      '5': 'The controller manager cannot reach the API server',
      '6': 'The scheduler cannot reach the API server',
      '7': 'kube-proxy cannot reach the API server',
      '8': 'The kubelet cannot reach the API server',
      '9': 'kubectl cannot reach the API server',
      '10': 'Metrics clients cannot reach the kubelet',
      '11': 'The API server cannot reach the kubelet',
      '12': 'Service account tokens are refused',
      'front-proxy': 'The front proxy is broken',
    },
    kubelets: (n: number) => `${upper(word(n))} ${n === 1 ? 'kubelet' : 'kubelets'} cannot reach the API server`,
    everything: 'Every call is broken',
    apiUnloaded: 'The API server cannot load its certificate or key',
    apiRefused: 'Clients refuse the API server’s certificate',
    expired: 'Certificates have expired',
    caExpired: 'A CA has expired and takes its calls down',
    soon: (call: string, days: number) => (days < 1 ? `Call ${call} expires today` : `Call ${call} expires in ${plural(days, 'day')}`),
    plaintext: 'A call is in plaintext',
    undecided: 'No call can be decided from this drop',
    allChecked: 'All calls that can be checked are trusted',
    all: 'All calls are trusted',
    other: (from: string, to: string) => `The call from ${from} to ${to} is broken`,
    nothing: 'Certificates, but no cluster around them',
  },
  counts: (c: CountFacts, soonDays: number) => {
    if (c.total === 0) return 'Nothing in this drop says which component uses what.'
    const parts = [
      c.broken > 0 ? `${c.broken} of ${plural(c.total, 'call')} ${c.broken === 1 ? 'is' : 'are'} broken` : '',
      c.plaintext > 0 ? `${c.plaintext} ${c.plaintext === 1 ? 'is' : 'are'} in plaintext` : '',
      c.soon > 0 ? `${c.soon} ${c.soon === 1 ? 'expires' : 'expire'} within ${plural(soonDays, 'day')}` : '',
      c.unproven > 0 ? `${c.unproven} cannot be decided from this drop` : '',
      c.unverified > 0 ? `${c.unverified} ${c.unverified === 1 ? 'is' : 'are'} not verified` : '',
    ].filter(Boolean)
    const rest =
      c.trusted === 0
        ? ''
        : parts.length === 0
          ? `All ${c.trusted} calls were judged and are trusted.`
          : `The other ${c.trusted} ${c.trusted === 1 ? 'is' : 'are'} trusted.`
    return [parts.length > 0 ? `${parts.join(', ')}.` : '', rest].filter(Boolean).join(' ')
  },
  reopened: 'Reopened from an export: the bytes of the files are not here.',
  onlyNode: (node: string) => `Only calls of ${node}.`,
  brokenElsewhere: 'Broken in other clusters of this drop:',
  clusterBroken: (cluster: string, n: number) => `${cluster}, ${plural(n, 'call')}`,
  allNodes: 'Show all nodes',
  findingsByCause: 'Findings by root cause',
  filter: 'Filter',
  filters: { all: 'All', broken: 'Broken', soon: 'Soon', advice: 'Advice' },
  marks: {
    broken: 'broken',
    undecided: 'not decided',
    soon: 'expires soon',
    error: 'error',
    warning: 'warning',
    notice: 'notice',
    read: 'not read',
  },
  noFindings: 'No finding of this kind.',
  rulesRun: 'The rules are still being checked.',
  more: (n: number) => `and ${grouped(n)} more`,
  showAll: (n: number) => `Show all ${grouped(n)}`,
  showCertificate: (name: string) => `Show ${name}`,
  undecided: (n: number) => `${plural(n, 'call')} cannot be decided.`,
  addToSettle: (files: readonly string[]) => `Add ${list(files)} to settle ${files.length === 1 ? 'it' : 'them'}.`,
  unreadable: (n: number) => `${plural(n, 'part')} of the drop could not be read.`,
  mustMatch: 'Must match on all control planes',
  groups: { broken: 'Broken', soon: 'Expires soon', undecided: 'Not decided or not verified', trusted: 'Trusted' },

  previousCall: 'Previous call',
  nextCall: 'Next call',
  other: 'other',
  unseen: 'Not in this drop',
  unseenDetail: 'Nothing in this drop says how this call is made. Coverage lists the files that would settle it.',
  refusal: (by: string, which: 'server' | 'client' | 'identity', title: string) =>
    which === 'server'
      ? `${by} refuses the server’s certificate: ${title}`
      : which === 'client'
        ? `${by} refuses the client: ${title}`
        : `${by} does not authorise the caller: ${title}`,
  cannotLoad: (component: string, title: string | null) => (title === null ? `${component} cannot load a file` : `${component}: ${title}`),
  meaning: {
    broken: 'This handshake fails',
    plaintext: 'This call is not encrypted',
    soon: 'This call ends soon',
    unproven: 'This call cannot be decided from the drop',
    unverified: 'One side does not verify the other',
    token: 'The server is trusted, the caller shows a bearer token',
    trusted: 'This handshake succeeds',
    absent: 'This call is not configured',
  },
  doesNotVerify: (by: string, which: 'server' | 'client') => `${by} does not verify the ${which}`,
  takenFor: (by: string, of: string, which: 'server' | 'client', unset: string | null) =>
    `${unset === null ? `${by} is told not to check` : `${unset} is not set`}: ${
      which === 'server' ? `whoever answers at this address is taken for ${of}` : `whoever calls is served as ${of}`
    }.`,
  endsFirst: (subject: string, file: string, at: string) => `"${subject}"${file === '' ? '' : ` (${file})`} is the first to end, on ${at}.`,
  keyPairHolds: {
    title: 'Tokens signed here are accepted there',
    detail: 'Proved: the signing key is the private half of a key that verifies.',
  },
  tokenJudged: 'The caller shows a bearer token instead of a certificate; which keys verify tokens is call 12.',
  notSet: 'not set',
  noCertificate: 'No certificate is shown at this end.',
  tokenAtRunTime: 'The token is made at run time and is not in this drop.',
  settledBy: (files: readonly string[]) => `Would be settled by ${list([...new Set(files)])}.`,
  assumed: 'Reconstructed from the defaults of this layout: the drop does not configure it.',
  tls: {
    'key-pair': 'No TLS: a signature checked with a public key.',
    plaintext: 'No TLS.',
    mutual: 'Mutual TLS.',
    'one-way': 'One-way TLS: only the server shows a certificate.',
    unknown: 'TLS: which certificate the caller shows cannot be told from this drop.',
  } as { readonly [K in Transport]: string },
  dials: (name: string, port: number | null) => `Dials ${name}${port === null ? '' : `, port ${port}`}.`,
  identity: (user: string, groups: readonly string[]) =>
    `Authenticates as ${user}${groups.length > 0 ? `, groups ${groups.join(', ')}` : ''}.`,
  oneOf: (n: number) => `One of ${grouped(n)}:`,
  standsFor: (n: number) => `Stands for ${plural(n, 'equal call')}.`,
  bothCertificates: 'Both certificates',
  bothKeys: 'Both ends',
  differencesOnly: 'Differences only',
  noCertificates: 'No certificate is shown at either end.',
  presents: { client: 'Client presents', server: 'Server presents' },
  presentsKey: { client: 'Signs with', server: 'Verifies with' },
  presentsToken: 'Client shows a token',
  notInDrop: 'not in this drop',
  fields: {
    issuerKey: 'Issuer key',
    issuer: 'Issuer',
    subject: 'Subject',
    valid: 'Valid',
    extKeyUsage: 'Ext. key usage',
    names: 'Alt. names',
    publicKey: 'Public key',
    signature: 'Signature',
    serial: 'Serial',
    privateKey: 'Private key',
    keys: 'Keys',
    token: 'Token',
    tokenIssuer: 'Token issuer',
    tokenSubject: 'Token subject',
    audience: 'Audience',
    expires: 'Expires',
    verifiedBy: 'Verified by key',
    sha256: 'SHA-256',
    locations: 'Found at',
    keyDigest: 'Key SHA-256',
    notBefore: 'Not before',
    notAfter: 'Not after',
    trusted: 'Trusted by a call',
  },
  expected: {
    trusts: (tag: string) => `the other side trusts ${tag}`,
    trustsNames: (names: readonly string[]) => `the other side trusts ${list(names)}`,
    noSuchIssuer: 'not among the CAs the other side trusts',
    endedOn: (d: string) => `ended on ${d}`,
    beginsOn: (d: string) => `begins on ${d}`,
    wanted: (what: string) => `needed: ${what}`,
    dialled: (name: string) => `${name} is dialled: not covered`,
    otherKey: 'belongs to another certificate',
    notAmong: 'the verifier does not have this key',
    refused: 'refused',
  },
  signerAbsent: 'the signer is not in this drop',
  noNames: 'none, not needed by a client',
  covered: (name: string) => `${name} is dialled: covered`,
  daysLeft: (n: number) => (n < 0 ? `${plural(-n, 'day')} ago` : `${plural(n, 'day')} left`),
  anyUsage: 'not restricted',
  keyMatches: { true: 'present, matches', false: 'present, does not match', null: 'not in this drop' },
  tokenKinds: { 'service-account': 'service account', jwt: 'JWT', bootstrap: 'bootstrap', opaque: 'opaque' },
  noKeyVerifies: 'no key of this drop',
  chainOfTrust: 'Chain of trust',
  judgesClient: (by: string) => `${by} judges the client`,
  judgesServer: (by: string) => `${by} judges the server`,
  checks: {
    'issuer-name': 'Issuer name equals subject',
    'key-identifier': 'Key identifier agrees (hint)',
    signature: 'Signature verifies',
    ca: 'CA:TRUE',
    'key-usage': 'keyCertSign',
    validity: 'Within validity',
    'path-length': 'Path length kept',
    'extended-key-usage': 'Usage allowed',
    'name-constraints': 'Names permitted',
    'critical-extensions': 'Critical extensions known',
    policies: 'Policies',
    'host-name': 'Name dialled is covered',
  },
  checkFailed: {
    'issuer-name': 'Issuer name differs',
    'key-identifier': 'Key identifier differs',
    signature: 'Signature does not verify',
    ca: 'Not a CA',
    'key-usage': 'May not sign certificates',
    validity: 'Outside its validity',
    'path-length': 'Path too long',
    'extended-key-usage': 'Usage not allowed',
    'name-constraints': 'Name not permitted',
    'critical-extensions': 'Unknown critical extension',
    policies: 'Policies not met',
    'host-name': 'Name dialled is not covered',
  },
  checkResult: { passed: 'passed', failed: 'failed', 'hint-differs': 'differs, decides nothing', skipped: 'skipped' },
  hintDiffers: 'Key identifier differs (hint)',
  anchor: 'trust anchor',
  realSigner: 'real signer, not trusted',
  signerNotTrusted: 'No trusted CA bears the issuer’s name',
  goCode: (code: string) => `Go’s crypto/x509 answers ${code} first.`,
  candidateIssuers: 'Candidate issuers, and why each was refused',
  ofClient: 'Client certificate',
  ofServer: 'Server certificate',
  ofIdentity: 'Identity of the client',
  candidate: {
    accepted: 'Name matches, signature verifies, and it is trusted.',
    notTrusted: 'Signature verifies: this CA signed it. It is not in the trust bundle of the other side.',
    notAsked: 'Signature verifies: this CA signed it. The other side does not check.',
    refused: 'Refused.',
  },
  outcome: { accepted: 'accepted', 'not-trusted': 'not trusted', 'not-asked': 'not checked', refused: 'refused' },
  settingsAndFiles: 'Settings and files',
  byDefault: 'default of the layout',
  bySuffix: 'found by the end of its path',
  missing: 'Missing',
  whatTheyLog: 'What the components log',
  repair: 'Repair',
  on: 'on',
  reproduce: 'Reproduce with OpenSSL',
  opensslNote: 'Run in the folder the archive was unpacked into. Go’s verdict is the one components follow.',
  decode: 'Full decode',
  emptyName: '(empty)',
  endEntity: 'end entity',
  selfIssued: 'end entity, issued by itself',
  selfIssuedCa: 'CA, issued by itself',
  intermediateCa: 'CA under another',

  judgedAt: 'Judged at',
  momentJudged: 'Moment judged',
  moment: (at: number) => `${date(at)}, ${moment(at).slice(11, 16)} UTC`,
  day: date,
  month: (at: number, first: boolean) => {
    const d = new Date(at * 1000)
    return d.getUTCMonth() === 0 || first ? `${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}` : `${MONTHS[d.getUTCMonth()]}`
  },
  now: 'Now',
  today: 'today',
  nowBroken: (n: number, broken: string) => `${plural(n, 'call')} ${broken}`,
  kubelets: (n: number) => plural(n, 'kubelet'),
  calls: 'calls',
  apiAndClients: 'API server and clients',
  deathShort: (who: string, slots: string) => `${who} ${slots}`.trim(),
  onDay: (at: number, broken: number) =>
    `On ${date(at)}, ${broken === 0 ? 'no call is dead' : broken === 1 ? 'one call is dead' : `${word(broken)} calls are dead`}`,
  previousDeath: 'Previous death',
  nextDeath: 'Next death',
  daysCountAsSoon: 'days count as soon',
  endWithin: (n: number, days: number) => `${plural(n, 'call')} ${n === 1 ? 'ends' : 'end'} within ${plural(days, 'day')}`,
  withinDays: (days: number) => `ends within ${plural(days, 'day')} of the moment judged`,
  call: 'call',
  refusedOtherwise: 'refused, not for its dates',
  otherSigners: 'Signed by a key that is not in this drop',
  legend: {
    certificate: 'certificate',
    authority: 'CA certificate',
    past: 'past its effective end',
    note: 'A bar ends at the earliest end on its chain of trust. Call 12 compares keys and has no end.',
  },
  orderOfDeath: 'Order of death',
  withinYear: (n: number) => `${plural(n, 'call')} within a year`,
  firstThen: (rows: readonly { readonly what: string; readonly at: number }[]) =>
    rows.map((r, i) => `${i === 0 ? 'First' : 'then'}: ${r.what} on ${date(r.at)}`).join('; '),
  relative: (days: number) =>
    days < 0
      ? `${plural(-days, 'day')} ago`
      : days === 0
        ? 'today'
        : days > 730
          ? `in ${Math.floor(days / 365)} years`
          : `in ${plural(days, 'day')}`,
  expires: (what: string, others: number) => (others > 0 ? `${what} and ${plural(others, 'other')} expire` : `${what} expires`),
  byHand: 'rotate by hand',
  judgeAfter: (at: number) => `Judge just after ${date(at)}`,
  noDeaths: 'No call in this drop has an end.',

  issuerColumn: 'Issuer',
  signedColumn: 'Signed: the signature verifies',
  usedBy: 'Used by call',
  until: (at: number) => `until ${new Date(at * 1000).getUTCFullYear()}`,
  caKeyPresent: 'key in this drop',
  caKeyAbsent: 'no private key in this drop',
  sameKeyCertificates: (n: number) => `${n} certificates, one key`,
  namedBy: (n: number) => `named as issuer by ${plural(n, 'certificate')}`,
  trustedByNone: 'trusted by none',
  sameNameOtherKey: 'same name, different keys',
  noCall: 'no call',
  callCount: (n: number) => plural(n, 'call'),
  uses: { server: 'server', client: 'client', both: 'server, client', ca: 'CA', none: '' },
  ifItGoes: 'If this CA goes',
  depend: (calls: number, files: number) => `${plural(calls, 'call')} and ${plural(files, 'file')} depend on it.`,
  howTheyDiffer: 'How the two differ',
  twoNamed: (name: string) => `Two CAs are named ${name}`,
  twoNamedDetail: 'They have different keys: what one signed, the other does not verify.',
  cas: (n: number) => (n === 1 ? 'One CA' : `${upper(word(n))} CAs`),
  casDetail: 'Each line is a signature. Choose a CA to see what depends on it.',
  notAnAuthority: 'Not a certificate authority',
  signsTokens: (name: string) => `${name} signs service account tokens`,
  trust: {
    kinds: { 'kubelet-client': 'kubelet client certificates', 'kubelet-server': 'kubelet serving certificates' },
    times: (n: number) => `× ${grouped(n)}`,
    many: (what: string, n: number) => `${what} × ${grouped(n)}`,
    alike: (name: string, n: number) => `${name} and ${grouped(n - 1)} alike`,
    under: 'signed by',
    crossSigned: 'also signed by',
    noKeyHere: 'no key of this drop verifies it',
    signedNothing: 'signed nothing in this drop',
    elsewhere: (n: number) => `${plural(n, 'CA')} of other clusters not shown: choose the cluster above.`,
    inDiagram: 'Show in the diagram',
    signedFiles: 'Files that hold what it signed',
    holders: 'Files that hold its certificate: who reads them trusts it',
  },

  kinds: {
    certificates: 'Certificates',
    keys: 'Keys',
    kubeconfigs: 'Kubeconfigs',
    bundles: 'Trust bundles',
    tokens: 'Tokens',
    objects: 'Requests, CRLs, containers',
    settings: 'Configuration',
  },
  columns: {
    certificates: ['Subject', 'CA', 'Issuer', 'Ends', 'Key', 'Found at'],
    keys: ['Kind', 'Key', 'Format', 'Tag', 'Certificates', 'Found at'],
    kubeconfigs: ['Context', 'Credential', 'Server', 'Trusts', 'Found at'],
    bundles: ['File', 'CAs in it', 'Read by'],
    tokens: ['Kind', 'Subject', 'Issuer', 'Expires', 'Verified by', 'Found at'],
    objects: ['Kind', 'Subject or issuer', 'Found at'],
    settings: ['Program', 'Form', 'Settings', 'Found at'],
  } as Readonly<Record<'certificates' | 'keys' | 'kubeconfigs' | 'bundles' | 'tokens' | 'objects' | 'settings', readonly string[]>>,
  searchInventory: 'Search names, serial, setting, file',
  validity: { all: 'Any validity', expired: 'Expired', soon: 'Ends soon', valid: 'Valid' },
  rowCount: (shown: number, all: number) => (shown === all ? plural(all, 'row') : `${grouped(shown)} of ${plural(all, 'row')}`),

  coverageTitle: (read: number, ignored: number, missing: number) =>
    `${plural(read, 'file')} read, ${grouped(ignored)} not used, ${grouped(missing)} missing`,
  coverageDetail: 'What was not looked at proves nothing: every gap is named here, with the calls it would settle.',
  couldNotRead: 'Could not be read',
  missingFiles: 'Missing, and what each would settle',
  unplaced: 'Objects of an unknown cluster',
  unplacedDetail:
    'The drop has several clusters, and no CA, server or node in these files points to one of them alone: they take part in no call. Put them into the folder of a node of their cluster.',
  noFileNamed: (component: string) => `configuration of ${component}`,
  links: 'Links',
  setting: 'Setting',
  wouldSettle: 'Would settle',
  ignoredFiles: 'Not used',
  readFiles: 'Read',
  file: 'File',
  as: 'As',
  mode: 'Mode, owner',
  ignored: {
    'not-recognised': 'not recognised',
    empty: 'empty',
    binary: 'binary',
    'too-large': 'too large',
    'etcd-data': 'etcd data',
    link: 'link',
    directory: 'directory',
    unreadable: 'unreadable',
    'nested-archive': 'archive in an archive',
    'duplicate-path': 'same path twice',
    'limit-reached': 'limit reached',
    malformed: 'malformed',
  },
  corrections: 'Nodes and clusters',
  correctionsDetail:
    'How the drop was taken apart, and why. If that is wrong, say what is right: everything is judged again. An empty field is as detected.',
  folder: 'Folder',
  isNode: 'is node',
  why: 'Why',
  asDetected: 'As detected',
  correctedByHand: 'by hand',
  takeBack: 'Undo',
  correctedCount: (n: number) =>
    n === 0 ? '' : n === 1 ? 'One correction by hand, which the report states.' : `${n} corrections by hand, which the report states.`,
  kubeconfigFile: 'Kubeconfig',
  judgeAgain: 'Judge again',
  because: (why: MembershipReason, value: string) =>
    ({
      folder: `its folder ${value}`,
      archive: `its archive ${value}`,
      hostname: `/etc/hostname says ${value}`,
      'etcd-name': `--name of etcd in ${value}`,
      pod: `nodeName of its pods: ${value}`,
      'by-hand': `you said so: ${value}`,
      'cluster-by-hand': `you said so: ${value}`,
      'layout-by-hand': `you said so: ${value}`,
      'ca-key': `its nodes trust one CA key: ${value}`,
      'etcd-members': `its nodes list each other as etcd members: ${value}`,
      'server-address': `its API server is dialled at ${value}`,
      single: 'nothing else is in the drop',
    })[why],

  export: 'Export',
  exportItems: {
    pdf: 'Report',
    json: 'Audit, can be reopened',
    markdown: 'Summary',
    csv: 'Certificates',
    'findings-csv': 'Findings',
    sarif: 'Findings',
    svg: 'Diagram',
    png: 'Diagram',
  } as Readonly<Record<string, string>>,
  redact: 'Redact names, addresses and subjects',
  exporting: 'Writing',
  failed: {
    title: 'This is our fault, not your cluster’s',
    detail: (file: string | null) =>
      file ? `pkiscope failed while reading ${file}. Your cluster is not judged.` : 'pkiscope failed. Your cluster is not judged.',
    nothingIn: 'The details hold nothing from your files.',
  },
}
/** What every language must say. */
export type UiWords = typeof UI_EN
