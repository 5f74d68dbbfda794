import type { Reader, Transaction } from '../access.js'
import type { Environment } from './environment-rows.js'
import { copiesOfRole } from './role-privileges.js'
import { initialId } from './special-users.js'
import { insertRow, type Row, rowsOf } from './tables.js'

/** Gives a business unit its own copy of every role of the unit above. */
export function copyRolesInto(
  transaction: Transaction,
  environment: Environment,
  unitId: string,
  parentUnitId: string,
): void {
  const above = [...rowsOf(transaction, environment, 'role').find('businessunitid', parentUnitId)]
  for (const role of above) copyRole(transaction, environment, role, unitId)
}

/** A role's copy in a unit right below: its own id, its parent, the same root. */
export function copyRole(transaction: Transaction, environment: Environment, role: Row, unitId: string): Row {
  const id = initialId(environment, 'role', `${role.parentrootroleid}/${unitId}`)
  return insertRow(transaction, environment, 'role', {
    ...role,
    roleid: id,
    roleidunique: id,
    businessunitid: unitId,
    parentroleid: role.roleid ?? null,
  })
}

/** True for a role that is a copy of one in a unit above. */
export function isInheritedRole(role: Row): boolean {
  return role.parentroleid !== undefined && role.parentroleid !== null
}

/** The copy of a role that belongs to a business unit. */
export function roleCopyIn(reader: Reader, environment: Environment, role: Row, unitId: string): Row | undefined {
  for (const copy of copiesOfRole(reader, environment, role)) if (copy.businessunitid === unitId) return copy
  return undefined
}
