import type { Clock } from '../../../kernel/clock.js'
import type { Schedule } from '../../../kernel/schedule.js'
import { SYSTEM } from '../../../store/commit.js'
import type { Access } from '../../access.js'
import { fillDynamicGroups, hasTimedRules } from './dynamic-groups.js'

export interface TimedRuleServices {
  readonly access: Pick<Access, 'tenants' | 'read' | 'write'>
  readonly clock: Clock
  readonly schedule: Pick<Schedule, 'plan'>
  /** Does what the commits of the job cause. */
  readonly settle: () => Promise<void>
}

const DAY = 86_400_000

/** Plans that rules which ask for the present (`system.now`) are looked at once a day: nobody has to change for them. */
export function planTimedRules({ access, clock, schedule, settle }: TimedRuleServices): void {
  const run = async () => {
    for (const tenant of access.tenants()) {
      if (hasTimedRules(access.read(tenant))) access.write(tenant, SYSTEM, fillDynamicGroups)
    }
    await settle()
  }
  schedule.plan(clock.now() + DAY, { name: 'membership rules that ask for the present', every: DAY, run })
}
