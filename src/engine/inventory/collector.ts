/** Gathers what readers find: each certificate and key once, with every place it stands; private octets and token values end here. */
import { BUDGET } from '../encoding/budget.ts'
import { nameOf } from '../encoding/paths.ts'
import { type Arithmetic, HERE } from '../x509/arithmetic.ts'
import type { Certificate, CertificateId } from '../x509/certificate.ts'
import { Certificates } from './certificates.ts'
import type {
  Found,
  Kubeconfig,
  KubeObject,
  Location,
  OtherObject,
  PemText,
  ReadFault,
  Setting,
  Settings,
  TokenFacts,
  TokenId,
} from './inventory.ts'
import { Keys } from './keys.ts'
import { PemTexts } from './pem-texts.ts'
import { NO_POD } from './reader.ts'
import { readToken, type SignedToken, verifyTokens } from './tokens.ts'
import { type Assignment, settingsOfUnits, type UnitFile } from './units.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** What an environment file says of itself, but for the variables (by name) a unit has taken. */
type Guess = (taken: ReadonlySet<string>) => readonly { readonly program: string; readonly settings: readonly Setting[] }[]

export class Collector {
  readonly #certificates: Certificates
  readonly #keys: Keys
  readonly #pem: PemTexts
  readonly #signed: SignedToken[] = []
  readonly #units: UnitFile[] = []
  readonly #environment = new Map<string, { readonly assignments: readonly Assignment[]; readonly guess: Guess }>()
  readonly kubeconfigs: Kubeconfig[] = []
  readonly tokens: Mutable<TokenFacts>[] = []
  readonly settings: Settings[] = []
  readonly objects: KubeObject[] = []
  readonly hostnames: { file: string; name: string }[] = []
  readonly faults: ReadFault[] = []

  constructor(arithmetic: Arithmetic = HERE, onCertificate: (certificate: Certificate) => void = () => undefined, believing = false) {
    this.#certificates = new Certificates(onCertificate)
    this.#keys = new Keys(arithmetic, believing)
    this.#pem = new PemTexts(this.#certificates, this.#keys, (...said) => this.fault(...said))
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

  /** Every PEM block of some octets, also those Go would not see. */
  pem(bytes: Uint8Array, location: Location): PemText {
    return this.#pem.take(bytes, location)
  }

  /** The same of octets in base64; null where Go would not decode them. */
  base64Pem(data: string, location: Location): PemText | null {
    return this.#pem.takeBase64(data, location)
  }

  /** The same of a text, one character an octet. */
  pemText(content: string, location: Location): PemText {
    return this.#pem.takeText(content, location)
  }

  /** A whole file that is DER: a certificate or a key. */
  derText(bytes: Uint8Array<ArrayBuffer>, location: Location): PemText {
    return this.#pem.takeDer(bytes, location)
  }

  /** A text of certificates that all stood elsewhere before. */
  pemAgain(text: PemText, location: Location): PemText {
    return this.#pem.again(text, location)
  }

  /** Whether a certificate stands in more than one place. */
  isAgain(certificate: CertificateId): boolean {
    return this.#certificates.locations[certificate]!.length > 1
  }

  get texts(): readonly PemText[] {
    return this.#pem.texts
  }

  other(object: OtherObject): void {
    this.#pem.others.push(object)
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

  #startups(facts: Found['files']): void {
    const environment = new Map([...this.#environment].map(([path, { assignments }]) => [path, assignments]))
    const { settings, claimed } = settingsOfUnits(this.#units, {
      environment,
      hosts: new Map(this.hostnames.map(({ file, name }) => [file.replace(/(etc\/)?hostname$/, ''), name])),
      links: facts.flatMap(({ path, linkTarget }) => (linkTarget !== null && /@[^/]+\.service$/.test(path) ? [path] : [])),
      unfilled: (specifier, location) => this.fault('read/settings-unfilled', location, { presented: specifier }),
    })
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

  /** Is every key what it said it is? */
  proven(): Promise<boolean> {
    return this.#keys.proven()
  }

  /** Waits for keys and token signatures, and gives out what was found. */
  async finish(files: Found['files']): Promise<Found> {
    this.#startups(files)
    await this.#keys.finish()
    if (!(await verifyTokens(this.#signed, this.tokens, this.#keys.all, this.#certificates.all))) {
      const first = this.tokens.find(({ signatureProblem }) => signatureProblem === 'not-verified')
      if (first !== undefined) this.fault('read/budget-exhausted', first.location, { limit: BUDGET.tokenCost })
    }
    const { kubeconfigs, tokens, settings, objects, hostnames, faults } = this
    return {
      certificates: this.#certificates.all,
      locations: this.#certificates.locations,
      keys: this.#keys.all,
      texts: this.#pem.texts,
      kubeconfigs,
      tokens,
      settings,
      objects,
      others: this.#pem.others,
      files,
      hostnames,
      faults,
    }
  }
}
