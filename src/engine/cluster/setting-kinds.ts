/** Where each name stands in a list of settings. Nodes are alike: lists of the same names share it. */
import { push } from '../encoding/maps.ts'

interface Named {
  readonly name: string
}
interface Kind {
  readonly names: readonly string[]
  readonly places: ReadonlyMap<string, readonly number[]>
}
/** With so many kinds a list is compared before it is looked through itself. */
const KINDS = 8

export class SettingKinds {
  readonly #known: Kind[] = []
  readonly #spell: (name: string) => string

  /** `spell`: the name a setting is looked for by. */
  constructor(spell: (name: string) => string = (name) => name) {
    this.#spell = spell
  }

  /** Places by name, in the order of the list. */
  placesOf(settings: readonly Named[]): Kind['places'] {
    const known = this.#known.find(({ names }) => sameNames(names, settings))
    if (known !== undefined) return known.places
    const places = new Map<string, number[]>()
    for (const [at, { name }] of settings.entries()) push(places, this.#spell(name), at)
    this.#known.unshift({ names: settings.map(({ name }) => name), places })
    if (this.#known.length > KINDS) this.#known.pop()
    return places
  }
}

function sameNames(names: readonly string[], settings: readonly Named[]): boolean {
  if (names.length !== settings.length) return false
  for (let at = 0; at < names.length; at++) if (names[at] !== settings[at]?.name) return false
  return true
}
