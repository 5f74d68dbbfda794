import type { Transaction } from '../../access.js'
import { descendantUnits } from '../business-units.js'
import type { Environment } from '../environment-rows.js'
import { copyRole, isInheritedRole, roleCopyIn } from '../role-copies.js'
import { type Row, replaceRow, rowsOf } from '../tables.js'
import { removeRoleRow } from './remove-role.js'

/**
 * Gives a business unit, and those below it, the role copies of a new parent: what the old parent alone had is lost with
 * its assignments, what both have stays, what is new comes.
 */
export function inheritRolesFrom(
  transaction: Transaction,
  environment: Environment,
  unitId: string,
  parentId: string,
): void {
  const above = new Map(rolesIn(transaction, environment, parentId).map((role) => [role.parentrootroleid, role]))
  const units = [...descendantUnits(transaction, environment, unitId)]
  for (const role of rolesIn(transaction, environment, unitId).filter(isInheritedRole)) {
    const source = above.get(role.parentrootroleid)
    if (source) replaceRow(transaction, environment, 'role', { ...role, parentroleid: source.roleid ?? null })
    else removeCopies(transaction, environment, role, units)
    above.delete(role.parentrootroleid)
  }
  for (const role of above.values()) copyInto(transaction, environment, role, units)
}

function rolesIn(transaction: Transaction, environment: Environment, unitId: string): Row[] {
  return [...rowsOf(transaction, environment, 'role').find('businessunitid', unitId)]
}

function removeCopies(transaction: Transaction, environment: Environment, role: Row, units: readonly string[]): void {
  for (const unitId of units) {
    const copy = roleCopyIn(transaction, environment, role, unitId)
    if (copy) removeRoleRow(transaction, environment, copy)
  }
}

/** `units` come each after its parent, the first one right below the role's own. */
function copyInto(transaction: Transaction, environment: Environment, role: Row, units: readonly string[]): void {
  const copies = new Map<unknown, Row>()
  for (const unitId of units) {
    const parent = rowsOf(transaction, environment, 'businessunit').get(unitId)?.parentbusinessunitid
    copies.set(unitId, copyRole(transaction, environment, copies.get(parent) ?? role, unitId))
  }
}
