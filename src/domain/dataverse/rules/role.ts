import { DomainError } from '../../../kernel/errors.js'
import type { Transaction } from '../../access.js'
import { isInheritedRole } from '../role-copies.js'
import { copiesOfRole } from '../role-privileges.js'
import { createRole, findRole, SUPPORT_USER_TEMPLATE, SYSTEM_ADMINISTRATOR_TEMPLATE } from '../roles.js'
import { type Session, userIdOf } from '../session.js'
import { type Row, replaceRow } from '../tables.js'
import { removeRole } from './remove-role.js'
import type { TableRules } from './table-rules.js'

/** Roles that cannot be deleted, by template. */
const undeletable: Readonly<Record<string, string>> = {
  [SYSTEM_ADMINISTRATOR_TEMPLATE]: 'systemAdministratorRoleDeleted',
  [SUPPORT_USER_TEMPLATE]: 'supportUserRoleDeleted',
  '119f245c-3cc8-4b62-b31c-d1a046ced15d': 'systemCustomizerRoleDeleted',
  '236750cd-45ae-4939-ab12-b24b920ced93': 'basicUserRoleDeleted',
}

/** What roles do in their own way: copies in the units below follow, inherited and built-in ones resist. */
export const roleRules: TableRules = {
  create(transaction, session, columns) {
    const { roleid, name, businessunitid, isinherited, ...rest } = columns
    return createRole(
      transaction,
      session.environment,
      {
        name: String(name ?? ''),
        roleid: String(roleid),
        ...(typeof businessunitid === 'string' ? { businessunitid } : {}),
        ...(typeof isinherited === 'number' ? { isinherited } : {}),
        columns: rest,
      },
      userIdOf(session),
    )
  },
  update(transaction, session, before, changes) {
    if (before.roletemplateid === SUPPORT_USER_TEMPLATE && !isInheritedRole(before))
      throw new DomainError('supportUserRoleUpdated')
    requireModifiableRole(before)
    const { name } = changes
    if (typeof name === 'string') refuseTakenName(transaction, session, before, name)
    for (const copy of [...copiesOfRole(transaction, session.environment, before)]) {
      if (copy.roleid !== before.roleid) replaceRow(transaction, session.environment, 'role', { ...copy, ...changes })
    }
    return changes
  },
  delete(transaction, session, role) {
    if (isInheritedRole(role)) throw new DomainError('inheritedRoleDeleted')
    const word = undeletable[String(role.roletemplateid)]
    if (word) throw new DomainError(word)
    removeRole(transaction, session.environment, role)
    return 'done'
  },
}

/** Throws `inheritedRoleChanged`, `systemAdministratorRoleChanged`, `supportUserRoleChanged`. */
export function requireModifiableRole(role: Row): void {
  if (isInheritedRole(role)) throw new DomainError('inheritedRoleChanged')
  if (role.roletemplateid === SYSTEM_ADMINISTRATOR_TEMPLATE) throw new DomainError('systemAdministratorRoleChanged')
  if (role.roletemplateid === SUPPORT_USER_TEMPLATE) throw new DomainError('supportUserRoleChanged')
}

function refuseTakenName(transaction: Transaction, session: Session, role: Row, name: string): void {
  const businessunitid = String(role.businessunitid)
  const holder = findRole(transaction, session.environment, name, businessunitid)
  if (holder && holder.roleid !== role.roleid)
    throw new DomainError('roleNameTaken', { name, businessunitid, roleid: holder.roleid })
}
