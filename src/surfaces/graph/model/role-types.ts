import type { Reader } from '../../../domain/access.js'
import type { DirectoryRole } from '../../../domain/directory/directory-roles.js'
import { type BuiltInRole, builtInRole } from '../../../domain/directory/role-catalog.js'
import { roleDefinitions } from '../../../domain/directory/tables.js'
import type { AdministrativeUnit, RoleAssignment, RoleDefinition } from '../../../domain/directory/tenant-rows.js'
import { fold } from '../../../kernel/fold.js'
import { lazily } from '../lazily.js'
import { defineType, type GraphType, releasedType } from './graph-type.js'

/** The properties of a directoryRole. */
export const directoryRoleType: () => GraphType<DirectoryRole> = lazily(() =>
  defineType<DirectoryRole>('directoryRole'),
)

/** The properties of a directoryRoleTemplate. */
export const directoryRoleTemplateType: () => GraphType<BuiltInRole> = lazily(() =>
  defineType<BuiltInRole>('directoryRoleTemplate', { read: { id: (role) => role.templateId } }),
)

/** The properties of an administrativeUnit. */
export const administrativeUnitType: () => GraphType<AdministrativeUnit> = lazily(() =>
  defineType<AdministrativeUnit>('administrativeUnit', {
    indexes: { displayName: { name: 'displayName', everyRow: true } },
    extra: (unit) => unit.extra ?? {},
  }),
)

/** A role of the unified model: built in, or the tenant's own. */
export const roleDefinitionType: () => GraphType<RoleDefinition> = lazily(() => releasedType(betaRoleDefinitionType()))

/** As `roleDefinitionType`, with what only /beta tells. */
export const betaRoleDefinitionType: () => GraphType<RoleDefinition> = lazily(() =>
  defineType<RoleDefinition>('unifiedRoleDefinition', {
    read: {
      isBuiltIn: (role) => builtInRole(role.id) !== undefined,
      isPrivileged: (role) => builtInRole(role.id)?.isPrivileged ?? false,
      resourceScopes: () => ['/'],
    },
  }),
)

/** A built-in role in the form of the unified model. */
export function definitionOf(role: BuiltInRole): RoleDefinition {
  return {
    id: role.templateId,
    displayName: role.displayName,
    description: role.description,
    isEnabled: true,
    templateId: role.templateId,
    version: '1',
    rolePermissions: [{ allowedResourceActions: [], condition: null }],
  }
}

/** A role of the unified model by id: built in, or the tenant's own. */
export function findRoleDefinition(reader: Reader, id: string): RoleDefinition | undefined {
  const role = builtInRole(id)
  return role ? definitionOf(role) : reader.table(roleDefinitions).get(fold(id))
}

/** The properties of a unifiedRoleAssignment. */
export const roleAssignmentType: () => GraphType<RoleAssignment> = lazily(() =>
  defineType<RoleAssignment>('unifiedRoleAssignment', {
    read: {
      principalOrganizationId: (_assignment, reader) => reader.tenant,
      // The older name of the scope, which answers still carry.
      resourceScope: ({ directoryScopeId }) => directoryScopeId,
    },
    indexes: { principalId: { name: 'principalId' }, roleDefinitionId: { name: 'roleDefinitionId' } },
  }),
)
