import type { Environment } from '../../src/domain/dataverse/environment-rows.js'
import { directRolesOf } from '../../src/domain/dataverse/role-assignments.js'
import { findSystemuserByObjectId } from '../../src/domain/dataverse/systemusers.js'
import { environments, type Row } from '../../src/domain/dataverse/tables.js'
import { organizations } from '../../src/domain/directory/tables.js'
import { seedTenant } from '../../src/domain/fixture/seed-tenant.js'
import type { TenantDocument } from '../../src/domain/fixture/tenant-document.js'
import { fixtureTenantId } from '../../src/domain/fixture/tenant-id.js'
import { DecisionLog } from '../../src/domain/provisioning/decision-log.js'
import { FIXTURE, Provisioning, type ProvisioningOptions } from '../../src/domain/provisioning/provisioning.js'
import { parseSyncMode } from '../../src/domain/provisioning/sync-mode.js'
import { EmulatorClock } from '../../src/kernel/clock.js'
import { silentLog } from '../../src/kernel/log.js'
import { Schedule } from '../../src/kernel/schedule.js'
import { RequestAccess } from '../../src/request-access.js'
import { type Actor, SYSTEM } from '../../src/store/commit.js'
import { Store } from '../../src/store/store.js'
import type { Transaction } from '../../src/store/transaction.js'

const ADMINISTRATOR: Actor = { kind: 'user', id: 'test' }

/** A store with one tenant and the synchronization at work in it, without surfaces around. */
export class SeededHouse {
  readonly clock = new EmulatorClock({ frozenAt: Date.parse('2026-06-01T09:00:00Z') })
  readonly schedule = new Schedule(this.clock, (_, error) => {
    throw error
  })
  readonly store = new Store({ clock: this.clock })
  readonly access = new RequestAccess(this.store)
  readonly provisioning: Provisioning
  readonly tenant: string

  constructor(document: Omit<TenantDocument, 'key'>, mode = 'auto', more: Partial<ProvisioningOptions> = {}) {
    const fixture = { key: 't', ...document }
    const { access, clock, schedule, store } = this
    this.provisioning = new Provisioning({
      ...{ access, clock, schedule },
      decisions: new DecisionLog(silentLog),
      machineNow: Date.now,
      durable: () => store.durable(),
      mode: parseSyncMode(mode) ?? { kind: 'auto' },
      ...more,
    })
    this.tenant = fixtureTenantId(fixture)
    store.createTenant(this.tenant, false)
    store.transact(this.tenant, FIXTURE, (transaction) => seedTenant(transaction, fixture))
    store.setBase(this.tenant)
    store.subscribe((commit) => this.provisioning.observe(commit))
    this.provisioning.restart()
  }

  get reader() {
    return this.store.read(this.tenant)
  }

  /** Changes something and waits for what automatic synchronization makes of it. */
  async change<Result>(work: (transaction: Transaction) => Result): Promise<Result> {
    const result = this.store.transact(this.tenant, ADMINISTRATOR, work)
    await this.provisioning.settle()
    return result
  }

  /** Writes as Dataverse itself does. */
  write<Result>(work: (transaction: Transaction) => Result): Result {
    return this.store.transact(this.tenant, SYSTEM, work)
  }

  id(key: string): string {
    const { named } = [...this.reader.table(organizations).rows()][0] ?? {}
    const found = [...(named?.users ?? []), ...(named?.groups ?? [])].find((item) => item.key === key)
    if (!found) throw new Error(`the fixture names no '${key}'`)
    return found.id
  }

  environment(uniqueName = 'e'): Environment {
    const environment = this.reader.table(environments).findFirst('uniqueName', uniqueName)
    if (!environment) throw new Error(`no environment '${uniqueName}'`)
    return environment
  }

  row(key: string, uniqueName?: string): Row | undefined {
    return this.rowOf(this.id(key), uniqueName)
  }

  /** The row of a directory user by object id. */
  rowOf(objectId: string, uniqueName?: string): Row | undefined {
    return findSystemuserByObjectId(this.reader, this.environment(uniqueName), objectId)
  }

  roles(key: string, uniqueName?: string): readonly unknown[] {
    const id = String(this.row(key, uniqueName)?.systemuserid)
    return [...directRolesOf(this.reader, this.environment(uniqueName), id)].map(({ name }) => name).sort()
  }

  advance(milliseconds: number): Promise<void> {
    return this.schedule.moveTo(this.clock.now() + milliseconds)
  }
}
