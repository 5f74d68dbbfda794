import { writeFileSync } from 'node:fs'
import { bigTenant } from '../big-tenant.js'

/** How many of the users are members of the security group that one environment has. */
export const GROUP = 5000

/**
 * Writes a fixture of a tenant with so many licensed users and an environment for each way to a full synchronization.
 * Answers with its path.
 */
export function writeSyncedTenant(path: string, size: number): string {
  const tenant = bigTenant(size)
  const users = tenant.users.map((user) => ({ ...user, licenses: ['POWERAPPS_PER_USER'] }))
  const admin = { key: 'admin', displayName: 'Admin', directoryRoles: ['Global Administrator'] }
  const members = users.slice(0, GROUP).map(({ key }) => key)
  const document = {
    ...tenant,
    users: [admin, ...users],
    groups: [{ key: 'team', members }, { key: 'nobody' }],
    environments: [
      { uniqueName: 'asked', settings: { 'sync.mode': 'manual' } },
      { uniqueName: 'grouped', securityGroup: 'team', settings: { 'sync.mode': 'manual' } },
      { uniqueName: 'timed', settings: { 'sync.mode': 'interval:PT5M' } },
      { uniqueName: 'followed', securityGroup: 'nobody' },
    ],
  }
  writeFileSync(path, JSON.stringify({ tenants: [document] }))
  return path
}
