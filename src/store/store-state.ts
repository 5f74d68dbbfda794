import { deepFreeze } from '../kernel/freeze.js'
import { ChangeLog } from './change-log.js'
import type { JournalRecord } from './journal-record.js'
import { type FrozenTables, Partition, tableKey } from './partition.js'

/** A tenant as a named snapshot keeps it. */
export interface KeptTenant {
  readonly tables: FrozenTables
  readonly base: FrozenTables | undefined
  readonly made: boolean
}

export interface NamedSnapshot {
  readonly name: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly tenants: ReadonlyMap<string, KeptTenant>
}

const REWRITES_HISTORY: ReadonlySet<JournalRecord['kind']> = new Set([
  'dropTenant',
  'setBase',
  'reset',
  'restoreSnapshot',
] as const)

type RecordOf<Kind extends JournalRecord['kind']> = Extract<JournalRecord, { kind: Kind }>

/** All that a store holds: what a snapshot file keeps and what replaying a journal rebuilds. */
export class StoreState {
  seq = 0
  ordinal = 0
  /** How many ids a seeded source has given out. */
  ids = 0
  /** Ids below this one may have been given out without a record that says so. */
  reservedIds = 0
  idsAtBase = 0
  log = new ChangeLog()
  readonly partitions = new Map<string, Partition>()
  /** Tenants that were made at run time; a full reset drops them. */
  readonly made = new Set<string>()
  /** Tenants that were planted and then dropped: out of sight, emptied, until a full reset brings them back in their place. */
  readonly dropped = new Set<string>()
  readonly snapshots = new Map<string, NamedSnapshot>()

  /** Brings the state to where it is after `record`; throws when it does not fit. A live commit has written its rows already. */
  apply(record: JournalRecord, live: boolean): void {
    switch (record.kind) {
      case 'commit':
        if (!live) this.#replay(record.commit.tenant, record)
        this.log.append(record.commit)
        break
      case 'aside':
        if (!live) this.#replay(record.tenant, record)
        break
      case 'reserveIds':
        this.reservedIds = record.ids
        break
      case 'createTenant':
        this.#create(record)
        break
      case 'dropTenant':
        this.#drop(this.partition(record.tenant).tenant, record.seq)
        break
      case 'setBase':
        this.#setBase(record)
        break
      case 'reset':
        if (record.tenant === null) this.#resetAll(record.seq)
        else this.#reset(record.tenant, record.seq)
        break
      case 'takeSnapshot':
        this.#takeSnapshot(record)
        break
      case 'restoreSnapshot':
        this.#restoreSnapshot(record)
        break
      case 'dropSnapshot':
        this.snapshots.delete(record.name)
    }
    this.seq = record.seq
    if (REWRITES_HISTORY.has(record.kind)) this.#forgetHistory()
  }

  partition(tenant: string): Partition {
    const partition = this.dropped.has(tenant) ? undefined : this.partitions.get(tenant)
    if (!partition) throw new Error(`the store has no tenant '${tenant}'`)
    return partition
  }

  /** The tenants that are in sight, in the order they were made. */
  tenants(): readonly string[] {
    return [...this.partitions.keys()].filter((tenant) => !this.dropped.has(tenant))
  }

  #replay(tenant: string, { seq, writes, ids }: RecordOf<'commit' | 'aside'>): void {
    const partition = this.partition(tenant)
    this.ids = ids
    for (const { table, scope, id, ordinal, row } of writes) {
      const layer = partition.layer(tableKey(table, scope))
      if (row === null) layer.remove(id)
      else {
        layer.set(id, { row: deepFreeze(row), ordinal, version: seq })
        this.ordinal = Math.max(this.ordinal, ordinal + 1)
      }
    }
  }

  #create({ tenant, made, seq }: RecordOf<'createTenant'>): void {
    if (this.partitions.has(tenant)) throw new Error(`the store has a tenant '${tenant}' already`)
    this.partitions.set(tenant, new Partition(tenant, seq))
    if (made) this.made.add(tenant)
  }

  #setBase({ tenant, seq, ids }: RecordOf<'setBase'>): void {
    const partition = this.partition(tenant)
    partition.base = partition.freeze()
    partition.epoch = seq
    this.ids = ids
    if (!this.made.has(tenant)) this.idsAtBase = ids
  }

  #reset(tenant: string, seq: number): void {
    const partition = this.partition(tenant)
    partition.restore(partition.base, seq)
  }

  #resetAll(seq: number): void {
    for (const tenant of [...this.made]) this.#drop(tenant, seq)
    this.dropped.clear()
    for (const tenant of this.partitions.keys()) this.#reset(tenant, seq)
    this.ids = this.idsAtBase
    this.reservedIds = this.idsAtBase
  }

  #drop(tenant: string, seq: number): void {
    const { base } = this.partition(tenant)
    if (base && !this.made.has(tenant)) {
      this.#reset(tenant, seq)
      this.dropped.add(tenant)
    } else {
      this.partitions.delete(tenant)
      this.made.delete(tenant)
    }
  }

  #takeSnapshot({ name, at }: RecordOf<'takeSnapshot'>): void {
    const tenants = new Map<string, KeptTenant>()
    for (const tenant of this.tenants()) {
      const partition = this.partition(tenant)
      tenants.set(tenant, { tables: partition.freeze(), base: partition.base, made: this.made.has(tenant) })
    }
    this.snapshots.set(name, { name, at, tenants })
  }

  #restoreSnapshot({ name, seq }: RecordOf<'restoreSnapshot'>): void {
    const snapshot = this.snapshots.get(name)
    if (!snapshot) throw new Error(`the store has no snapshot '${name}'`)
    for (const tenant of this.tenants()) if (!snapshot.tenants.has(tenant)) this.#drop(tenant, seq)
    for (const [tenant, { tables, base, made }] of snapshot.tenants) {
      const partition = this.partitions.get(tenant) ?? new Partition(tenant, seq)
      this.partitions.set(tenant, partition)
      this.dropped.delete(tenant)
      if (made) this.made.add(tenant)
      partition.base = base
      partition.restore(tables, seq)
    }
  }

  /** Commits from before a tenant's epoch are nobody's history any more. */
  #forgetHistory(): void {
    this.log.keep(({ tenant, seq }) => seq > (this.partitions.get(tenant)?.epoch ?? seq))
  }
}
