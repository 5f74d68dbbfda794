import { defineTable } from '../../store/table-definition.js'
import type { Transaction } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import { directRolesOf, unlinkRoleFromUser } from '../dataverse/role-assignments.js'
import { isSystemAdministratorRole } from '../dataverse/roles.js'
import { environments } from '../dataverse/tables.js'
import { administratorRoleOf } from './administrator-role.js'

/** System Administrator that somebody has for as long as a time-limited directory role. */
interface Elevation {
  /** Object id in the directory. */
  readonly userId: string
  readonly systemuserid: string
}

const elevations = defineTable<Elevation>({ name: 'elevations', id: (row) => row.userId, indexes: {} })

export function rememberElevation(
  transaction: Transaction,
  environment: Environment,
  userId: string,
  systemuserid: string,
): void {
  const row = { userId, systemuserid }
  if (transaction.table(elevations, environment.id).has(userId)) transaction.replace(elevations, row, environment.id)
  else transaction.insert(elevations, row, environment.id)
}

/** Takes System Administrator away again, in every environment, from somebody who is no administrator any more. */
export function endElevations(transaction: Transaction, userId: string): void {
  if (administratorRoleOf(transaction, userId) !== 'none') return
  for (const environment of transaction.table(environments).rows()) {
    const elevation = transaction.table(elevations, environment.id).get(userId)
    if (!elevation) continue
    for (const role of [...directRolesOf(transaction, environment, elevation.systemuserid)]) {
      if (isSystemAdministratorRole(role))
        unlinkRoleFromUser(transaction, environment, elevation.systemuserid, String(role.roleid))
    }
    transaction.remove(elevations, userId, environment.id)
  }
}
