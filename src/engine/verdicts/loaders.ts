/**
 * What the programs make of a file: client-go, etcd's transport, tls.X509KeyPair, the API server's dynamic loaders and keyutil differ in
 * which PEM types, headers and rubbish they bear. Each loader cites the Go function it follows; results do not depend on the moment judged.
 */
import { once } from '../encoding/maps.ts'
import type { Reference } from '../cluster/resolve.ts'
import type { BundleLoader, PresentedPair } from '../cluster/plan.ts'
import type { SettingUse } from '../cluster/cluster.ts'
import type { Inventory, KeyFacts, PemBlock, PemText } from '../inventory/inventory.ts'
import type { CertificateId } from '../x509/certificate.ts'
import type { VerdictFault } from './verdict.ts'

type Unusable = Extract<VerdictFault, { id: 'edge/file-unusable' }>
export type LoadFault = Unusable | Extract<VerdictFault, { id: 'edge/key-mismatch' }>

export interface LoadedPair {
  readonly certificate: CertificateId | null
  /** The rest of what is sent. */
  readonly chain: readonly CertificateId[]
  readonly fault: LoadFault | null
  /** Files named but not in this drop: certificate first. */
  readonly missing: readonly SettingUse[]
  readonly keyMatches: boolean | null
  readonly use: SettingUse
  /** Sent after the leaf and not readable: the process starts, the other end ends the handshake. */
  readonly chainError: string | null
  /** Named, not in this drop, and probably not on the node: the process cannot be said to start. */
  readonly gone: readonly SettingUse[]
}

export interface LoadedBundle {
  readonly certificates: readonly CertificateId[]
  /** Its content as one string: equal bundles are judged once. */
  readonly key: string
  readonly fault: LoadFault | null
  readonly missing: readonly SettingUse[]
  readonly use: SettingUse
}

export interface LoadedKeys {
  readonly keys: readonly string[]
  readonly fault: LoadFault | null
  readonly missing: readonly SettingUse[]
  readonly use: SettingUse
}

const NONE: readonly never[] = []

/** Loads each file once; keyed by the reference objects the plan shares. */
export class Loaders {
  readonly #inventory: Inventory
  readonly #pairs = new Map<PresentedPair, LoadedPair>()
  readonly #bundles: Readonly<Record<BundleLoader, Map<Reference, LoadedBundle>>> = {
    'append-certs': new Map(),
    'parse-certs': new Map(),
    'dynamic-ca': new Map(),
    etcd: new Map(),
  }
  readonly #verifiers = new Map<Reference, LoadedKeys>()
  readonly #signers = new Map<Reference, LoadedKeys>()

  constructor(inventory: Inventory) {
    this.#inventory = inventory
  }

  /** Each call asks several times. */
  pair(pair: PresentedPair): LoadedPair {
    return this.#pairs.get(pair) ?? once(this.#pairs, pair, () => this.#load(pair))
  }

  #load(pair: PresentedPair): LoadedPair {
    const loaded = loadPair(this.#inventory, pair)
    // pkg/kubelet: GetCertificate of a certificate manager that holds none.
    if (pair.notIssued === true && loaded.certificate === null)
      return { ...loaded, fault: unusable(loaded.use, 'not-issued', 'no serving certificate available for the kubelet') }
    if (loaded.fault !== null || pair.loadsWith === undefined) return loaded
    const { fault, gone } = this.pair(pair.loadsWith)
    return { ...loaded, fault, gone: [...loaded.gone, ...gone] }
  }

  bundle(loader: BundleLoader, reference: Reference): LoadedBundle {
    const loaded = this.#bundles[loader]
    return loaded.get(reference) ?? once(loaded, reference, () => loadBundle(loader, reference))
  }

  verifiers(reference: Reference): LoadedKeys {
    return once(this.#verifiers, reference, () => loadPublicKeys(this.#inventory, reference))
  }

  signer(reference: Reference): LoadedKeys {
    return once(this.#signers, reference, () => loadSigningKey(this.#inventory, reference))
  }
}

const unusable = (use: SettingUse, why: Unusable['why'], error: string): Unusable => ({ id: 'edge/file-unusable', use, why, error })
/** A file that holds nothing a loader sees: say what a person would see instead. */
const nothingSeen = (text: PemText, other: Unusable['why']): Unusable['why'] =>
  text.empty ? 'empty' : text.blocks.length === 0 ? 'bad-pem' : other
const isKeyType = (type: string): boolean => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY')
const malformed = (block: PemBlock): string => block.error ?? 'x509: malformed certificate'

/** crypto/tls X509KeyPair: certificate types exactly, headers allowed; the first key block; the leaf parsed, the rest not. */
export function loadPair(inventory: Inventory, { certificate, key }: PresentedPair): LoadedPair {
  const missing = usesOf(certificate, key, ({ text }) => text === null)
  const blocks = certificate.text?.blocks.filter(({ type }) => type === 'CERTIFICATE') ?? []
  const result = (
    fault: LoadFault | null,
    leaf: CertificateId | null = null,
    chain: readonly CertificateId[] = [],
    keyMatches: boolean | null = null,
  ): LoadedPair => ({
    certificate: leaf,
    chain,
    fault,
    missing: leaf !== null && certificate.text !== null ? missing.filter((use) => use !== certificate.use) : missing,
    keyMatches,
    use: certificate.use,
    chainError: blocks.find((block, at) => at > 0 && block.certificate === null)?.error ?? null,
    gone: usesOf(certificate, key, ({ gone }) => gone === true),
  })
  if (certificate.text !== null && blocks.length === 0) {
    const { text, use } = certificate
    return result(unusable(use, nothingSeen(text, 'no-certificate'), noCertificate(text)))
  }
  const keyBlock = key?.text?.blocks.find(({ type }) => isKeyType(type))
  if (key !== null && key.text !== null && keyBlock === undefined)
    return result(unusable(key.use, nothingSeen(key.text, 'no-key'), noKey(key.text)))
  const first = blocks[0]
  if (first === undefined) return result(null)
  if (first.certificate === null) return result(unusable(certificate.use, 'malformed', malformed(first)))
  const chain = blocks.length < 2 ? NONE : blocks.slice(1).flatMap((block) => (block.certificate === null ? [] : [block.certificate]))
  const leaf = inventory.certificates[first.certificate]
  if (leaf === undefined) return result(null)
  if (keyBlock === undefined || key === null) {
    // client-go asks for a key beside every certificate; without one named there is nothing to present.
    return result(null, leaf.id, chain)
  }
  const facts = keyBlock.key === null ? undefined : inventory.keys[keyBlock.key]
  if (facts === undefined || facts.spki === null)
    return result(
      unusable(
        key.use,
        facts?.encrypted === true || keyBlock.type === 'ENCRYPTED PRIVATE KEY' ? 'encrypted' : 'malformed',
        'tls: failed to parse private key',
      ),
      leaf.id,
      chain,
    )
  if (!['RSA', 'ECDSA', 'Ed25519'].includes(leaf.publicKey.algorithm))
    return result(unusable(certificate.use, 'unsupported-key', 'tls: unknown public key algorithm'), leaf.id, chain)
  if (facts.spki === leaf.publicKey.spki) return result(null, leaf.id, chain, true)
  const sameKind = facts.algorithm === leaf.publicKey.algorithm
  const error = sameKind ? 'tls: private key does not match public key' : 'tls: private key type does not match public key type'
  return result({ id: 'edge/key-mismatch', use: key.use, certificate: leaf.id, error }, leaf.id, chain, false)
}

/** Of a certificate and its key those of which something is so: mostly none. */
function usesOf(certificate: Reference, key: Reference | null, isSo: (reference: Reference) => boolean): readonly SettingUse[] {
  const ofKey = key !== null && isSo(key) ? [key.use] : NONE
  return isSo(certificate) ? [certificate.use, ...ofKey] : ofKey
}

function noCertificate({ blocks }: PemText): string {
  const types = blocks.map(({ type }) => type)
  if (types.length === 0) return 'tls: failed to find any PEM data in certificate input'
  if (types.length === 1 && types[0]?.endsWith('PRIVATE KEY') === true)
    return 'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched'
  return `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [${types.join(' ')}]`
}

function noKey({ blocks }: PemText): string {
  const types = blocks.map(({ type }) => type)
  if (types.length === 0) return 'tls: failed to find any PEM data in key input'
  if (types.length === 1 && types[0] === 'CERTIFICATE') return 'tls: found a certificate rather than a key in the PEM for the private key'
  return `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${types.join(' ')}]`
}

export function loadBundle(loader: BundleLoader, { use, text }: Reference): LoadedBundle {
  const done = (certificates: readonly CertificateId[], fault: LoadFault | null): LoadedBundle => ({
    certificates,
    key: certificates.length < 2 ? certificates.join(',') : [...new Set(certificates)].sort((a, b) => a - b).join(','),
    fault,
    missing: NONE,
    use,
  })
  if (text === null) return { ...done([], null), missing: [use] }
  const seen = text.blocks.filter(({ type, headers }) => type === 'CERTIFICATE' && !headers)
  const parsed = seen.flatMap(({ certificate }) => (certificate === null ? [] : [certificate]))
  const bad = seen.find(({ certificate }) => certificate === null)
  switch (loader) {
    case 'etcd': {
      // tlsutil.NewCertPool: every block whatever its type must be a certificate; no block at all is an empty pool.
      const wrong = text.blocks.find(({ certificate }) => certificate === null)
      if (wrong !== undefined) return done([], unusable(use, 'malformed', malformed(wrong)))
      return done(
        text.blocks.flatMap(({ certificate }) => (certificate === null ? [] : [certificate])),
        null,
      )
    }
    case 'append-certs': {
      // client-go rootCertPool: x509.AppendCertsFromPEM passes over what does not parse; nothing left is an error.
      if (text.empty || parsed.length > 0) return done(parsed, null)
      if (bad !== undefined)
        return done([], unusable(use, 'malformed', `unable to load root certificates: failed to parse certificate: ${malformed(bad)}`))
      const error = text.blocks.length === 0 ? 'unable to parse bytes as PEM block' : 'no valid certificate authority data seen'
      return done([], unusable(use, nothingSeen(text, 'no-certificate'), `unable to load root certificates: ${error}`))
    }
    case 'dynamic-ca':
      // dynamiccertificates.loadCABundle
      if (text.empty)
        return done([], unusable(use, 'empty', `missing content for CA bundle "${use.setting}::${use.value ?? use.file ?? ''}"`))
      if (bad !== undefined)
        return done(
          [],
          unusable(use, 'malformed', `error loading CA bundle for "${use.setting}::${use.value ?? use.file ?? ''}": ${malformed(bad)}`),
        )
      if (parsed.length === 0)
        return done(
          [],
          unusable(
            use,
            nothingSeen(text, 'no-certificate'),
            `error loading CA bundle for "${use.setting}::${use.value ?? use.file ?? ''}": data does not contain any valid RSA or ECDSA certificates`,
          ),
        )
      return done(parsed, null)
    case 'parse-certs':
      // cert.ParseCertsPEM: one certificate that does not parse spoils the file.
      if (bad !== undefined) return done([], unusable(use, 'malformed', malformed(bad)))
      if (parsed.length === 0)
        return done([], unusable(use, nothingSeen(text, 'no-certificate'), 'data does not contain any valid RSA or ECDSA certificates'))
      return done(parsed, null)
    default:
      return loader satisfies never
  }
}

const USABLE = new Set(['RSA', 'ECDSA'])

/** keyutil.ParsePublicKeysPEM: any block that is an RSA or ECDSA key or a certificate of one, whatever its type; others are passed over. */
export function loadPublicKeys(inventory: Inventory, { use, text }: Reference): LoadedKeys {
  if (text === null) return { keys: [], fault: null, missing: [use], use }
  const keys = text.blocks.flatMap(({ key, certificate }) => {
    if (certificate !== null) {
      const { publicKey } = inventory.certificates[certificate] ?? {}
      return publicKey !== undefined && USABLE.has(publicKey.algorithm) ? [publicKey.spki] : []
    }
    const facts = key === null ? undefined : inventory.keys[key]
    return facts !== undefined && facts.spki !== null && USABLE.has(facts.algorithm) && readable(facts) ? [facts.spki] : []
  })
  if (keys.length > 0) return { keys, fault: null, missing: [], use }
  const error = `error reading public key file ${use.value ?? use.file ?? ''}: data does not contain any valid RSA or ECDSA public keys`
  return {
    keys,
    fault: unusable(use, text.empty ? 'empty' : text.blocks.length === 0 ? 'bad-pem' : 'unsupported-key', error),
    missing: [],
    use,
  }
}

/** keyutil reads elliptic curve private keys as SEC 1 only where it looks for public keys, and no RSAPublicKey of PKCS #1. */
const readable = ({ kind, algorithm, format }: KeyFacts): boolean =>
  kind === 'private' ? !(algorithm === 'ECDSA' && format === 'PKCS #8') : format === 'PKIX'

const PRIVATE_TYPES: ReadonlySet<string> = new Set(['EC PRIVATE KEY', 'RSA PRIVATE KEY', 'PRIVATE KEY'])
/** Curves serviceaccount.JWTTokenGenerator signs with. */
const SIGNING_BITS: ReadonlySet<number> = new Set([256, 384, 521])

/** keyutil.ParsePrivateKeyPEM, then serviceaccount.JWTTokenGenerator, which takes RSA and three curves. */
export function loadSigningKey(inventory: Inventory, { use, text }: Reference): LoadedKeys {
  if (text === null) return { keys: [], fault: null, missing: [use], use }
  for (const { type, key } of text.blocks) {
    const facts = key === null || !PRIVATE_TYPES.has(type) ? undefined : inventory.keys[key]
    if (facts === undefined || facts.spki === null || facts.kind !== 'private') continue
    if (!USABLE.has(facts.algorithm)) {
      const name = facts.algorithm === 'Ed25519' ? 'ed25519.PrivateKey' : facts.algorithm
      return {
        keys: [],
        fault: unusable(
          use,
          'unsupported-key',
          `unknown private key type ${name}, must be *rsa.PrivateKey, *ecdsa.PrivateKey, or jose.OpaqueSigner`,
        ),
        missing: [],
        use,
      }
    }
    // crypto/rsa signs with no less than 1024 bits.
    if (facts.algorithm === 'RSA' && facts.bits < 1024)
      return {
        keys: [],
        fault: unusable(
          use,
          'key-too-small',
          `crypto/rsa: ${facts.bits}-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)`,
        ),
        missing: [],
        use,
      }
    if (facts.algorithm === 'ECDSA' && !SIGNING_BITS.has(facts.bits))
      return { keys: [], fault: unusable(use, 'unsupported-key', 'unknown private key curve, must be 256, 384, or 521'), missing: [], use }
    return { keys: [facts.spki], fault: null, missing: [], use }
  }
  const encrypted = text.blocks.some(
    ({ key, type }) => type === 'ENCRYPTED PRIVATE KEY' || (key !== null && inventory.keys[key]?.encrypted === true),
  )
  return {
    keys: [],
    fault: unusable(use, encrypted ? 'encrypted' : nothingSeen(text, 'no-key'), 'data does not contain a valid RSA or ECDSA private key'),
    missing: [],
    use,
  }
}
