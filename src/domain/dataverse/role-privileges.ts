import { defineTable } from '../../store/table-definition.js'
import type { Reader, Transaction } from '../access.js'
import type { Environment } from './environment-rows.js'
import type { Depth } from './privilege-catalog.js'
import { type Row, rowsOf } from './tables.js'

/**
 * What a role grants. One row serves a role and its copies in the units below, which can never differ from it.
 * The row's id is the role's root: `parentrootroleid`.
 */
export interface RolePrivileges {
  readonly roleid: string
  /** A role that holds every privilege there is, also those of tables to come, at this depth. */
  readonly all: Depth | null
  readonly privileges: Readonly<Record<string, Depth>>
}

/** What each role grants, by role id; its copies have the same. */
export const rolePrivileges = defineTable<RolePrivileges>({
  name: 'rolePrivileges',
  id: (row) => row.roleid,
  indexes: {},
})

const nothing: RolePrivileges = { roleid: '', all: null, privileges: {} }

/** What a role grants, or nothing for a role without privileges. */
export function privilegesOfRole(reader: Reader, environment: Environment, role: Row): RolePrivileges {
  return reader.table(rolePrivileges, environment.id).get(String(role.parentrootroleid)) ?? nothing
}

/** Replaces what a role (and every copy of it) grants; names are those of the privilege catalog. */
export function setRolePrivileges(
  transaction: Transaction,
  environment: Environment,
  role: Row,
  privileges: Readonly<Record<string, Depth>>,
): void {
  const roleid = String(role.parentrootroleid)
  const row = { roleid, all: null, privileges }
  if (transaction.table(rolePrivileges, environment.id).has(roleid))
    transaction.replace(rolePrivileges, row, environment.id)
  else transaction.insert(rolePrivileges, row, environment.id)
}

/** The copies of a role in all business units, itself included. */
export function copiesOfRole(reader: Reader, environment: Environment, role: Row): Iterable<Row> {
  return rowsOf(reader, environment, 'role').find('parentrootroleid', String(role.parentrootroleid))
}
