import { SYSTEM } from '../../store/commit.js'
import type { Access } from '../access.js'
import { environments } from '../dataverse/tables.js'
import { candidateBatches } from './candidates.js'
import type { Decision } from './decision.js'
import { isDeletionUnnoticed } from './deletion-lag.js'
import { syncUser } from './sync-user.js'

/** How many users one transaction synchronizes at most: a slice that holds nobody up. */
const SLICE = 20

/** The way to the store that synchronization needs. */
export type SyncAccess = Pick<Access, 'hasTenant' | 'tenants' | 'read' | 'write'>

/** `atIntervals`: deletions in the directory are noticed with the delay that the service has. */
export type Pace = 'atOnce' | 'atIntervals'

/**
 * One background cycle over an environment, slice by slice: each step is one transaction and yields its decisions.
 * Whoever drives it lets others have their turn between the steps. Ends when the environment is gone.
 */
export function* syncEnvironment(
  access: SyncAccess,
  tenant: string,
  environmentId: string,
  pace: Pace = 'atOnce',
): Generator<readonly Decision[]> {
  const first = access.read(tenant).table(environments).get(environmentId)
  if (!first) return
  for (const batch of candidateBatches(() => access.read(tenant), first, SLICE)) {
    yield batch.length === 0 ? [] : syncUsers(access, tenant, environmentId, batch, pace)
    if (!access.hasTenant(tenant)) return
  }
}

/** Synchronizes users of an environment, slice by slice. */
export function* syncInSlices(
  access: SyncAccess,
  tenant: string,
  environmentId: string,
  userIds: readonly string[],
): Generator<readonly Decision[], void, void> {
  for (let at = 0; at < userIds.length; at += SLICE)
    yield syncUsers(access, tenant, environmentId, userIds.slice(at, at + SLICE))
}

/** Synchronizes users of an environment in one transaction. */
function syncUsers(
  access: SyncAccess,
  tenant: string,
  environmentId: string,
  userIds: readonly string[],
  pace: Pace = 'atOnce',
): readonly Decision[] {
  return access.write(tenant, SYSTEM, (transaction) => {
    const environment = transaction.table(environments).get(environmentId)
    if (!environment) return []
    const known = pace === 'atOnce' ? userIds : userIds.filter((id) => !isDeletionUnnoticed(transaction, id))
    return known.map((id) => syncUser(transaction, environment, id, 'background').decision)
  })
}
