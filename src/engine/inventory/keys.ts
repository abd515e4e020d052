/** Each distinct key once, with every place it stands. Octets of private keys end here. */
import { Recent } from '../encoding/recent.ts'
import { Slab } from '../encoding/slab.ts'
import type { Arithmetic } from '../x509/arithmetic.ts'
import { encryptedKey, type KeyAnswer, readPublicKeyFile } from '../x509/private-key.ts'
import type { KeyFacts, KeyId, Location } from './inventory.ts'

export class Keys {
  readonly all: (Omit<KeyFacts, 'locations'> & { readonly locations: Location[] })[] = []
  readonly #arithmetic: Arithmetic
  readonly #slab = new Slab()
  /** The same key stands in a kubeconfig and in the file beside it; of nodes made from one image in every node's, many others between. */
  readonly #recent = new Recent<Promise<KeyAnswer>>(2048)
  readonly #ids = new Map<string, KeyId>()
  /** Keys being read, in the order they stand in: answers are taken in that order, however they arrive. */
  readonly #pending: { readonly answer: Promise<KeyAnswer>; readonly take: (answer: KeyAnswer) => void }[] = []

  constructor(arithmetic: Arithmetic) {
    this.#arithmetic = arithmetic
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
      answer: encrypted ? Promise.resolve(encryptedKey('PKCS #8')) : this.#read(octets, start, end),
      take: (read) => take(read, read.ok ? this.#idOf(read, location) : null),
    })
  }

  #read(octets: Uint8Array, start: number, end: number): Promise<KeyAnswer> {
    const known = this.#recent.find(octets.subarray(start, end))
    if (known !== undefined) return known
    const der = this.#slab.copy(octets, start, end)
    this.#slab.keep(der)
    const wipe = (): void => void der.fill(0)
    const answer = this.#arithmetic.readKey(der)
    answer.then(wipe, wipe)
    this.#recent.keep(der, answer)
    return answer
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
    for (const { answer, take } of this.#pending) take(await answer)
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
