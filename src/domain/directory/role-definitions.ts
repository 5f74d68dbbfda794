import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Transaction } from '../access.js'
import { builtInRole } from './role-catalog.js'
import { roleAssignments, roleDefinitions } from './tables.js'
import type { RoleDefinition } from './tenant-rows.js'

/** Defines a custom role (Microsoft Graph: Create roleDefinitions). Throws `valueRequired`, `propertyTaken`. */
export function createRoleDefinition(transaction: Transaction, given: Partial<RoleDefinition>): RoleDefinition {
  const { displayName, rolePermissions, isEnabled } = given
  const resource = 'UnifiedRoleDefinition'
  if (!displayName) throw new DomainError('valueRequired', { property: 'displayName', resource })
  if (!rolePermissions) throw new DomainError('valueRequired', { property: 'rolePermissions', resource })
  if (isEnabled === undefined) throw new DomainError('valueRequired', { property: 'isEnabled', resource })
  for (const other of transaction.table(roleDefinitions).rows()) {
    if (fold(other.displayName) === fold(displayName)) {
      throw new DomainError('propertyTaken', { property: 'displayName', ids: [other.id] })
    }
  }
  const id = fold(given.templateId ?? transaction.newGuid())
  return transaction.insert(roleDefinitions, {
    id,
    displayName,
    description: given.description ?? null,
    isEnabled,
    templateId: id,
    version: given.version ?? null,
    rolePermissions: rolePermissions.map(({ allowedResourceActions, condition = null }) => ({
      allowedResourceActions,
      condition,
    })),
  })
}

function getCustomRole(transaction: Transaction, id: string): RoleDefinition {
  if (builtInRole(id)) throw new DomainError('denied', { id })
  const role = transaction.table(roleDefinitions).get(fold(id))
  if (!role) throw new DomainError('notFound', { id })
  return role
}

/** Updates a custom role; built-in ones cannot be changed. Throws `notFound`, `denied`. */
export function updateRoleDefinition(
  transaction: Transaction,
  id: string,
  changes: Partial<RoleDefinition>,
): RoleDefinition {
  const role = getCustomRole(transaction, id)
  return transaction.replace(roleDefinitions, { ...role, ...changes, id: role.id, templateId: role.templateId })
}

/** Deletes a custom role that nobody holds. Throws `notFound`, `denied`, `roleStillAssigned`. */
export function deleteRoleDefinition(transaction: Transaction, id: string): void {
  const role = getCustomRole(transaction, id)
  if (transaction.table(roleAssignments).count('roleDefinitionId', role.id) > 0)
    throw new DomainError('roleStillAssigned')
  transaction.remove(roleDefinitions, role.id)
}
