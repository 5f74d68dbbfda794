import { formatInstant } from '../../kernel/instant.js'
import type { Transaction } from '../access.js'
import type { Environment } from './environment-rows.js'
import { systemUserIdOf } from './special-users.js'
import type { Row } from './tables.js'

/** Who and when, for a new row; without a user it was the platform itself. */
export function createdStamp(transaction: Transaction, environment: Environment, by?: string): Row {
  const user = by ?? systemUserIdOf(environment)
  const on = formatInstant(transaction.now)
  return { createdon: on, createdby: user, modifiedon: on, modifiedby: user }
}

/** Who and when, for a changed row. */
export function modifiedStamp(transaction: Transaction, environment: Environment, by?: string): Row {
  return { modifiedon: formatInstant(transaction.now), modifiedby: by ?? systemUserIdOf(environment) }
}
