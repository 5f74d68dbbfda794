import { ChangeLog } from './change-log.js'
import type { JournalRecord } from './journal-record.js'
import { type FrozenTables, Partition, tableKey } from './partition.js'

export interface NamedSnapshot {
  readonly name: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly tenants: ReadonlyMap<
    string,
    { readonly tables: FrozenTables; readonly base: FrozenTables; readonly made: boolean }
  >
}

/** All that a store holds: what a snapshot file keeps and what replaying a journal rebuilds. */
export class StoreState {
  seq = 0
  ordinal = 0
  /** How many ids a seeded source has given out. */
  ids = 0
  idsAtBase = 0
  log = new ChangeLog()
  readonly partitions = new Map<string, Partition>()
  /** Tenants that were made at run time; a full reset drops them. */
  readonly made = new Set<string>()
  readonly snapshots = new Map<string, NamedSnapshot>()

  /** Brings the state to where it is after `record`. A live commit has written its rows already. */
  apply(record: JournalRecord, live: boolean): void {
    this.seq = record.seq
    switch (record.kind) {
      case 'commit':
        if (!live) this.#replay(record)
        this.log.append(record.commit)
        return
      case 'createTenant':
        this.partitions.set(record.tenant, new Partition(record.tenant, record.seq))
        if (record.made) this.made.add(record.tenant)
        return
      case 'dropTenant':
        return this.#drop(record.tenant)
      case 'setBase':
        return this.#setBase(record.tenant, record.seq, record.ids)
      case 'reset':
        return record.tenant === null ? this.#resetAll(record.seq) : this.#reset(record.tenant, record.seq)
      case 'takeSnapshot':
        return this.#takeSnapshot(record.name, record.at)
      case 'restoreSnapshot':
        return this.#restoreSnapshot(record.name, record.seq)
      case 'dropSnapshot':
        this.snapshots.delete(record.name)
    }
  }

  partition(tenant: string): Partition {
    const partition = this.partitions.get(tenant)
    if (!partition) throw new Error(`the store has no tenant '${tenant}'`)
    return partition
  }

  #replay({ commit, writes, ids }: Extract<JournalRecord, { kind: 'commit' }>): void {
    const partition = this.partition(commit.tenant)
    this.ids = ids
    for (const { table, scope, id, ordinal, row } of writes) {
      const layer = partition.layer(tableKey(table, scope))
      if (row === null) layer.remove(id)
      else {
        layer.set(id, { row, ordinal, version: commit.seq })
        this.ordinal = Math.max(this.ordinal, ordinal + 1)
      }
    }
  }

  #setBase(tenant: string, seq: number, ids: number): void {
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
    for (const tenant of [...this.made]) this.#drop(tenant)
    for (const tenant of this.partitions.keys()) this.#reset(tenant, seq)
    this.ids = this.idsAtBase
  }

  #drop(tenant: string): void {
    this.partitions.delete(tenant)
    this.made.delete(tenant)
  }

  #takeSnapshot(name: string, at: number): void {
    const tenants = new Map(
      [...this.partitions].map(([tenant, partition]) => [
        tenant,
        { tables: partition.freeze(), base: partition.base, made: this.made.has(tenant) },
      ]),
    )
    this.snapshots.set(name, { name, at, tenants })
  }

  #restoreSnapshot(name: string, seq: number): void {
    const snapshot = this.snapshots.get(name)
    if (!snapshot) throw new Error(`the store has no snapshot '${name}'`)
    for (const tenant of [...this.partitions.keys()]) if (!snapshot.tenants.has(tenant)) this.#drop(tenant)
    for (const [tenant, { tables, base, made }] of snapshot.tenants) {
      const partition = this.partitions.get(tenant) ?? new Partition(tenant, seq)
      this.partitions.set(tenant, partition)
      if (made) this.made.add(tenant)
      partition.base = base
      partition.restore(tables, seq)
    }
  }
}
