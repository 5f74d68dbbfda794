import { sameValue } from '../kernel/equality.js'
import { deepFreeze } from '../kernel/freeze.js'
import type { Actor, Change, RowImages } from './commit.js'
import type { Entry } from './layer.js'
import type { Partition } from './partition.js'
import type { PropertyLists } from './property-lists.js'
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
  /** Ids of the rows of a tenant-wide table that were written so far, each once. */
  touched(definition: TableDefinition<never>): ReadonlySet<string>
}

/** A row as a transaction leaves it, for the journal: `row` is null when it was deleted. */
export interface RowWrite {
  readonly table: string
  readonly scope: string
  readonly id: string
  readonly ordinal: number
  readonly row: object | null
}

/** One row before one write: enough to undo it. */
interface Step {
  readonly table: Table<object>
  readonly scope: string
  readonly id: string
  readonly before: Entry<object> | undefined
}

export interface TransactionServices {
  readonly actor: Actor
  readonly now: number
  readonly seq: number
  readonly propertyLists: PropertyLists
  newGuid(): string
  newSecret(): string
  nextOrdinal(): number
}

/** The working state of one transaction: writes go straight to the tables, and every step can be undone. */
export class OpenTransaction implements Transaction {
  readonly tenant: string
  readonly actor: Actor
  readonly now: number
  readonly #partition: Partition
  readonly #services: TransactionServices
  readonly #steps: Step[] = []

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
    const before = table.entry(id)
    if (!before) return
    table.remove(id)
    this.#remember(table, scope, id, before)
  }

  touched({ name }: TableDefinition<never>): ReadonlySet<string> {
    const steps = this.#steps.filter(({ table, scope }) => scope === '' && table.definition.name === name)
    return new Set(steps.map(({ id }) => id))
  }

  #put<Row extends object>(definition: TableDefinition<Row>, row: Row, scope: string, ordinal: number): Row {
    const table = this.#partition.table(definition, scope)
    const frozen = deepFreeze(row)
    const before = table.put({ row: frozen, ordinal, version: this.#services.seq })
    this.#remember(table, scope, definition.id(row), before)
    return frozen
  }

  #remember<Row extends object>(table: Table<Row>, scope: string, id: string, before: Entry<Row> | undefined): void {
    // Undoing needs no row type: entries go back exactly as they came.
    this.#steps.push({ table: table as unknown as Table<object>, scope, id, before })
  }

  /** Where the transaction stands: what `rollback` may go back to. */
  get savepoint(): number {
    return this.#steps.length
  }

  /** Undoes every step since a savepoint, last first: each state on the way has been there before, so no key is taken. */
  rollback(savepoint = 0): void {
    for (let step = this.#undoable(savepoint); step; step = this.#undoable(savepoint)) {
      if (step.before) step.table.put(step.before)
      else step.table.remove(step.id)
    }
  }

  #undoable(savepoint: number): Step | undefined {
    return this.#steps.length > savepoint ? this.#steps.pop() : undefined
  }

  /** What this transaction changed, net, and the rows of each change: a row put back as it was is no change. */
  changes(): { changes: Change[]; writes: RowWrite[]; images: RowImages[] } {
    const changes: Change[] = []
    const writes: RowWrite[] = []
    const images: RowImages[] = []
    for (const { table, scope, id, before } of this.#firstSteps()) {
      const after = table.entry(id)
      const change = this.#changeOf(table, scope, id, before, after)
      if (change) {
        changes.push(change)
        const row = after?.row ?? null
        writes.push({ table: change.table, scope, id, ordinal: after?.ordinal ?? -1, row })
        images.push({ before: before?.row ?? null, after: row })
      } else if (before && before !== after) {
        table.put(before)
      }
    }
    return { changes, writes, images }
  }

  #changeOf(
    { definition: { name: table } }: Table<object>,
    scope: string,
    id: string,
    before: Entry<object> | undefined,
    after: Entry<object> | undefined,
  ): Change | undefined {
    if (!after) return before && { table, scope, id, kind: 'delete', properties: [] }
    if (!before) {
      return { table, scope, id, kind: 'insert', properties: this.#services.propertyLists.of(table, after.row) }
    }
    const properties = changedProperties(before.row, after.row)
    return properties.length > 0 ? { table, scope, id, kind: 'update', properties } : undefined
  }

  /** The first step of every row that was touched: it knows the row as it was before the transaction. */
  #firstSteps(): Iterable<Step> {
    if (this.#steps.length < 2) return this.#steps
    const seen = new Map<Table<object>, Set<string>>()
    return this.#steps.filter(({ table, id }) => {
      const ids = seen.get(table)
      if (!ids) seen.set(table, new Set([id]))
      else if (ids.has(id)) return false
      else ids.add(id)
      return true
    })
  }
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
