import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Transaction } from '../access.js'
import { updateApplication } from './applications.js'
import { type DomainReference, domainReferences, HOST, isNameIn, isUriOf } from './domain-references.js'
import { getDomain, refuseKeptDomain, removeDomain } from './domains.js'
import type { Group } from './group-rows.js'
import { refuseTakenAddresses } from './mail-addresses.js'
import { initialDomain, organizationOf } from './organization.js'
import { addressOf, groups, users } from './tables.js'
import { refuseTakenNames } from './user-conflicts.js'
import type { User } from './user-rows.js'

const MOST_RENAMED = 1000

/**
 * Removes a domain and calls whatever uses it by the initial domain instead: users (blocked unless told otherwise), groups
 * and applications (Microsoft Graph: domain forceDelete). All of it or nothing. Throws `notFound`, `tooManyRenamed`,
 * `multitenantRenamed`, `propertyTaken` where a new name is taken, and what keeps a domain (`refuseKeptDomain`).
 */
export function forceDeleteDomain(transaction: Transaction, id: string, disableUserAccounts = true): void {
  const domain = getDomain(transaction, id)
  refuseKeptDomain(transaction, domain)
  const references = domainReferences(transaction, domain.name)
  if (references.length > MOST_RENAMED) throw new DomainError('tooManyRenamed', { limit: MOST_RENAMED })
  const renaming = { from: domain.name, to: initialDomain(organizationOf(transaction)) }
  for (const reference of references) rename(transaction, reference, renaming, disableUserAccounts)
  removeDomain(transaction, domain)
}

interface Renaming {
  readonly from: string
  readonly to: string
}

function rename(transaction: Transaction, reference: DomainReference, renaming: Renaming, disable: boolean): void {
  if (reference.type === 'user') renameUser(transaction, reference.object, renaming, disable)
  else if (reference.type === 'group') renameGroup(transaction, reference.object, renaming)
  else {
    const { id, displayName, signInAudience, identifierUris } = reference.object
    if (signInAudience !== 'AzureADMyOrg') throw new DomainError('multitenantRenamed', { displayName })
    updateApplication(transaction, id, { identifierUris: identifierUris.map((uri) => renamedUri(uri, renaming)) })
  }
}

function renameUser(transaction: Transaction, before: User, renaming: Renaming, disable: boolean): void {
  const identities = before.identities.map((identity) => ({
    ...identity,
    issuer: fold(identity.issuer ?? '') === fold(renaming.from) ? renaming.to : identity.issuer,
    issuerAssignedId:
      identity.signInType === 'userPrincipalName' && identity.issuerAssignedId !== null
        ? renamed(identity.issuerAssignedId, renaming)
        : identity.issuerAssignedId,
  }))
  const user: User = {
    ...before,
    ...renamedAddresses(before, renaming),
    userPrincipalName: renamed(before.userPrincipalName, renaming),
    identities,
    accountEnabled: disable ? false : before.accountEnabled,
  }
  refuseTakenNames(transaction, user, before)
  transaction.replace(users, user)
}

function renameGroup(transaction: Transaction, before: Group, renaming: Renaming): void {
  const group: Group = { ...before, ...renamedAddresses(before, renaming) }
  refuseTakenAddresses(transaction, group.proxyAddresses, group.id)
  transaction.replace(groups, group)
}

/** An address that is there already under the other domain is not listed twice; the primary one stays. */
function renamedAddresses({ mail, proxyAddresses }: Pick<User, 'mail' | 'proxyAddresses'>, renaming: Renaming) {
  const kept = new Map<string, string>()
  for (const proxyAddress of proxyAddresses.map((address) => renamed(address, renaming))) {
    const key = addressOf(proxyAddress)
    if (!kept.has(key) || proxyAddress.startsWith('SMTP:')) kept.set(key, proxyAddress)
  }
  return { mail: mail && renamed(mail, renaming), proxyAddresses: [...kept.values()] }
}

function renamed(name: string, { from, to }: Renaming): string {
  return isNameIn(name, from) ? `${name.slice(0, name.length - from.length)}${to}` : name
}

function renamedUri(uri: string, { from, to }: Renaming): string {
  const [, scheme = '', host = '', rest = ''] = HOST.exec(uri) ?? []
  return isUriOf(uri, from) ? `${scheme}${host.slice(0, host.length - from.length)}${to}${rest}` : uri
}
