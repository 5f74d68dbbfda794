import type { AuditedTable } from './activity.js'
import { appActivities } from './app-activities.js'
import { deviceActivities } from './device-activities.js'
import { groupActivities } from './group-activities.js'
import { tenantActivities } from './tenant-activities.js'
import { userActivities } from './user-activities.js'

/**
 * What the audit log tells, by table (Microsoft Entra: Audit log categories and activities, Core Directory). Of several
 * activities in a list all are told that fit.
 */
export const auditedTables: Readonly<Record<string, AuditedTable>> = {
  ...userActivities,
  ...groupActivities,
  ...deviceActivities,
  ...appActivities,
  ...tenantActivities,
}
