import { SYSTEM } from '../../store/commit.js'
import type { Access } from '../access.js'
import { environments } from '../dataverse/tables.js'
import { candidateBatches, inBatches } from './candidates.js'
import type { Decision } from './decision.js'
import { isDeletionUnnoticed } from './deletion-lag.js'
import { syncUser } from './sync-user.js'

/** How many users one transaction synchronizes at most: a slice that holds nobody up. */
const SLICE = 10

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
  if (!access.hasTenant(tenant)) return
  const environment = access.read(tenant).table(environments).get(environmentId)
  if (!environment) return
  const batches = candidateBatches(() => access.read(tenant), environment, SLICE)
  yield* syncBatches(access, tenant, environmentId, batches, pace)
}

/** Synchronizes these users of an environment, slice by slice like a cycle. */
export function syncInSlices(
  access: SyncAccess,
  tenant: string,
  environmentId: string,
  userIds: readonly string[],
): Generator<readonly Decision[]> {
  return syncBatches(access, tenant, environmentId, inBatches(userIds, SLICE), 'atOnce')
}

function* syncBatches(
  access: SyncAccess,
  tenant: string,
  environmentId: string,
  batches: Iterable<readonly string[]>,
  pace: Pace,
): Generator<readonly Decision[]> {
  if (!access.hasTenant(tenant)) return
  for (const batch of batches) {
    yield batch.length === 0 ? [] : syncBatch(access, tenant, environmentId, batch, pace)
    if (!access.hasTenant(tenant)) return
  }
}

/** Synchronizes users in one transaction. */
function syncBatch(
  access: SyncAccess,
  tenant: string,
  environmentId: string,
  userIds: readonly string[],
  pace: Pace,
): readonly Decision[] {
  return access.write(tenant, SYSTEM, (transaction) => {
    const environment = transaction.table(environments).get(environmentId)
    if (!environment) return []
    const known = pace === 'atOnce' ? userIds : userIds.filter((id) => !isDeletionUnnoticed(transaction, id))
    return known.map((id) => syncUser(transaction, environment, id, 'background').decision)
  })
}
