import type { Transaction } from '../../access.js'
import type { Environment } from '../environment-rows.js'
import { copiesOfRole, rolePrivileges } from '../role-privileges.js'
import { type Row, removeRow, rowsOf } from '../tables.js'

/** Removes a role with its copies, its privileges and every assignment of any of them. */
export function removeRole(transaction: Transaction, environment: Environment, role: Row): void {
  for (const copy of [...copiesOfRole(transaction, environment, role)]) removeRoleRow(transaction, environment, copy)
}

/** Removes one role of one business unit and its assignments; its privileges go with the root of the copies. */
export function removeRoleRow(transaction: Transaction, environment: Environment, role: Row): void {
  const id = String(role.roleid)
  for (const link of [...rowsOf(transaction, environment, 'systemuserroles').find('roleid', id)])
    removeRow(transaction, environment, 'systemuserroles', String(link.systemuserroleid))
  for (const link of [...rowsOf(transaction, environment, 'teamroles').find('roleid', id)])
    removeRow(transaction, environment, 'teamroles', String(link.teamroleid))
  removeRow(transaction, environment, 'role', id)
  if (role.parentrootroleid === id) transaction.remove(rolePrivileges, id, environment.id)
}
