import { defineTable } from '../../store/table-definition.js'
import type { Transaction } from '../access.js'
import { FINANCE_AND_OPERATIONS_ROLE } from '../dataverse/default-roles.js'
import type { Environment, EnvironmentType } from '../dataverse/environment-rows.js'
import { linkRoleToUser, unlinkRoleFromUser } from '../dataverse/role-assignments.js'
import { findRole } from '../dataverse/roles.js'
import type { Row } from '../dataverse/tables.js'
import { skuById } from '../directory/sku-catalog.js'
import type { User } from '../directory/user-rows.js'
import { firstRoles } from './first-roles.js'
import type { EligibilityFacts } from './rules/facts.js'
import { settingOf } from './settings.js'

/** Roles that a license brought to a user, so that they, and no others, go with it. */
interface LicenseRoles {
  readonly systemuserid: string
  readonly roleids: readonly string[]
}

const licenseRoles = defineTable<LicenseRoles>({
  name: 'licenseRoles',
  id: (row) => row.systemuserid,
  indexes: {},
})

const NEVER_BY_LICENSE: ReadonlySet<EnvironmentType> = new Set<EnvironmentType>(['Trial', 'Developer', 'Teams'])

/** Gives a new row the roles that everybody added to such an environment gets. */
export function giveFirstRoles(
  transaction: Transaction,
  environment: Environment,
  row: Row,
  user: User,
  facts: EligibilityFacts,
): void {
  for (const name of firstRoles(transaction, environment, user, facts)) giveRole(transaction, environment, row, name)
}

/** Gives an enabled row the role that everybody in an environment linked to finance and operations holds. */
export function giveLinkedRole(transaction: Transaction, environment: Environment, row: Row): boolean {
  return environment.fnoLinked && giveRole(transaction, environment, row, FINANCE_AND_OPERATIONS_ROLE)
}

/** Gives the row a role of its own business unit by name; false when it held it or there is none. */
function giveRole(transaction: Transaction, environment: Environment, row: Row, name: string): boolean {
  const role = findRole(transaction, environment, name, String(row.businessunitid))
  if (!role) return false
  return linkRoleToUser(transaction, environment, String(row.systemuserid), String(role.roleid))
}

/**
 * Brings the roles that licenses give into line with the licenses held; true when something changed. Roles given by
 * hand are never taken away, and with `roles.auto` off nothing is touched.
 */
export function alignLicenseRoles(transaction: Transaction, environment: Environment, row: Row, user: User): boolean {
  if (NEVER_BY_LICENSE.has(environment.type) || !settingOf(environment, 'roles.auto')) return false
  const systemuserid = String(row.systemuserid)
  const before = transaction.table(licenseRoles, environment.id).get(systemuserid)?.roleids ?? []
  const wanted = wantedRoleIds(transaction, environment, row, user)
  if (before.length === 0 && wanted.length === 0) return false
  const gone = before.filter((roleid) => !wanted.includes(roleid))
  for (const roleid of gone) unlinkRoleFromUser(transaction, environment, systemuserid, roleid)
  const added = wanted.filter(
    (roleid) => !before.includes(roleid) && linkRoleToUser(transaction, environment, systemuserid, roleid),
  )
  if (gone.length === 0 && added.length === 0) return false
  remember(transaction, environment, {
    systemuserid,
    roleids: [...before.filter((id) => !gone.includes(id)), ...added],
  })
  return true
}

function wantedRoleIds(transaction: Transaction, environment: Environment, row: Row, user: User): readonly string[] {
  const wanted = new Set<string>()
  for (const { skuId } of user.assignedLicenses) {
    for (const name of environment.roleBySku[skuById(skuId)?.skuPartNumber ?? ''] ?? []) {
      const role = findRole(transaction, environment, name, String(row.businessunitid))
      if (role) wanted.add(String(role.roleid))
    }
  }
  return [...wanted]
}

function remember(transaction: Transaction, environment: Environment, row: LicenseRoles): void {
  const known = transaction.table(licenseRoles, environment.id).has(row.systemuserid)
  if (known) transaction.replace(licenseRoles, row, environment.id)
  else transaction.insert(licenseRoles, row, environment.id)
}
