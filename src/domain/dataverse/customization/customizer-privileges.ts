import type { Transaction } from '../../access.js'
import type { Environment } from '../environment-rows.js'
import type { TableMetadata } from '../metadata.js'
import { privilegeCatalog } from '../privilege-catalog.js'
import { privilegesOfRole, rolePrivileges, setRolePrivileges } from '../role-privileges.js'
import { findRole } from '../roles.js'

/** The role that gets every right on tables to come (Microsoft: Predefined security roles). */
const SYSTEM_CUSTOMIZER = 'System Customizer'

/** Lets system customizers do everything with a new table. System administrators may without being told. */
export function grantTable(transaction: Transaction, environment: Environment, table: TableMetadata): void {
  const role = findRole(transaction, environment, SYSTEM_CUSTOMIZER)
  if (!role) return
  const { all, privileges } = privilegesOfRole(transaction, environment, role)
  if (all !== null) return
  const granted = namesOf(environment, table).map((name) => [name, 'Global'] as const)
  setRolePrivileges(transaction, environment, role, { ...privileges, ...Object.fromEntries(granted) })
}

/** Takes a table's privileges out of every role. */
export function revokeTable(transaction: Transaction, environment: Environment, table: TableMetadata): void {
  const names = new Set(namesOf(environment, table))
  for (const row of [...transaction.table(rolePrivileges, environment.id).rows()]) {
    const kept = Object.entries(row.privileges).filter(([name]) => !names.has(name))
    if (kept.length === Object.keys(row.privileges).length) continue
    transaction.replace(rolePrivileges, { ...row, privileges: Object.fromEntries(kept) }, environment.id)
  }
}

function namesOf(environment: Environment, { logicalName }: TableMetadata): string[] {
  const all = privilegeCatalog(environment).all.filter(({ table }) => table === logicalName)
  return all.map(({ name }) => name)
}
