import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import { formatInstant, parseInstant } from '../../kernel/instant.js'
import type { Reader, Transaction } from '../access.js'
import { restoreUnitTies } from './administrative-units.js'
import { purgeExtensionProperties } from './define-extension-property.js'
import { purgeDeviceLinks } from './device-links.js'
import { reprocessLicenses } from './group-licenses.js'
import { refuseTakenNickname } from './group-names.js'
import { purgeGroupSenders } from './group-senders.js'
import { purgeGroupSettings } from './group-settings.js'
import { purgeInvitations } from './invitation-rows.js'
import { holdersOfAddress, withPrimaryAddress } from './mail-addresses.js'
import { restoreTies } from './object-ties.js'
import { purgeOpenExtensions } from './open-extensions.js'
import { organizationOf } from './organization.js'
import { purgePasswordOperations } from './password-operations.js'
import { purgePhoto } from './photos.js'
import { purgeSecurityAttributes } from './security-attributes.js'
import { findServicePrincipalByAppId } from './service-principals.js'
import { administrativeUnits, applications, deletedItems, groups, servicePrincipals, users } from './tables.js'
import type { DeletedItem } from './tenant-rows.js'
import { refuseTakenNames } from './user-conflicts.js'
import { withPrincipalNameIdentity } from './user-identities.js'
import { refuseBadUserPrincipalName, refuseUnverifiedDomain } from './user-principal-name.js'
import type { User } from './user-rows.js'

const KEPT_MILLISECONDS = 30 * 24 * 60 * 60 * 1000

/** A deleted object by id. Throws `notFound`. */
export function getDeletedItem(reader: Reader, id: string): DeletedItem {
  const item = reader.table(deletedItems).get(fold(id))
  if (!item) throw new DomainError('notFound', { id })
  return item
}

/** A deleted user's principal name: the object id without dashes before the name, so that the name is free. */
export function mangledUserPrincipalName(user: User): string {
  return `${user.id.replaceAll('-', '')}${user.userPrincipalName}`
}

export interface RestoreOptions {
  /** The user's name from now on, where the old one was given away. */
  readonly newUserPrincipalName?: string | null | undefined
  /** Drops addresses that somebody else has by now, instead of refusing. */
  readonly autoReconcileProxyConflict?: boolean | null | undefined
}

/**
 * Brings a deleted object back as it was, tied to everything that is still there (Microsoft Graph: Restore deleted
 * directory object). A user's licenses come back even beyond the seats. Throws `notFound`, `propertyTaken`,
 * `servicePrincipalExists`, `invalidUserPrincipalName`, `unverifiedDomain`.
 */
export function restoreDeletedItem(transaction: Transaction, id: string, options: RestoreOptions = {}): DeletedItem {
  const item = getDeletedItem(transaction, id)
  transaction.remove(deletedItems, item.id)
  insertObject(transaction, item, options)
  if (item.kind === 'administrativeUnit') restoreUnitTies(transaction, item.id, item)
  else restoreTies(transaction, item)
  if (item.kind === 'user') afterUserReturned(transaction, item.id, item.reportIds)
  return item
}

function insertObject(transaction: Transaction, item: DeletedItem, options: RestoreOptions): void {
  if (item.kind === 'user') {
    const user = restoredUser(transaction, item.object, options)
    refuseTakenNames(transaction, user)
    transaction.insert(users, user)
  } else if (item.kind === 'group') {
    refuseTakenNickname(transaction, item.object)
    transaction.insert(groups, item.object)
  } else if (item.kind === 'application') transaction.insert(applications, item.object)
  else if (item.kind === 'administrativeUnit') transaction.insert(administrativeUnits, item.object)
  else {
    const { appId } = item.object
    if (findServicePrincipalByAppId(transaction, appId)) throw new DomainError('servicePrincipalExists', { appId })
    transaction.insert(servicePrincipals, item.object)
  }
}

function restoredUser(reader: Reader, kept: User, options: RestoreOptions): User {
  let user = kept
  const name = options.newUserPrincipalName
  const organization = organizationOf(reader)
  // The domain of the old name may be gone by now.
  if (!name) refuseUnverifiedDomain(organization, user.userPrincipalName)
  else {
    refuseBadUserPrincipalName(organization, name)
    const identities = withPrincipalNameIdentity(user.identities, organization, name)
    user = { ...user, userPrincipalName: name, identities }
  }
  if (user.managerId !== null && !reader.table(users).has(user.managerId)) user = { ...user, managerId: null }
  return options.autoReconcileProxyConflict ? withFreeAddresses(reader, user) : user
}

function withFreeAddresses(reader: Reader, user: User): User {
  const proxyAddresses = user.proxyAddresses.filter(
    (address) => holdersOfAddress(reader, address, user.id).length === 0,
  )
  const primary = proxyAddresses.find((address) => address.startsWith('SMTP:'))
  return {
    ...user,
    proxyAddresses: primary ? proxyAddresses : withPrimaryAddress(proxyAddresses, null),
    mail: primary ? user.mail : null,
  }
}

function afterUserReturned(transaction: Transaction, id: string, reportIds: readonly string[]): void {
  for (const reportId of reportIds) {
    const report = transaction.table(users).get(reportId)
    if (report && report.managerId === null) transaction.replace(users, { ...report, managerId: id })
  }
  reprocessLicenses(transaction, id)
}

/** Deletes a deleted object for good (Microsoft Graph: Permanently delete item). Throws `notFound`. */
export function purgeDeletedItem(transaction: Transaction, id: string): DeletedItem {
  const item = getDeletedItem(transaction, id)
  purge(transaction, item.id)
  return item
}

function purge(transaction: Transaction, id: string): void {
  transaction.remove(deletedItems, id)
  purgeOpenExtensions(transaction, id)
  purgePasswordOperations(transaction, id)
  purgePhoto(transaction, id)
  purgeGroupSenders(transaction, id)
  purgeSecurityAttributes(transaction, id)
  purgeGroupSettings(transaction, id)
  purgeDeviceLinks(transaction, id)
  purgeExtensionProperties(transaction, id)
  purgeInvitations(transaction, id)
}

/** Deletes for good what has been deleted for 30 days; answers with the ids. */
export function purgeExpired(transaction: Transaction): readonly string[] {
  const limit = formatInstant(transaction.now - KEPT_MILLISECONDS)
  const expired: string[] = []
  for (const item of transaction.table(deletedItems).inOrder('deletedDateTime')) {
    if (item.deletedDateTime > limit) break
    expired.push(item.id)
  }
  for (const id of expired) purge(transaction, id)
  return expired
}

/** The instant, in milliseconds since the epoch, at which the next deleted item is due to be purged; or undefined. */
export function nextPurge(reader: Reader): number | undefined {
  for (const item of reader.table(deletedItems).inOrder('deletedDateTime')) {
    return (parseInstant(item.deletedDateTime) ?? 0) + KEPT_MILLISECONDS
  }
  return undefined
}
