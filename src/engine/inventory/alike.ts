/** The configuration every node of a fleet has: of one file of it the settings are kept, and told again where the same octets come again. */
import { Recent } from '../encoding/recent.ts'
import type { Settings, SettingsOrigin } from './inventory.ts'

/** Of these nothing is left out, so that nothing is kept that is not in the inventory. */
const OF_EVERY_NODE: ReadonlySet<SettingsOrigin> = new Set(['kubelet-config', 'kube-proxy-config'])

export class AlikeConfigurations {
  readonly #recent = new Recent<readonly Settings[]>()

  /** What the file at `path` says, where another said the same. */
  find(bytes: Uint8Array, path: string): readonly Settings[] | undefined {
    return this.#recent.find(bytes)?.map((one) => ({
      ...one,
      location: { ...one.location, file: path },
      settings: one.settings.map(({ name, value, location }) => ({ name, value, location: { ...location, file: path } })),
    }))
  }

  /** A file that said this and nothing else. */
  keep(bytes: Uint8Array, said: readonly Settings[]): void {
    if (said.every(({ origin }) => OF_EVERY_NODE.has(origin))) this.#recent.keep(bytes, said)
  }
}
