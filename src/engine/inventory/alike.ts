/** Files that every node of a fleet has: read once, and told again where the same octets come again. */
import { Recent } from '../encoding/recent.ts'
import type { Collector } from './collector.ts'
import type { Kubeconfig, Location, Material, PemText, Settings, SettingsOrigin } from './inventory.ts'

/** What came of a file. */
export interface Told {
  readonly readAs: readonly string[]
  /** SHA-256 of its octets. */
  readonly digest: string | Promise<string>
  readonly settings: readonly Settings[]
  readonly kubeconfigs: readonly Kubeconfig[]
  readonly texts: readonly PemText[]
}

/** Of these nothing is left out, so that nothing is kept that is not in the inventory. */
const OF_EVERY_NODE: ReadonlySet<SettingsOrigin> = new Set(['kubelet-config', 'kube-proxy-config'])

export class AlikeFiles {
  readonly #recent = new Recent<Told>()

  /** What the file at `path` says, where another said the same: it has then been taken into the collector. */
  again(bytes: Uint8Array, path: string, into: Collector): Told | undefined {
    const told = this.#recent.find(bytes)
    if (told === undefined) return undefined
    for (const one of told.settings) into.settings.push(settingsAt(path, one))
    if (told.kubeconfigs.length > 0) for (const one of told.kubeconfigs) into.kubeconfigs.push(kubeconfigAt(path, one, into))
    else for (const one of told.texts) into.pemAgain(one, at(path, one.location))
    return told
  }

  /** A file that said this and nothing else; one that says a secret, or what no other file does, is not kept. */
  keep(bytes: Uint8Array, told: Told, into: Collector): void {
    const { settings, kubeconfigs, texts } = told
    if (settings.length + kubeconfigs.length + texts.length === 0) return
    if (settings.every(({ origin }) => OF_EVERY_NODE.has(origin)) && kubeconfigs.every(isPublic) && texts.every(isAgain(into)))
      this.#recent.keep(bytes, told)
  }

  forget(): void {
    this.#recent.forget()
  }
}

const isPublic = ({ users }: Kubeconfig): boolean =>
  users.every(
    ({ certificate, key, hasToken, basic, exec, authProvider }) =>
      (certificate ?? key)?.kind === 'path' && key?.kind === 'path' && !hasToken && !basic && exec === null && authProvider === null,
  )
/** Certificates that stood elsewhere before, and no more. */
const isAgain =
  (into: Collector) =>
  ({ blocks, hidden, der }: PemText): boolean =>
    hidden.length === 0 && der === null && blocks.every(({ certificate }) => certificate !== null && into.isAgain(certificate))

const at = (file: string, location: Location): Location => ({ ...location, file })

const settingsAt = (path: string, one: Settings): Settings => ({
  ...one,
  location: at(path, one.location),
  settings: one.settings.map(({ name, value, location }) => ({ name, value, location: at(path, location) })),
})

function kubeconfigAt(path: string, one: Kubeconfig, into: Collector): Kubeconfig {
  const material = (credential: Material | null): Material | null =>
    credential === null
      ? null
      : credential.kind === 'data'
        ? { ...credential, text: into.pemAgain(credential.text, at(path, credential.text.location)) }
        : { ...credential, location: at(path, credential.location) }
  return {
    ...one,
    location: at(path, one.location),
    clusters: one.clusters.map((cluster) => ({ ...cluster, authority: material(cluster.authority) })),
    users: one.users.map((user) => ({ ...user, certificate: material(user.certificate), key: material(user.key) })),
    problem: one.problem && { ...one.problem, location: at(path, one.problem.location) },
  }
}
