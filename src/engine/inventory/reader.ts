/** What a reader of one format is: it looks at a file, takes what it understands into the collector, and says whether it did. */
import { nameOf } from '../encoding/paths.ts'
import { beginsWithArmor } from '../encoding/plain-pem.ts'
import { newYamlAllowance, readYaml, type YamlAllowance, type YamlDocument, type YamlFault } from '../encoding/yaml.ts'
import type { Collector } from './collector.ts'
import type { Location, Settings } from './inventory.ts'

const utf8 = new TextDecoder()
const latin1 = new TextDecoder('latin1')
const UTF_16LE = new TextDecoder('utf-16le')
const UTF_16BE = new TextDecoder('utf-16be')
const NO_YAML = { documents: [], faults: [] } as const

/** What settings lack that no manifest of a pod gives. */
export const NO_POD = {
  probes: [],
  mounts: [],
  image: null,
  name: null,
  namespace: null,
  nodeName: null,
  includes: [],
} as const satisfies Partial<Settings>

/** One file, decoded at most once in each way. */
export class SourceFile {
  readonly path: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly yamlAllowance: YamlAllowance
  #text: string | null = null
  #octets: string | null = null
  #armored: boolean | null = null
  #yaml: { readonly documents: readonly YamlDocument[]; readonly faults: readonly YamlFault[] } | null = null

  /** `yamlAllowance` is one for a whole drop. */
  constructor(path: string, bytes: Uint8Array<ArrayBuffer>, yamlAllowance = newYamlAllowance()) {
    this.path = path
    this.bytes = bytes
    this.yamlAllowance = yamlAllowance
  }
  get name(): string {
    return nameOf(this.path)
  }
  /** As UTF-8, without a byte-order mark. */
  get text(): string {
    return (this.#text ??= utf8.decode(this.bytes))
  }
  /** One Latin-1 character an octet. Of ASCII, which nearly every file is, both readings are one string. */
  get octets(): string {
    // As many characters as octets: each was one by itself, and those that are no UTF-8 by themselves became U+FFFD.
    const ascii = this.text.length === this.bytes.length && !this.text.includes('\ufffd')
    return (this.#octets ??= ascii ? this.text : latin1.decode(this.bytes))
  }
  /** PEM from its first octet on. */
  get armored(): boolean {
    return (this.#armored ??= beginsWithArmor(this.bytes))
  }
  /** YAML (or JSON) documents; empty where the text does not look like a mapping. */
  get yaml(): { readonly documents: readonly YamlDocument[]; readonly faults: readonly YamlFault[] } {
    if (this.#yaml !== null) return this.#yaml
    // PEM is no YAML, and nobody else asks for its text.
    const text = this.armored ? '' : (utf16(this.bytes) ?? this.text)
    return (this.#yaml = looksLikeMapping(text) ? readElided(text, this.yamlAllowance) : NO_YAML)
  }
  at(line: number | null = null, field: string | null = null): Location {
    return { file: this.path, field, line }
  }
}

/** YAML may be UTF-16 where a byte-order mark says so (YAML 1.2 section 5.2), as Windows writes it; Kubernetes reads that, and no other format. */
function utf16(bytes: Uint8Array): string | null {
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)
  return mark === 0xfffe ? UTF_16LE.decode(bytes) : mark === 0xfeff ? UTF_16BE.decode(bytes) : null
}

/** Excerpts have lines of dots where something was left out: those lines are passed over, and said so. */
function readElided(
  text: string,
  allowance: YamlAllowance,
): { readonly documents: readonly YamlDocument[]; readonly faults: readonly YamlFault[] } {
  const read = readYaml(text, allowance)
  if (read.faults.length === 0 || !/^[ \t]+\.{3,}[ \t]*$/m.test(text)) return read
  const again = readYaml(text.replace(/^[ \t]+\.{3,}[ \t]*$/gm, ''), allowance)
  return again.faults.length === 0 ? { documents: again.documents, faults: read.faults } : read
}

/** The section of a systemd unit, which the YAML parser would take apart as a list before it says no. */
const SECTION = /^\[[\w -]+\]$/

/** A first line that is a key, a document mark, a comment or a bracket. PEM and certificates never get to the YAML parser. */
const looksLikeMapping = (text: string): boolean => {
  for (let at = 0; at < Math.min(text.length, 16_384); ) {
    const newline = text.indexOf('\n', at)
    const end = newline < 0 ? text.length : newline
    const bare = text.slice(at, Math.min(end, at + 16_384)).trim()
    at = end + 1
    if (bare === '' || bare.startsWith('#') || bare === '---' || bare.startsWith('%')) continue
    return /^(\{|\[|-\s|["']?[\w./-]+["']?\s*:(\s|$))/.test(bare) && !bare.startsWith('-----') && !SECTION.test(bare)
  }
  return false
}

export interface Reader {
  /** The name of its file: shown as what a file was read as. */
  readonly id: string
  /** True where it took something from the file. Never throws: what it cannot read becomes a fault in the collector. */
  read(file: SourceFile, into: Collector): boolean
}
