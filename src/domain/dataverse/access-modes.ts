import { DomainError } from '../../kernel/errors.js'
import type { TableMetadata } from './metadata.js'
import type { Right } from './privilege-catalog.js'
import { accessModes } from './special-users.js'
import type { Row } from './tables.js'

/** Tables of administration: what a user in Administrative mode still reaches. Which they are is not published. */
const settingsTables: ReadonlySet<string> = new Set([
  'systemuser',
  'team',
  'role',
  'privilege',
  'roleprivileges',
  'systemuserroles',
  'teamroles',
  'teammembership',
  'roletemplate',
  'teamtemplate',
  'businessunit',
  'organization',
  'queue',
  'usersettings',
  'transactioncurrency',
  'applicationuser',
  'audit',
])

/** Labels of the access modes as messages show them. */
export const accessModeLabels = [
  '0 Read-Write',
  '1 Administrative',
  '2 Read',
  '3 Support User',
  '4 Non-interactive',
  '5 Delegated Admin',
] as const

/**
 * What an access mode keeps its holder from, whatever the roles say.
 * Throws `accessModeTooLow` (Administrative mode and business data), `supportUserReadOnly`.
 */
export function refuseByAccessMode(user: Row, table: TableMetadata, right: Right): void {
  if (isSupportUser(user) && right !== 'Read') throw new DomainError('supportUserReadOnly')
  if (isClosedByAccessMode(user, table)) throw new DomainError('accessModeTooLow')
}

/** Refuses a non-interactive user whatever is made for people: they work through the API. Throws `nonInteractiveUser`. */
export function refuseNonInteractive(user: Row): void {
  if (user.accessmode === accessModes.nonInteractive) throw new DomainError('nonInteractiveUser')
}

/** True for a table of business data and a user whose access mode is for administration. */
export function isClosedByAccessMode(user: Row, table: TableMetadata): boolean {
  return (
    (user.accessmode === accessModes.administrative || isSupportUser(user)) && !settingsTables.has(table.logicalName)
  )
}

/** Microsoft's support staff; SYSTEM and INTEGRATION have the same mode. */
function isSupportUser(user: Row): boolean {
  return user.accessmode === accessModes.support && !user.isintegrationuser && user.domainname !== ''
}
