import { sameValue } from '../kernel/equality.js'
import { deepFreeze } from '../kernel/freeze.js'
import type { Actor, Change } from './commit.js'
import type { Entry } from './layer.js'
import type { Partition } from './partition.js'
import type { Table, TableReader } from './table.js'
import type { TableDefinition } from './table-definition.js'

/** Reading one tenant's tables. */
export interface Reader {
  readonly tenant: string
  table<Row extends object>(definition: TableDefinition<Row>, scope?: string): TableReader<Row>
}

/** Reading and writing one tenant's tables, all or nothing, in one turn of the event loop. */
export interface Transaction extends Reader {
  readonly actor: Actor
  /** The instant of the transaction, in milliseconds since the epoch. */
  readonly now: number
  newGuid(): string
  newSecret(): string
  /** Adds a row and answers with it, frozen. Throws `UniqueViolation` when a unique key, or its id, is taken. */
  insert<Row extends object>(definition: TableDefinition<Row>, row: Row, scope?: string): Row
  /** Puts a row in place of the one with the same id and answers with it, frozen. */
  replace<Row extends object>(definition: TableDefinition<Row>, row: Row, scope?: string): Row
  remove<Row extends object>(definition: TableDefinition<Row>, id: string, scope?: string): void
}

/** A row as a transaction leaves it, for the journal: `row` is null when it was deleted. */
export interface RowWrite {
  readonly table: string
  readonly scope: string
  readonly id: string
  readonly ordinal: number
  readonly row: object | null
}

interface Touched {
  readonly table: Table<object>
  readonly name: string
  readonly scope: string
  readonly id: string
  readonly before: Entry<object> | undefined
}

export interface TransactionServices {
  readonly actor: Actor
  readonly now: number
  readonly seq: number
  newGuid(): string
  newSecret(): string
  nextOrdinal(): number
}

/** The working state of one transaction: writes go straight to the tables; `rollback` undoes them in reverse. */
export class OpenTransaction implements Transaction {
  readonly tenant: string
  readonly actor: Actor
  readonly now: number
  readonly #partition: Partition
  readonly #services: TransactionServices
  readonly #touched = new Map<string, Touched>()

  constructor(partition: Partition, services: TransactionServices) {
    this.tenant = partition.tenant
    this.actor = services.actor
    this.now = services.now
    this.#partition = partition
    this.#services = services
  }

  table<Row extends object>(definition: TableDefinition<Row>, scope?: string): TableReader<Row> {
    return this.#partition.table(definition, scope)
  }

  newGuid(): string {
    return this.#services.newGuid()
  }

  newSecret(): string {
    return this.#services.newSecret()
  }

  insert<Row extends object>(definition: TableDefinition<Row>, row: Row, scope = ''): Row {
    const id = definition.id(row)
    if (this.#partition.table(definition, scope).has(id)) throw new DuplicateId(definition.name, id)
    return this.#put(definition, row, scope, this.#services.nextOrdinal())
  }

  replace<Row extends object>(definition: TableDefinition<Row>, row: Row, scope = ''): Row {
    const before = this.#partition.table(definition, scope).entry(definition.id(row))
    if (!before) throw new Error(`table '${definition.name}' has no row '${definition.id(row)}' to replace`)
    return this.#put(definition, row, scope, before.ordinal)
  }

  remove<Row extends object>(definition: TableDefinition<Row>, id: string, scope = ''): void {
    const table = this.#partition.table(definition, scope)
    this.#touch(table, scope, id)
    table.remove(id)
  }

  #put<Row extends object>(definition: TableDefinition<Row>, row: Row, scope: string, ordinal: number): Row {
    const table = this.#partition.table(definition, scope)
    const frozen = deepFreeze(row)
    this.#touch(table, scope, definition.id(row))
    table.put({ row: frozen, ordinal, version: this.#services.seq })
    return frozen
  }

  #touch<Row extends object>(table: Table<Row>, scope: string, id: string): void {
    const name = table.definition.name
    const key = `${name}@${scope}/${id}`
    if (this.#touched.has(key)) return
    // Undoing needs no row type: entries go back exactly as they came.
    const untyped = table as unknown as Table<object>
    this.#touched.set(key, { table: untyped, name, scope, id, before: table.entry(id) })
  }

  rollback(): void {
    const touched = [...this.#touched.values()]
    // Everything out first, so that no row on its way back meets a key that is still taken.
    for (const { table, id } of touched.reverse()) table.remove(id)
    const earlier = touched.flatMap(({ table, before }) => (before ? [{ table, before }] : []))
    for (const { table, before } of earlier.sort((a, b) => a.before.ordinal - b.before.ordinal)) table.put(before)
  }

  /** What this transaction changed, net: a row put back as it was is no change. */
  changes(): { changes: Change[]; writes: RowWrite[] } {
    const changes: Change[] = []
    const writes: RowWrite[] = []
    for (const touched of this.#touched.values()) {
      const change = changeOf(touched)
      if (!change) continue
      changes.push(change)
      const { name, scope, id, table } = touched
      const entry = table.entry(id)
      writes.push({ table: name, scope, id, ordinal: entry?.ordinal ?? -1, row: entry?.row ?? null })
    }
    return { changes, writes }
  }
}

function changeOf({ table, name, scope, id, before }: Touched): Change | undefined {
  const after = table.entry(id)
  if (!before && !after) return undefined
  if (!before) return { table: name, scope, id, kind: 'insert', properties: Object.keys(after?.row ?? {}) }
  if (!after) return { table: name, scope, id, kind: 'delete', properties: [] }
  const properties = changedProperties(before.row, after.row)
  if (properties.length > 0) return { table: name, scope, id, kind: 'update', properties }
  table.put(before)
  return undefined
}

function changedProperties(before: object, after: object): string[] {
  const old = before as Record<string, unknown>
  const next = after as Record<string, unknown>
  const names = new Set([...Object.keys(old), ...Object.keys(next)])
  return [...names].filter((name) => !sameValue(old[name] ?? null, next[name] ?? null))
}

/** Two rows of a table with the same id: an error of the caller's, who chose the id. */
export class DuplicateId extends Error {
  readonly table: string
  readonly id: string

  constructor(table: string, id: string) {
    super(`table '${table}' already has a row with id '${id}'`)
    this.name = 'DuplicateId'
    this.table = table
    this.id = id
  }
}
