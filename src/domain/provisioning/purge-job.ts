import type { Schedule } from '../../kernel/schedule.js'
import { SYSTEM } from '../../store/commit.js'
import { nextPurge, purgeExpired } from '../directory/deleted-items.js'
import type { SyncAccess } from './sync-environment.js'

export interface PurgeServices {
  readonly access: SyncAccess
  readonly schedule: Pick<Schedule, 'planSooner'>
  /** Does what the purge causes elsewhere. */
  readonly settle: () => Promise<void>
}

/** Plans that what a tenant deleted is gone for good 30 days later, to the instant of the emulator's clock. */
export function planPurge(services: PurgeServices, tenant: string): void {
  const { access, schedule, settle } = services
  const due = access.hasTenant(tenant) ? nextPurge(access.read(tenant)) : undefined
  if (due === undefined) return
  const run = async () => {
    if (!access.hasTenant(tenant)) return
    access.write(tenant, SYSTEM, purgeExpired)
    planPurge(services, tenant)
    await settle()
  }
  schedule.planSooner(due, { name: `purge deleted items of ${tenant}`, run })
}
