/** Tokens to claims: JSON Web Tokens (RFC 7519) of service accounts and others, bootstrap tokens by their public id; values are dropped. */
import type { Certificate } from '../x509/certificate.ts'
import { verifyJwtSignature } from '../x509/signature.ts'
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

/** Tries every key of the drop on every token, and notes those that verify. */
export async function verifyTokens(
  signed: readonly SignedToken[],
  tokens: readonly Mutable<TokenFacts>[],
  keys: readonly KeyFacts[],
  certificates: readonly Certificate[],
): Promise<void> {
  if (signed.length === 0) return
  const spkis = new Set([
    ...keys.flatMap(({ spki }) => (spki === null ? [] : [spki])),
    ...certificates.map(({ publicKey }) => publicKey.spki),
  ])
  for (const { id, algorithm, input, signature } of signed) {
    const facts = tokens[id]!
    const verifiedBy: string[] = []
    let supported = false
    for (const spki of spkis) {
      const answer = await verifyJwtSignature(algorithm, spki, input, signature)
      if (answer !== 'unsupported') supported = true
      if (answer === 'valid') verifiedBy.push(spki)
    }
    facts.verifiedBy = verifiedBy
    if (!supported && spkis.size > 0) facts.signatureProblem = 'unsupported'
  }
}
