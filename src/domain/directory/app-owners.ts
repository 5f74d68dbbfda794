import { DomainError } from '../../kernel/errors.js'
import type { Transaction } from '../access.js'
import { getApplication } from './applications.js'
import { getPrincipal } from './find-principal.js'
import { refuseMoreThan } from './most-values.js'
import { getServicePrincipal } from './service-principals.js'
import { applications, servicePrincipals } from './tables.js'

/** How many owners an application or a service principal can have (Microsoft Entra service limits and restrictions). */
const MOST_OWNERS = 100

/**
 * Makes a user or a service principal an owner of an application. Throws `notFound`, `linkExists`, `linkNotAllowed`,
 * `tooManyValues`.
 */
export function addApplicationOwner(transaction: Transaction, id: string, ownerId: string): void {
  const application = getApplication(transaction, id)
  transaction.replace(applications, { ...application, ownerIds: withOwner(transaction, application.ownerIds, ownerId) })
}

/** Ends an ownership. Throws `notFound`. */
export function removeApplicationOwner(transaction: Transaction, id: string, ownerId: string): void {
  const application = getApplication(transaction, id)
  transaction.replace(applications, { ...application, ownerIds: withoutOwner(application.ownerIds, ownerId) })
}

/** Makes a user or a service principal an owner of a service principal. Throws as `addApplicationOwner`. */
export function addServicePrincipalOwner(transaction: Transaction, id: string, ownerId: string): void {
  const principal = getServicePrincipal(transaction, id)
  transaction.replace(servicePrincipals, {
    ...principal,
    ownerIds: withOwner(transaction, principal.ownerIds, ownerId),
  })
}

/** Ends an ownership. Throws `notFound`. */
export function removeServicePrincipalOwner(transaction: Transaction, id: string, ownerId: string): void {
  const principal = getServicePrincipal(transaction, id)
  transaction.replace(servicePrincipals, { ...principal, ownerIds: withoutOwner(principal.ownerIds, ownerId) })
}

function withOwner(transaction: Transaction, ownerIds: readonly string[], ownerId: string): readonly string[] {
  const owner = getPrincipal(transaction, ownerId)
  if (owner.type === 'group') throw new DomainError('linkNotAllowed', { property: 'owners', type: owner.type })
  if (ownerIds.includes(owner.id)) throw new DomainError('linkExists', { property: 'owners' })
  refuseMoreThan(MOST_OWNERS, ownerIds.length + 1)
  return [...ownerIds, owner.id]
}

function withoutOwner(ownerIds: readonly string[], ownerId: string): readonly string[] {
  const id = ownerId.toLowerCase()
  if (!ownerIds.includes(id)) throw new DomainError('notFound', { id: ownerId })
  return ownerIds.filter((owner) => owner !== id)
}
