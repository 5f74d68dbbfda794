import type { Environment } from './environment-rows.js'
import { initialId } from './special-users.js'

/** The currency every environment starts with. */
export function baseCurrencyIdOf(environment: Pick<Environment, 'id'>): string {
  return initialId(environment, 'transactioncurrency', 'USD')
}
