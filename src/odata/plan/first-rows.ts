import type { SortedPosition } from './position.js'
import { comparePlaces } from './sort-order.js'

/** A row with its place in the order. */
export interface PlacedRow<Row> {
  readonly row: Row
  readonly place: SortedPosition
}

/** Keeps the first `limit` of any number of rows, sorting now and then instead of keeping them all. */
export class FirstRows<Row> {
  readonly #limit: number
  readonly #descending: readonly boolean[]
  #rows: PlacedRow<Row>[] = []
  /** Rows at or behind this place are not among the first any more. */
  #bound: SortedPosition | undefined

  constructor(limit: number, descending: readonly boolean[]) {
    this.#limit = limit
    this.#descending = descending
  }

  add(placed: PlacedRow<Row>): void {
    if (this.#bound && comparePlaces(placed.place, this.#bound, this.#descending) >= 0) return
    this.#rows.push(placed)
    if (this.#rows.length >= 2 * this.#limit + 64) this.#cut()
  }

  sorted(): readonly PlacedRow<Row>[] {
    this.#cut()
    return this.#rows
  }

  #cut(): void {
    this.#rows.sort((left, right) => comparePlaces(left.place, right.place, this.#descending))
    if (this.#rows.length <= this.#limit) return
    this.#rows = this.#rows.slice(0, this.#limit)
    this.#bound = this.#rows.at(-1)?.place
  }
}
