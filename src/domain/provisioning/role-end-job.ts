import { SYSTEM } from '../../store/commit.js'
import { endExpiredRoles, nextRoleEnd } from '../directory/role-schedules.js'
import { endElevations } from './elevations.js'
import type { PurgeServices } from './purge-job.js'

/** Plans that directory roles given for a time end when it is over, and with them what they had brought. */
export function planRoleEnd(services: PurgeServices, tenant: string): void {
  const { access, schedule, settle } = services
  const due = access.hasTenant(tenant) ? nextRoleEnd(access.read(tenant)) : undefined
  if (due === undefined) return
  const run = async () => {
    if (!access.hasTenant(tenant)) return
    access.write(tenant, SYSTEM, (transaction) => {
      for (const userId of endExpiredRoles(transaction)) endElevations(transaction, userId)
    })
    planRoleEnd(services, tenant)
    await settle()
  }
  schedule.planSooner(due, { name: `end roles of ${tenant}`, run })
}
