/**
 * Names of rows' properties. Rows of a table mostly have the same ones, so the change log, which remembers the names of
 * every inserted row, shares one list among all that are alike.
 */
export class PropertyLists {
  readonly #newest = new Map<string, readonly string[]>()

  /** The names of a row's properties. */
  of(table: string, row: object): readonly string[] {
    const names = Object.keys(row)
    const known = this.#newest.get(table)
    if (known && known.length === names.length && names.every((name, at) => name === known[at])) return known
    this.#newest.set(table, Object.freeze(names))
    return names
  }
}
