import { DomainError } from '../../kernel/errors.js'
import { formatInstant } from '../../kernel/instant.js'
import type { Transaction } from '../access.js'
import { changedExtra } from './extension-values.js'
import { withPrimaryAddress } from './mail-addresses.js'
import { initialDomain, organizationOf, verifiedDomain } from './organization.js'
import { makePassword, refuseWeakPassword } from './password.js'
import { users } from './tables.js'
import type { Organization } from './tenant-rows.js'
import { blankUser, changedProperties, type UserChanges, type UserFacts } from './user-changes.js'
import { refuseTakenNames } from './user-conflicts.js'
import { isLocalIdentity, principalNameIn, refuseBadIdentities, withPrincipalNameIdentity } from './user-identities.js'
import { refuseBadUserPrincipalName } from './user-principal-name.js'
import type { User } from './user-rows.js'
import { refuseInvalidUserValues } from './user-values.js'

const REQUIRED = ['accountEnabled', 'displayName', 'mailNickname', 'userPrincipalName'] as const

/**
 * Creates a user: a work account with the five required properties, or, in an external tenant, a customer account
 * that needs `identities` alone (Microsoft Graph: Create user). `facts` are what only a fixture, an invitation or
 * synchronization may say; with `creationType: 'Invitation'` no password is asked for.
 * Throws `valueRequired`, `passwordRequired`, `invalidValue`, `invalidUserPrincipalName`, `unverifiedDomain`,
 * `invalidIssuer`, `weakPassword`, `propertyTaken`, and what `changedExtra` throws.
 */
export function createUser(transaction: Transaction, properties: UserChanges, facts: UserFacts = {}): User {
  const organization = organizationOf(transaction)
  const id = facts.id ?? transaction.newGuid()
  const complete = completedProperties(transaction, organization, named(properties))
  refuseMissing(organization, complete, facts)
  refuseInvalidUserValues(complete as Partial<User>)
  const user = Object.assign(blankUser(id, formatInstant(transaction.now)), factsOf(complete), facts)
  Object.assign(user, changedProperties(user, complete))
  if (complete.extra) Object.assign(user, { extra: changedExtra(transaction, 'User', {}, complete.extra) })
  Object.assign(user, finishing(transaction, organization, user, complete))
  refuseTakenNames(transaction, user)
  return transaction.insert(users, user)
}

/** The name may stand among the identities alone. */
function named(properties: UserChanges): UserChanges {
  const userPrincipalName = properties.userPrincipalName ?? principalNameIn(properties.identities)
  return userPrincipalName === undefined ? properties : { ...properties, userPrincipalName }
}

/** A customer account may leave out nearly everything but its identities: the directory invents the rest. */
function completedProperties(
  transaction: Transaction,
  organization: Organization,
  properties: UserChanges,
): UserChanges {
  const identities = properties.identities ?? []
  const isCustomer = identities.some((identity) => identity.signInType !== 'userPrincipalName')
  if (organization.kind !== 'external' || !isCustomer) return properties
  const name = transaction.newGuid()
  return {
    accountEnabled: true,
    // Who comes from elsewhere may be without a name; who is added here is asked for one.
    ...(identities.some(isLocalIdentity) ? {} : { displayName: 'unknown' }),
    mailNickname: name,
    userPrincipalName: `${name}@${initialDomain(organization)}`,
    ...properties,
  }
}

function factsOf({ identities }: UserChanges): UserFacts {
  return identities?.some(isLocalIdentity) ? { creationType: 'LocalAccount' } : {}
}

function refuseMissing(organization: Organization, properties: UserChanges, facts: UserFacts): void {
  for (const property of REQUIRED) {
    if (properties[property] === undefined || properties[property] === null) {
      throw new DomainError('valueRequired', { property, resource: 'User' })
    }
  }
  const federated = properties.identities?.some((identity) => identity.signInType === 'federated') ?? false
  if (facts.creationType === 'Invitation' || federated || isOfFederatedDomain(organization, properties)) return
  if (typeof properties.passwordProfile?.password !== 'string') throw new DomainError('passwordRequired')
}

/** Who signs in at the provider of a domain needs no password here, but the id by which the provider knows him. */
function isOfFederatedDomain(organization: Organization, properties: UserChanges): boolean {
  const name = properties.userPrincipalName ?? ''
  if (verifiedDomain(organization, name.slice(name.lastIndexOf('@') + 1))?.type !== 'Federated') return false
  if (!properties.onPremisesImmutableId) throw new DomainError('federatedWithoutImmutableId')
  return true
}

/** What follows from the rest. Throws what is wrong with the names and the password. */
function finishing(
  transaction: Transaction,
  organization: Organization,
  user: User,
  properties: UserChanges,
): Pick<User, 'identities' | 'proxyAddresses' | 'password'> {
  refuseBadUserPrincipalName(organization, user.userPrincipalName)
  refuseBadIdentities(organization, user.identities)
  const profile = properties.passwordProfile
  const plain = profile?.password
  if (typeof plain === 'string') refuseWeakPassword(plain, user.passwordPolicies)
  return {
    identities: withPrincipalNameIdentity(user.identities, organization, user.userPrincipalName),
    proxyAddresses: user.mail === null ? user.proxyAddresses : withPrimaryAddress(user.proxyAddresses, user.mail),
    password: typeof plain === 'string' ? makePassword(transaction, plain, profile ?? {}) : null,
  }
}
