import { rowsOf } from '../dataverse/tables.js'
import { groupLinks, roleAssignments } from '../directory/tables.js'
import type { Place } from './find-environment.js'
import type { SyncAccess } from './sync-environment.js'

/** What synchronization asks for every user, by table and index. */
const OF_DATAVERSE = [
  ['systemuser', 'azureactivedirectoryobjectid'],
  ['teammembership', 'pair'],
  ['systemuserroles', 'pair'],
] as const

/**
 * Makes the indexes ready that synchronization of an environment goes by, in small steps: after a start there are none
 * yet, and the first user would wait until all rows of the tenant are indexed.
 */
export function* indexing(access: SyncAccess, { tenant, environment }: Place): Generator<void> {
  if (!access.hasTenant(tenant)) return
  const reader = access.read(tenant)
  for (const index of ['principalId', 'roleDefinitionId']) yield* reader.table(roleAssignments).indexing(index)
  for (const index of ['group', 'principal']) yield* reader.table(groupLinks).indexing(index)
  if (!environment.hasDatabase) return
  for (const [table, index] of OF_DATAVERSE) yield* rowsOf(reader, environment, table).indexing(index)
}
