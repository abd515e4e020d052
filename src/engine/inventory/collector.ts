/** Gathers what readers find: each certificate and key once, with every place it stands; private octets and token values end here. */
import { nameOf } from '../encoding/paths.ts'
import { BUDGET } from '../encoding/budget.ts'
import { decodeBase64, encodeBase64 } from '../encoding/base64.ts'
import { readPem } from '../encoding/pem.ts'
import { type Arithmetic, HERE } from '../x509/arithmetic.ts'
import type { Certificate, CertificateId } from '../x509/certificate.ts'
import { decodeCertificate, newInterner } from '../x509/decode.ts'
import { encryptedKey, type KeyAnswer, readPublicKeyFile } from '../x509/private-key.ts'
import { readRequest, readRevocationListIssuer } from '../x509/request.ts'
import type {
  Found,
  KeyFacts,
  KeyId,
  Kubeconfig,
  KubeObject,
  Location,
  OtherObject,
  PemBlock,
  PemText,
  ReadFault,
  Setting,
  Settings,
  TokenFacts,
  TokenId,
} from './inventory.ts'
import { NO_POD } from './reader.ts'
import { readToken, type SignedToken, verifyTokens } from './tokens.ts'
import { type Assignment, settingsOfUnits, type UnitFile } from './units.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
/** Go's PEM types of certificates: `X509 CERTIFICATE` and `TRUSTED CERTIFICATE` are openssl's. */
const CERTIFICATE_TYPES = new Set(['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'])
const NOTHING = new Uint8Array(0)
const latin1Of = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes)

/** What an environment file says of itself, but for the variables (by name) a unit has taken. */
type Guess = (taken: ReadonlySet<string>) => readonly { readonly program: string; readonly settings: readonly Setting[] }[]

export class Collector {
  readonly #arithmetic: Arithmetic
  readonly #onCertificate: (certificate: Certificate) => void
  readonly #interner = newInterner()
  readonly #certificates: Certificate[] = []
  readonly #locations: Location[][] = []
  /** PEM body or base64 -> what it decodes to; the same block in 10,000 files is decoded once. */
  readonly #byBody = new Map<string, { readonly id: CertificateId | null; readonly error: string | null; readonly offset: number }>()
  readonly #byDer = new Map<string, CertificateId>()
  readonly #keys: (Omit<KeyFacts, 'locations'> & { readonly locations: Location[] })[] = []
  readonly #keyIds = new Map<string, KeyId>()
  /** Keys being read, in the order they stand in: answers are taken in that order, however they arrive. */
  readonly #pending: { readonly answer: Promise<KeyAnswer>; readonly take: (answer: KeyAnswer) => void }[] = []
  readonly #signed: SignedToken[] = []
  readonly #units: UnitFile[] = []
  readonly #environment = new Map<string, { readonly assignments: readonly Assignment[]; readonly guess: Guess }>()
  readonly texts: PemText[] = []
  readonly kubeconfigs: Kubeconfig[] = []
  readonly tokens: Mutable<TokenFacts>[] = []
  readonly settings: Settings[] = []
  readonly objects: KubeObject[] = []
  readonly others: OtherObject[] = []
  readonly hostnames: { file: string; name: string }[] = []
  readonly faults: ReadFault[] = []

  constructor(arithmetic: Arithmetic = HERE, onCertificate: (certificate: Certificate) => void = () => undefined) {
    this.#arithmetic = arithmetic
    this.#onCertificate = onCertificate
  }

  fault(id: ReadFault['id'], location: Location, rest: Partial<ReadFault> = {}): void {
    this.faults.push({
      id,
      file: location.file,
      field: location.field,
      line: location.line,
      offset: null,
      expected: null,
      presented: null,
      limit: null,
      ...rest,
    })
  }

  /** Decodes one certificate, or finds it among those already decoded. `body` is its base64 without white space, where known. */
  certificate(
    der: Uint8Array<ArrayBuffer>,
    location: Location,
    body = encodeBase64(der),
  ): { readonly id: CertificateId | null; readonly error: string | null } {
    let known = this.#byBody.get(body)
    if (known === undefined) {
      const text = latin1Of(der)
      const same = this.#byDer.get(text)
      if (same !== undefined) known = { id: same, error: null, offset: 0 }
      else {
        const id = this.#certificates.length
        const decoded = decodeCertificate(der, id, this.#interner)
        if (decoded.ok) {
          this.#certificates.push(decoded.certificate)
          this.#locations.push([])
          this.#byDer.set(text, id)
          this.#onCertificate(decoded.certificate)
          known = { id, error: null, offset: 0 }
        } else known = { id: null, error: decoded.error, offset: decoded.offset }
      }
      this.#byBody.set(body, known)
    }
    if (known.id !== null) this.#locations[known.id]!.push(location)
    else this.fault('read/certificate-malformed', location, { offset: known.offset, presented: known.error })
    return known
  }

  /** Every PEM block of `content` (octets as Latin-1), also those Go would not see. The text is listed in the inventory. */
  pemText(content: string, location: Location): PemText {
    // Octets of the bodies not known yet: each is decoded once, to see whether it is base64 and to be read.
    const decoded = new Map<string, Uint8Array<ArrayBuffer>>()
    const valid = (body: string): boolean => {
      // Only bodies of certificates are remembered: those of private keys begin with the same letters, and are not kept as keys of a map either.
      if (this.#byBody.has(body) || decoded.has(body)) return true
      const octets = decodeBase64(body)
      if (octets !== null) decoded.set(body, octets)
      return octets !== null
    }
    // Each caller gets octets of its own: those of a private key are wiped.
    const octetsOf = (body: string): Uint8Array<ArrayBuffer> => {
      const octets = decoded.get(body) ?? decodeBase64(body)!
      decoded.delete(body)
      return octets
    }
    const { blocks: found, hidden } = readPem(content, valid)
    if (hidden.length >= BUDGET.hiddenBlocks) this.fault('read/too-many-entries', location, { limit: BUDGET.hiddenBlocks })
    const at = (line: number): Location => ({ ...location, line: location.field === null ? line : location.line })
    const blocks = found.map(({ type, headers, encrypted, line, body }): PemBlock => {
      const block: Mutable<PemBlock> = { type, headers, line, certificate: null, key: null, error: null }
      if (CERTIFICATE_TYPES.has(type) || (type !== 'CERTIFICATE REQUEST' && looksLikeCertificate(type))) {
        const known = this.#byBody.get(body)
        const der = known === undefined ? octetsOf(body) : NOTHING
        const { id, error } = this.certificate(der, at(line), body)
        block.certificate = id
        block.error = error
      } else if (type.endsWith('PRIVATE KEY')) this.#key(octetsOf(body), encrypted || type === 'ENCRYPTED PRIVATE KEY', block, at(line))
      else if (type.endsWith('PUBLIC KEY')) this.#publicKey(octetsOf(body), block, at(line))
      else this.#other(type, body, octetsOf(body), at(line))
      return block
    })
    const whole = blocks.length === 0 ? this.#withoutArmor(content, location) : null
    const text: PemText = {
      location,
      blocks,
      hidden: [
        ...hidden.map(({ why, line, type, body }) => {
          this.fault(
            why === 'unterminated'
              ? 'read/pem-unterminated'
              : why === 'bad-base64' || why === 'bad-header'
                ? 'read/pem-malformed'
                : 'read/pem-hidden',
            at(line),
            { presented: why, expected: type },
          )
          const certificate =
            body !== null && type !== null && CERTIFICATE_TYPES.has(type) ? this.certificate(octetsOf(body), at(line), body).id : null
          return { why, line, certificate }
        }),
        ...(whole === null ? [] : [whole]),
      ],
      der: null,
      empty: content.length === 0,
    }
    this.texts.push(text)
    return text
  }

  /** Base64 of a certificate with nothing around it: Go sees no PEM, a person sees a certificate. */
  #withoutArmor(content: string, location: Location): PemText['hidden'][number] | null {
    const body = content.length > 200 && content.length < 65_536 && /^[A-Za-z0-9+/=\s]+$/.test(content) ? content.replace(/\s+/g, '') : ''
    const der = body.startsWith('MII') ? decodeBase64(body) : null
    if (der === null) return null
    this.fault('read/pem-hidden', { ...location, line: 1 }, { presented: 'no-armor', expected: 'CERTIFICATE' })
    return { why: 'no-armor', line: 1, certificate: this.certificate(der, location, body).id }
  }

  /** A whole file that is DER: a certificate, else a key; null where it is neither. The text is listed in the inventory. */
  derText(bytes: Uint8Array<ArrayBuffer>, location: Location): PemText | null {
    const decoded = decodeCertificate(bytes, 0)
    const der: { certificate: CertificateId | null; key: KeyId | null } = { certificate: null, key: null }
    if (decoded.ok) der.certificate = this.certificate(bytes.slice(), location).id
    else {
      const published = readPublicKeyFile(bytes)
      if (published.ok) der.key = this.#keyId(published, location)
      else
        this.#pending.push({
          answer: this.#arithmetic.readKey(bytes.slice()),
          take: (answer) => {
            if (answer.ok) der.key = this.#keyId(answer, location)
            else this.fault('read/der-malformed', location, { offset: decoded.offset, presented: decoded.error })
          },
        })
    }
    const text: PemText = { location, blocks: [], hidden: [], der, empty: false }
    this.texts.push(text)
    return text
  }

  /** A token: only its claims, or its public id, are kept. */
  token(value: string, location: Location): TokenId | null {
    const read = readToken(value.trim(), this.tokens.length, location)
    if (read.facts.signatureProblem === 'malformed') this.fault('read/token-malformed', location, { expected: 'header.payload.signature' })
    this.tokens.push(read.facts)
    if (read.signed !== null) this.#signed.push(read.signed)
    return read.facts.id
  }

  /** A systemd unit or drop-in: read when all are there. */
  unit(unit: UnitFile): void {
    this.#units.push(unit)
  }

  /** An environment file; true where it says something without a unit that names it. Values no command line uses are never given out. */
  environment(path: string, assignments: readonly Assignment[], guess: Guess): boolean {
    this.#environment.set(path, { assignments, guess })
    return guess(new Set()).length > 0
  }

  #startups(): void {
    const files = new Map([...this.#environment].map(([path, { assignments }]) => [path, assignments]))
    const { settings, claimed } = settingsOfUnits(this.#units, files)
    this.settings.push(...settings)
    for (const [path, { assignments, guess }] of this.#environment) {
      const taken = new Set(assignments.flatMap(({ name }) => (claimed.has(`${path}\0${name}`) ? [name] : [])))
      for (const { program, settings: own } of guess(taken))
        this.settings.push({
          origin: 'env-file',
          program,
          location: { file: path, field: null, line: 1 },
          settings: own,
          ...NO_POD,
          name: nameOf(path),
        })
    }
  }

  /** Waits for keys and token signatures, and gives out what was found. */
  async finish(files: Found['files']): Promise<Found> {
    this.#startups()
    for (const { answer, take } of this.#pending) take(await answer)
    if (!(await verifyTokens(this.#signed, this.tokens, this.#keys, this.#certificates))) {
      const first = this.tokens.find(({ signatureProblem }) => signatureProblem === 'not-verified')
      if (first !== undefined) this.fault('read/budget-exhausted', first.location, { limit: BUDGET.signatureCost })
    }
    const { texts, kubeconfigs, tokens, settings, objects, others, hostnames, faults } = this
    return {
      certificates: this.#certificates,
      locations: this.#locations,
      keys: this.#keys,
      texts,
      kubeconfigs,
      tokens,
      settings,
      objects,
      others,
      files,
      hostnames,
      faults,
    }
  }

  /** Wipes `der`, its own copy, once it has been read. */
  #key(der: Uint8Array<ArrayBuffer>, encrypted: boolean, block: Mutable<PemBlock>, location: Location): void {
    const answer = encrypted ? Promise.resolve(encryptedKey('PKCS #8')) : this.#arithmetic.readKey(der)
    this.#pending.push({
      answer: answer.finally(() => der.fill(0)),
      take: (read) => {
        if (read.ok) block.key = this.#keyId(read, location)
        else {
          block.error = read.error
          this.fault('read/key-malformed', location, { presented: read.error })
        }
        if (read.ok && read.key.encrypted) this.fault('read/key-encrypted', location)
      },
    })
  }

  #publicKey(der: Uint8Array<ArrayBuffer>, block: Mutable<PemBlock>, location: Location): void {
    const read = readPublicKeyFile(der)
    if (read.ok) block.key = this.#keyId(read, location)
    else {
      block.error = read.error
      this.fault('read/key-malformed', location, { presented: read.error })
    }
  }

  #keyId(answer: Extract<KeyAnswer, { ok: true }>, location: Location): KeyId {
    const { kind, spki, format } = answer.key
    // The same key in another format is another entry: the loaders of service-account keys read some formats and not others.
    const identity = spki === null ? null : `${kind} ${format} ${spki}`
    const known = identity === null ? undefined : this.#keyIds.get(identity)
    if (known !== undefined) {
      this.#keys[known]!.locations.push(location)
      return known
    }
    const id = this.#keys.length
    this.#keys.push({ id, ...answer.key, locations: [location] })
    if (identity !== null) this.#keyIds.set(identity, id)
    return id
  }

  #other(type: string, body: string, der: Uint8Array<ArrayBuffer>, location: Location): void {
    const kind = type.endsWith('CERTIFICATE REQUEST')
      ? 'certificate-request'
      : type === 'X509 CRL'
        ? 'revocation-list'
        : type === 'PKCS7' || type === 'CMS'
          ? 'pkcs7'
          : null
    if (kind === null) return
    const request = kind === 'certificate-request' ? readRequest(der) : null
    const subject = kind === 'revocation-list' ? readRevocationListIssuer(der) : (request?.subject ?? null)
    this.others.push({ kind, location, base64: body, subject, spki: request?.spki ?? null })
  }
}
/** A misnamed block that still says certificate (`CERT`, `X.509 CERTIFICATE`). */
const looksLikeCertificate = (type: string): boolean => type.endsWith('CERTIFICATE')
