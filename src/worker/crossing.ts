/** What the page has of the inventory: a small one whole from the beginning, of a large one what is mentioned, and slice by slice the rest when it asks. */
import type { Inventory } from '../engine/inventory/inventory.ts'
import type { Mentioned } from './mentioned.ts'
import { countOf, inventorySlices, mentionedSlices, type Sent, type Slice } from './slices.ts'

export class Crossing {
  readonly #inventory: Inventory
  readonly #total: number
  readonly #sent: Sent = new Map()
  #rest: Iterator<Slice>
  #items = 0
  whole = false

  constructor(inventory: Inventory) {
    this.#inventory = inventory
    this.#total = countOf(inventory)
    this.#rest = inventorySlices(inventory)
  }

  /** Before anything is judged: all of an inventory of no more than so many items, which the page takes in meanwhile. */
  *first(small: number): Generator<Slice> {
    if (this.#total > small) return
    this.whole = true
    yield* inventorySlices(this.#inventory)
  }

  /** What the page is about to be told of and does not have. */
  *mentioned(of: (inventory: Inventory) => Mentioned): Generator<Slice> {
    if (!this.whole) yield* mentionedSlices(this.#inventory, of(this.#inventory), this.#sent)
  }

  /** The next slice of all that was found, `again` the first; null where there are no more. */
  next(again: boolean): Slice | null {
    if (again) {
      this.#rest = inventorySlices(this.#inventory)
      this.#items = 0
    }
    const { value, done } = this.#rest.next()
    if (done === true) {
      this.whole = true
      return null
    }
    if (value.of === 'inventory') this.#items += value.items.length
    return value
  }

  /** Which share of it has crossed that way. */
  get share(): number {
    return this.#total === 0 ? 1 : this.#items / this.#total
  }
}
