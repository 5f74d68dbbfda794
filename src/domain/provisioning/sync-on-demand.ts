import type { Transaction } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import type { Synchronized } from './decision.js'
import { noteDecision } from './decision-log.js'
import type { Mechanism } from './rules/facts.js'
import { syncUser } from './sync-user.js'

/** Synchronizes one user because somebody asks for it: an access, an administrator, diagnostics. The log tells of it. */
export function syncOnDemand(
  transaction: Transaction,
  environment: Environment,
  userId: string,
  mechanism: Mechanism,
): Synchronized {
  const result = syncUser(transaction, environment, userId, mechanism)
  noteDecision(transaction, { tenant: transaction.tenant, environment }, result.decision)
  return result
}
