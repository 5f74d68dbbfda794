import { DomainError } from '../../kernel/errors.js'
import { formatInstant } from '../../kernel/instant.js'
import type { Transaction } from '../access.js'
import { cutUnitTies, getAdministrativeUnit } from './administrative-units.js'
import { getApplication } from './applications.js'
import { purgeDeviceLinks } from './device-links.js'
import { devices } from './device-tables.js'
import { getDevice } from './devices.js'
import { getGroup, getUser } from './find-principal.js'
import { isFromExchange, isUnified } from './group-kinds.js'
import { reprocessLicenses } from './group-licenses.js'
import type { Group } from './group-rows.js'
import { directMembers } from './memberships.js'
import { cutTies, type Ties } from './object-ties.js'
import { purgeOpenExtensions } from './open-extensions.js'
import { findServicePrincipalByAppId, getServicePrincipal } from './service-principals.js'
import {
  administrativeUnitMembers,
  administrativeUnits,
  applications,
  deletedItems,
  groups,
  servicePrincipals,
  users,
} from './tables.js'
import type { DeletedItem } from './tenant-rows.js'

/**
 * Moves a user to the deleted items, with memberships, roles, grants and reports, for 30 days (Microsoft Graph:
 * Delete a user). Licenses are free at once. `id` may be a user principal name. Throws `notFound`.
 */
export function deleteUser(transaction: Transaction, id: string): DeletedItem {
  const user = getUser(transaction, id)
  const reports = [...transaction.table(users).find('managerId', user.id)]
  for (const report of reports) {
    transaction.replace(users, { ...report, managerId: null, formerManagerId: user.id })
  }
  const ties = cutTies(transaction, user.id)
  transaction.remove(users, user.id)
  const reportIds = reports.map((report) => report.id)
  return keep(transaction, { kind: 'user', id: user.id, object: user, reportIds, ...stamp(transaction, ties) })
}

/**
 * Deletes a group: Microsoft 365 and role-assignable groups can be restored for 30 days, others are gone (Microsoft
 * Graph: Delete group). Answers with the deleted item, if one is kept. Throws `notFound`, `groupFromExchange`,
 * `groupHoldsLicenses`.
 */
export function deleteGroup(transaction: Transaction, id: string): DeletedItem | undefined {
  const group = getGroup(transaction, id)
  if (isFromExchange(group)) throw new DomainError('groupFromExchange')
  if (group.assignedLicenses.length > 0) throw new DomainError('groupHoldsLicenses', { id: group.id })
  return removeGroup(transaction, group)
}

function removeGroup(transaction: Transaction, group: Group): DeletedItem | undefined {
  const members = [...directMembers(transaction, group.id)]
  const ties = cutTies(transaction, group.id)
  transaction.remove(groups, group.id)
  for (const member of members) {
    if (member.type === 'user' && group.assignedLicenses.length > 0) reprocessLicenses(transaction, member.id)
  }
  if (!isUnified(group) && !group.isAssignableToRole) {
    purgeOpenExtensions(transaction, group.id)
    return undefined
  }
  return keep(transaction, { kind: 'group', id: group.id, object: group, ...stamp(transaction, ties) })
}

/** Moves an application, and its service principal here, to the deleted items. Throws `notFound`. */
export function deleteApplication(transaction: Transaction, id: string): DeletedItem {
  const application = getApplication(transaction, id)
  const principal = findServicePrincipalByAppId(transaction, application.appId)
  if (principal) deleteServicePrincipal(transaction, principal.id)
  const ties = cutTies(transaction, application.id)
  transaction.remove(applications, application.id)
  return keep(transaction, {
    kind: 'application',
    id: application.id,
    object: application,
    ...stamp(transaction, ties),
  })
}

/** Moves a service principal, with what it was granted and gave out, to the deleted items. Throws `notFound`. */
export function deleteServicePrincipal(transaction: Transaction, id: string): DeletedItem {
  const principal = getServicePrincipal(transaction, id)
  const ties = cutTies(transaction, principal.id)
  transaction.remove(servicePrincipals, principal.id)
  return keep(transaction, {
    kind: 'servicePrincipal',
    id: principal.id,
    object: principal,
    ...stamp(transaction, ties),
  })
}

/** Moves a unit, with its memberships and the roles that were limited to it, to the deleted items. Throws `notFound`. */
export function deleteAdministrativeUnit(transaction: Transaction, id: string): DeletedItem {
  const unit = getAdministrativeUnit(transaction, id)
  const ties = cutUnitTies(transaction, unit.id)
  transaction.remove(administrativeUnits, unit.id)
  return keep(transaction, {
    kind: 'administrativeUnit',
    id: unit.id,
    object: unit,
    memberIds: ties.memberIds,
    ...stamp(transaction, { ...NO_TIES, roleAssignments: ties.roleAssignments }),
  })
}

/** Deletes a device for good, with everything that tied it to others (Microsoft Graph: Delete device). Throws `notFound`. */
export function deleteDevice(transaction: Transaction, id: string): void {
  const device = getDevice(transaction, id)
  cutTies(transaction, device.id)
  for (const { unitId } of [...transaction.table(administrativeUnitMembers).find('memberId', device.id)]) {
    transaction.remove(administrativeUnitMembers, `${unitId}/${device.id}`)
  }
  purgeDeviceLinks(transaction, device.id)
  purgeOpenExtensions(transaction, device.id)
  transaction.remove(devices, device.id)
}

const NO_TIES: Ties = { links: [], roleAssignments: [], appRoleAssignments: [], grants: [] }

function stamp(transaction: Transaction, ties: Ties): Ties & { deletedDateTime: string } {
  return { ...ties, deletedDateTime: formatInstant(transaction.now) }
}

function keep(transaction: Transaction, item: DeletedItem): DeletedItem {
  return transaction.insert(deletedItems, item)
}
