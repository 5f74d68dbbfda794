import { DomainError } from '../../kernel/errors.js'
import { SYSTEM } from '../../store/commit.js'
import type { Access, Transaction } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import { environments, type Row } from '../dataverse/tables.js'
import type { Synchronized } from './decision.js'
import { syncOnDemand } from './sync-on-demand.js'

/**
 * A directory user comes to an environment in person, or is impersonated there: whoever is entitled gets a row, or it is
 * enabled and brought up to date, at once. The row tells what became of it; undefined where there is no such environment.
 */
export function firstAccess(
  access: Pick<Access, 'write'>,
  tenantId: string,
  environmentId: string,
  objectId: string,
): Synchronized | undefined {
  return access.write(tenantId, SYSTEM, (transaction) => {
    const environment = transaction.table(environments).get(environmentId)
    return environment && syncOnDemand(transaction, environment, objectId, 'firstAccess')
  })
}

/**
 * Adds a directory user on demand, or brings the row up to date, and answers with it. Throws `userNotEntitled` with the
 * `reason` and `rule` of the verdict.
 */
export function addUser(transaction: Transaction, environment: Environment, objectId: string): Row {
  const { row, verdict } = syncOnDemand(transaction, environment, objectId, 'api')
  if (verdict.decision === 'enable' && row) return row
  throw new DomainError('userNotEntitled', { objectId, reason: verdict.reason, rule: verdict.rule })
}
