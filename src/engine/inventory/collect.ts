/** Unpacked files to the inventory: each file to the readers that understand it, none passed over in silence. */
import { once } from '../encoding/maps.ts'
import { newYamlAllowance } from '../encoding/yaml.ts'
import { isUnpackFault, type UnpackedFile, type UnpackFault } from '../encoding/unpack.ts'
import { type Arithmetic, HERE } from '../x509/arithmetic.ts'
import type { Certificate } from '../x509/certificate.ts'
import { sha256Hex } from '../x509/sha2.ts'
import { AlikeFiles, type Told } from './alike.ts'
import { Collector } from './collector.ts'
import type { FileFacts, Found, IgnoredReason } from './inventory.ts'
import { SourceFile } from './reader.ts'
import { PLAIN, STRUCTURED } from './readers/index.ts'

/** Octets of a file whose digest is made sooner than WebCrypto is asked for it. */
const DIGESTED_HERE = 256

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

export class Intake {
  readonly #arithmetic: Arithmetic
  readonly #collector: Collector
  readonly #files: Mutable<FileFacts>[] = []
  /** The digest of each file that was read, in the order of `#digested`. */
  readonly #digests: Promise<string>[] = []
  readonly #digested: Mutable<FileFacts>[] = []
  readonly #yamlAllowance = newYamlAllowance()
  readonly #alike = new AlikeFiles()

  /** `onCertificate` hears of each distinct certificate when it is decoded; `believing` keys that `proven` is asked about. */
  constructor(arithmetic: Arithmetic = HERE, onCertificate: (certificate: Certificate) => void = () => undefined, believing = false) {
    this.#arithmetic = arithmetic
    this.#collector = new Collector(arithmetic, onCertificate, believing)
  }

  /** Takes one file or fault of unpacking. */
  add(item: UnpackedFile | UnpackFault): void {
    if (isUnpackFault(item)) {
      const { fault, file, offset, expected, presented, limit } = item
      this.#collector.fault(`read/${fault}`, { file, field: null, line: null }, { offset, expected, presented, limit })
      return
    }
    const facts: Mutable<FileFacts> = {
      path: item.path,
      container: item.container,
      bytes: item.size,
      mode: item.mode,
      uid: item.uid,
      gid: item.gid,
      owner: item.owner,
      linkTarget: item.linkTarget,
      directory: item.directory,
      readAs: NONE,
      ignored: null,
      sha256: null,
    }
    this.#files.push(facts)
    if (facts.directory) facts.ignored = 'directory'
    else if (facts.linkTarget !== null) facts.ignored = 'link'
    else if (item.passedOver !== null) facts.ignored = item.passedOver
    else {
      const { digest, readAs } = this.#alike.again(item.bytes, item.path, this.#collector) ?? this.#tell(item)
      if (typeof digest === 'string') facts.sha256 = digest
      else {
        this.#digests.push(digest)
        this.#digested.push(facts)
      }
      facts.readAs = readAs
      if (readAs.length === 0) facts.ignored = ignoredBecause(item.bytes)
    }
  }

  /** Waits for keys; nothing can be added afterwards. The files have their digests when `digested` has been waited for. */
  finish(): Promise<Found> {
    this.#alike.forget()
    return this.#collector.finish(this.#files)
  }

  /** Is every key what it said it is? Where one is not, all that was found is worth nothing. */
  proven(): Promise<boolean> {
    return this.#collector.proven()
  }

  async digested(): Promise<void> {
    for (const [i, digest] of this.#digests.entries()) (this.#digested[i] as Mutable<FileFacts>).sha256 = await digest
  }

  #tell(item: UnpackedFile): Pick<Told, 'digest' | 'readAs'> {
    const { bytes } = item
    const digest = bytes.length <= DIGESTED_HERE ? sha256Hex(bytes) : this.#arithmetic.digest(bytes)
    const { settings, kubeconfigs, faults, texts } = this.#collector
    const [first, kubeconfig, text, fault] = [settings.length, kubeconfigs.length, texts.length, faults.length]
    const readAs = this.#read(item)
    if (faults.length === fault && ALIKE.has(readAs)) {
      const said = { settings: settings.slice(first), kubeconfigs: kubeconfigs.slice(kubeconfig), texts: texts.slice(text) }
      this.#alike.keep(bytes, { digest, readAs, ...said }, this.#collector)
    }
    return { digest, readAs }
  }

  #read(item: UnpackedFile): readonly string[] {
    const file = new SourceFile(item.path, item.bytes, this.#yamlAllowance)
    let readAs: readonly string[] = NONE
    for (const reader of STRUCTURED)
      if (reader.read(file, this.#collector)) readAs = readAs === NONE ? alone(reader.id) : [...readAs, reader.id]
    if (readAs !== NONE) return readAs
    for (const reader of PLAIN) if (reader.read(file, this.#collector)) return alone(reader.id)
    const [fault] = file.yaml.faults
    if (fault !== undefined && /\.(ya?ml|json|conf|kubeconfig)$/.test(file.path))
      this.#collector.fault('read/yaml-malformed', file.at(fault.line), { presented: fault.message })
    // A setting may point here: what stands in the file is known to hold no PEM, which is not the same as a file that is not in the drop.
    this.#collector.pemText(file.octets.length > 1 << 20 ? '' : file.octets, file.at())
    return NONE
  }
}

/** What most files are read as, once each. */
const NONE: readonly string[] = []
const ALONE = new Map<string, readonly string[]>()
const alone = (id: string): readonly string[] => once(ALONE, id, () => [id])
/** Read without a look at the path. */
const ALIKE: ReadonlySet<readonly string[]> = new Set(['configuration', 'kubeconfig', 'pem'].map(alone))

function ignoredBecause(bytes: Uint8Array): IgnoredReason {
  if (bytes.length === 0) return 'empty'
  return bytes.subarray(0, 8192).includes(0) ? 'binary' : 'not-recognised'
}
