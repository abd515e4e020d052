/** Each distinct key once, with every place it stands. Octets of private keys end here. */
import { Recent } from '../encoding/recent.ts'
import { Slab } from '../encoding/slab.ts'
import type { Arithmetic } from '../x509/arithmetic.ts'
import { claimedKey, encryptedKey, type KeyAnswer, type KeyReading, readPublicKeyFile } from '../x509/private-key.ts'
import type { KeyFacts, KeyId, Location } from './inventory.ts'

interface Read {
  readonly answer: Promise<KeyAnswer>
  /** What the key says of itself, where that is taken for the answer until there is one. */
  readonly claim: KeyReading | null
}

export class Keys {
  readonly all: (Omit<KeyFacts, 'locations'> & { readonly locations: Location[] })[] = []
  readonly #arithmetic: Arithmetic
  readonly #believing: boolean
  readonly #slab = new Slab()
  /** The same key stands in a kubeconfig and in the file beside it; of nodes made from one image in every node's, many others between. */
  readonly #recent = new Recent<Read>(2048)
  readonly #ids = new Map<string, KeyId>()
  /** Keys being read, in the order they stand in: answers are taken in that order, however they arrive. */
  readonly #pending: { readonly read: Read; readonly take: (answer: KeyAnswer) => void }[] = []

  /** `believing`: elliptic keys are taken at their word, and `proven` tells whether they kept it. */
  constructor(arithmetic: Arithmetic, believing: boolean) {
    this.#arithmetic = arithmetic
    this.#believing = believing
  }

  /** The key that is `octets[start, end)`, of which a copy is kept until it has been read. `take` is told by `finish`. */
  takePrivate(
    octets: Uint8Array,
    start: number,
    end: number,
    encrypted: boolean,
    location: Location,
    take: (answer: KeyAnswer, id: KeyId | null) => void,
  ): void {
    this.#pending.push({
      read: encrypted ? ENCRYPTED : this.#read(octets, start, end),
      take: (read) => take(read, read.ok ? this.#idOf(read, location) : null),
    })
  }

  #read(octets: Uint8Array, start: number, end: number): Read {
    const known = this.#recent.find(octets.subarray(start, end))
    if (known !== undefined) return known
    const der = this.#slab.copy(octets, start, end)
    this.#slab.keep(der)
    const wipe = (): void => void der.fill(0)
    const claim = this.#believing ? claimedKey(der) : null
    const answer = this.#arithmetic.readKey(der, claim !== null)
    answer.then(wipe, wipe)
    const read = { answer, claim }
    this.#recent.keep(der, read)
    return read
  }

  takePublic(
    der: Uint8Array<ArrayBuffer>,
    location: Location,
  ): { readonly id: KeyId; readonly error: null } | { readonly id: null; readonly error: string } {
    const read = readPublicKeyFile(der)
    return read.ok ? { id: this.#idOf(read, location), error: null } : { id: null, error: read.error }
  }

  async finish(): Promise<void> {
    this.#recent.forget()
    for (const { read, take } of this.#pending) take(read.claim === null ? await read.answer : { ok: true, key: read.claim })
  }

  /** Is every key what it said it is? */
  async proven(): Promise<boolean> {
    for (const { read } of this.#pending) {
      if (read.claim === null) continue
      const answer = await read.answer
      if (!answer.ok || !isSame(answer.key, read.claim)) return false
    }
    return true
  }

  #idOf(answer: Extract<KeyAnswer, { ok: true }>, location: Location): KeyId {
    const { kind, spki, format } = answer.key
    // The same key in another format is another entry: the loaders of service-account keys read some formats and not others.
    const identity = spki === null ? null : `${kind} ${format} ${spki}`
    const known = identity === null ? undefined : this.#ids.get(identity)
    if (known !== undefined) {
      this.all[known]!.locations.push(location)
      return known
    }
    const id = this.all.length
    this.all.push({ id, ...answer.key, locations: [location] })
    if (identity !== null) this.#ids.set(identity, id)
    return id
  }
}

const ENCRYPTED: Read = { answer: Promise.resolve(encryptedKey('PKCS #8')), claim: null }

const isSame = (one: KeyReading, other: KeyReading): boolean =>
  one.spki === other.spki &&
  one.kind === other.kind &&
  one.algorithm === other.algorithm &&
  one.bits === other.bits &&
  one.format === other.format &&
  one.encrypted === other.encrypted
