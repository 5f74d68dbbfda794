import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import { formatInstant } from '../../kernel/instant.js'
import type { Reader, Transaction } from '../access.js'
import {
  type ServicePrincipalChanges,
  type ServicePrincipalFacts,
  servicePrincipalFor,
} from './application-defaults.js'
import type { ServicePrincipal } from './application-rows.js'
import { findApplicationByAppId } from './applications.js'
import { changedExtra } from './extension-values.js'
import { servicePrincipals } from './tables.js'

/** A service principal by object id. Throws `notFound`. */
export function getServicePrincipal(reader: Reader, id: string): ServicePrincipal {
  const principal = reader.table(servicePrincipals).get(fold(id))
  if (!principal) throw new DomainError('notFound', { id })
  return principal
}

/** The tenant's service principal of an app (client) id, or undefined. */
export function findServicePrincipalByAppId(reader: Reader, appId: string): ServicePrincipal | undefined {
  return reader.table(servicePrincipals).findFirst('appId', fold(appId))
}

/**
 * Makes an application of this tenant able to sign in and to be granted permissions (Microsoft Graph: Create
 * servicePrincipal). Throws `valueRequired`, `unknownApplication`, `servicePrincipalExists`, `extensionUnavailable`.
 */
export function createServicePrincipal(
  transaction: Transaction,
  appId: string,
  changes: ServicePrincipalChanges = {},
  facts: ServicePrincipalFacts = {},
): ServicePrincipal {
  if (findServicePrincipalByAppId(transaction, appId)) throw new DomainError('servicePrincipalExists', { appId })
  const application = findApplicationByAppId(transaction, appId)
  if (!application) throw new DomainError('unknownApplication', { appId })
  const id = facts.id ?? transaction.newGuid()
  const blank = servicePrincipalFor(application, id, transaction.tenant, formatInstant(transaction.now))
  const extra = changedExtra(transaction, 'ServicePrincipal', blank.extra, changes.extra ?? {})
  return transaction.insert(servicePrincipals, { ...blank, ...changes, ...facts, id, extra })
}

/** Updates what is mentioned (Microsoft Graph: Update servicePrincipal). Throws `notFound`, `extensionUnavailable`. */
export function updateServicePrincipal(
  transaction: Transaction,
  id: string,
  changes: ServicePrincipalChanges,
): ServicePrincipal {
  const before = getServicePrincipal(transaction, id)
  const extra = changedExtra(transaction, 'ServicePrincipal', before.extra, changes.extra ?? {})
  return transaction.replace(servicePrincipals, { ...before, ...changes, extra })
}
