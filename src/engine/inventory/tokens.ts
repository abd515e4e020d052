/** Tokens to claims: JSON Web Tokens (RFC 7519) of service accounts and others, bootstrap tokens by their public id; values are dropped. */
import { BUDGET } from '../encoding/budget.ts'
import type { Certificate, PublicKey } from '../x509/certificate.ts'
import { fromLatin1 } from '../x509/der.ts'
import { sha2 } from '../x509/sha2.ts'
import { parseSpki, verifyJwtSignature } from '../x509/signature.ts'
import { verifyCost } from '../x509/signature-cost.ts'
import type { KeyFacts, Location, TokenFacts, TokenId } from './inventory.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
/** What is needed to verify a token once all keys are known; never leaves the inventory. */
export interface SignedToken {
  readonly id: TokenId
  readonly algorithm: string
  readonly input: Uint8Array
  readonly signature: Uint8Array
}

const BOOTSTRAP = /^([a-z0-9]{6})\.[a-z0-9]{16}$/
const text = new TextDecoder()

export function base64Url(part: string): Uint8Array | null {
  if (!/^[A-Za-z0-9_-]*$/.test(part) || part.length % 4 === 1) return null
  try {
    return Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
  } catch {
    return null
  }
}
const object = (part: string): Record<string, unknown> | null => {
  const bytes = base64Url(part)
  if (bytes === null) return null
  try {
    const value: unknown = JSON.parse(text.decode(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
const string = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? Math.floor(value) : null)
const map = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

export const looksLikeJwt = (value: string): boolean => /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]*$/.test(value)

/** Reads one token value; `signed` is null where there is nothing to verify. */
export function readToken(
  value: string,
  id: TokenId,
  location: Location,
): { readonly facts: Mutable<TokenFacts>; readonly signed: SignedToken | null } {
  const facts: Mutable<TokenFacts> = {
    id,
    kind: 'opaque',
    location,
    bootstrapId: null,
    algorithm: null,
    keyId: null,
    issuer: null,
    subject: null,
    audiences: [],
    issuedAt: null,
    notBefore: null,
    expires: null,
    namespace: null,
    serviceAccount: null,
    secret: null,
    verifiedBy: [],
    signatureProblem: null,
  }
  const bootstrap = BOOTSTRAP.exec(value)
  if (bootstrap !== null) return { facts: { ...facts, kind: 'bootstrap', bootstrapId: bootstrap[1]! }, signed: null }
  const parts = value.split('.')
  if (parts.length !== 3 || !value.startsWith('eyJ')) return { facts, signed: null }
  const [header, claims, signature] = [object(parts[0]!), object(parts[1]!), base64Url(parts[2]!)]
  if (header === null || claims === null || signature === null)
    return { facts: { ...facts, kind: 'jwt', signatureProblem: 'malformed' }, signed: null }
  const bound = map(claims['kubernetes.io'])
  const legacy = 'kubernetes.io/serviceaccount/'
  const subject = string(claims['sub'])
  const algorithm = string(header['alg'])
  Object.assign(facts, {
    kind: subject?.startsWith('system:serviceaccount:') === true ? 'service-account' : 'jwt',
    algorithm,
    keyId: string(header['kid']) || null,
    issuer: string(claims['iss']),
    subject,
    audiences: [claims['aud'] ?? []].flat().filter((one): one is string => typeof one === 'string'),
    issuedAt: number(claims['iat']),
    notBefore: number(claims['nbf']),
    expires: number(claims['exp']),
    namespace: string(bound['namespace']) ?? string(claims[`${legacy}namespace`]),
    serviceAccount: string(map(bound['serviceaccount'])['name']) ?? string(claims[`${legacy}service-account.name`]),
    secret: string(map(bound['secret'])['name']) ?? string(claims[`${legacy}secret.name`]),
  } satisfies Partial<TokenFacts>)
  const input = Uint8Array.from(`${parts[0]}.${parts[1]}`, (c) => c.charCodeAt(0))
  return { facts, signed: algorithm === null ? null : { id, algorithm, input, signature } }
}

/** Algorithms of JWS (RFC 7518, RFC 8037) that the API server verifies, and the keys they go with. */
const KEY_OF: Readonly<Record<string, PublicKey['algorithm']>> = {
  RS256: 'RSA',
  RS384: 'RSA',
  RS512: 'RSA',
  PS256: 'RSA',
  PS384: 'RSA',
  PS512: 'RSA',
  ES256: 'ECDSA',
  ES384: 'ECDSA',
  ES512: 'ECDSA',
  EdDSA: 'Ed25519',
}

/** Public keys once each, those that stand in key files before those of certificates, by algorithm and by Kubernetes' key id. */
function keyRing(keys: readonly KeyFacts[], certificates: readonly Certificate[]) {
  const byAlgorithm = new Map<string, Map<string, PublicKey>>()
  const byKeyId = new Map<string, PublicKey>()
  const add = (key: PublicKey | null): void => {
    if (key === null) return
    let same = byAlgorithm.get(key.algorithm)
    if (same === undefined) byAlgorithm.set(key.algorithm, (same = new Map()))
    if (same.has(key.spki)) return
    same.set(key.spki, key)
    byKeyId.set(keyIdOf(key.spki), key)
  }
  for (const { spki } of keys) if (spki !== null) add(parseSpki(spki))
  for (const { publicKey } of certificates) add(publicKey)
  return { byAlgorithm, byKeyId }
}
/** keyIDFromPublicKey of pkg/serviceaccount/jwt.go: the SHA-256 of the key's PKIX form. */
const keyIdOf = (spki: string): string =>
  btoa(String.fromCharCode(...sha2('SHA-256', fromLatin1(spki))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/**
 * Looks for the key of the drop that verifies each token: the one its key id names, then the others. False where that would cost more than
 * `budget.ts` allows; the tokens left over say that they were not verified.
 */
export async function verifyTokens(
  signed: readonly SignedToken[],
  tokens: readonly Mutable<TokenFacts>[],
  keys: readonly KeyFacts[],
  certificates: readonly Certificate[],
  budget: number = BUDGET.tokenCost,
): Promise<boolean> {
  if (signed.length === 0) return true
  const { byAlgorithm, byKeyId } = keyRing(keys, certificates)
  let left = budget
  for (const { id, algorithm, input, signature } of signed) {
    const facts = tokens[id]!
    const kind = Object.hasOwn(KEY_OF, algorithm) ? KEY_OF[algorithm]! : null
    if (kind === null) {
      if (byKeyId.size > 0) facts.signatureProblem = 'unsupported'
      continue
    }
    const named = byKeyId.get(facts.keyId ?? '')
    const others = byAlgorithm.get(kind)?.values() ?? []
    for (const key of named === undefined ? others : [named, ...others]) {
      left -= verifyCost(key)
      if (left < 0) {
        facts.signatureProblem = 'not-verified'
        break
      }
      if ((await verifyJwtSignature(algorithm, key.spki, input, signature)) !== 'valid') continue
      facts.verifiedBy = [key.spki]
      break
    }
  }
  return left >= 0
}
