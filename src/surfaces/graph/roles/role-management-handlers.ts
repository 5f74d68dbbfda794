import { assignRole, unassignRole } from '../../../domain/directory/role-assignments.js'
import { builtInRoles } from '../../../domain/directory/role-catalog.js'
import {
  createRoleDefinition,
  deleteRoleDefinition,
  updateRoleDefinition,
} from '../../../domain/directory/role-definitions.js'
import { roleAssignments, roleDefinitions } from '../../../domain/directory/tables.js'
import type { RoleAssignment, RoleDefinition } from '../../../domain/directory/tenant-rows.js'
import { DomainError } from '../../../kernel/errors.js'
import { listSource } from '../../../odata/list-source.js'
import { type Answer, noContent } from '../answer.js'
import { type Call, parameter, readerOf, write } from '../call.js'
import type { GraphType } from '../model/graph-type.js'
import {
  betaRoleDefinitionType,
  definitionOf,
  findRoleDefinition,
  roleAssignmentType,
  roleDefinitionType,
} from '../model/role-types.js'
import { present } from '../present.js'
import { entityAnswer, valueAnswer } from '../query/entity-answer.js'
import { listAnswer } from '../query/list-answer.js'
import { refuseOwnRemoval } from './directory-role-handlers.js'

const DEFINITIONS = 'roleManagement/directory/roleDefinitions'
const ASSIGNMENTS = 'roleManagement/directory/roleAssignments'

function typeFor({ version }: Call): GraphType<RoleDefinition> {
  return version === 'beta' ? betaRoleDefinitionType() : roleDefinitionType()
}

/** GET /roleManagement/directory/roleDefinitions (Microsoft Graph: List roleDefinitions). */
export function listRoleDefinitions(call: Call): Answer {
  const custom = readerOf(call).table(roleDefinitions)
  const definitions = [...builtInRoles.map(definitionOf), ...custom.rows()]
  return listAnswer(call, {
    type: typeFor(call),
    // The custom roles, each at its lasting place, stand behind the built-in ones.
    source: listSource(
      definitions,
      ({ id }) => id,
      (role) => {
        const kept = custom.entry(role.id)
        return kept ? builtInRoles.length + kept.ordinal : definitions.indexOf(role)
      },
    ),
    context: DEFINITIONS,
    pageSize: 999,
  })
}

/** GET /roleManagement/directory/roleDefinitions/{id} (Microsoft Graph: Get unifiedRoleDefinition). */
export function getRoleDefinition(call: Call): Answer {
  const role = findRoleDefinition(readerOf(call), parameter(call))
  if (!role) throw new DomainError('notFound', { id: parameter(call) })
  return entityAnswer(call, typeFor(call), role, DEFINITIONS)
}

/** POST /roleManagement/directory/roleDefinitions (Microsoft Graph: Create roleDefinitions). */
export function postRoleDefinition(call: Call): Answer {
  const role = write(call, (transaction) => createRoleDefinition(transaction, call.body as Partial<RoleDefinition>))
  const json = present(role, roleDefinitionType().defaults, readerOf(call))
  return valueAnswer(call, `${DEFINITIONS}/$entity`, { ...json, inheritsPermissionsFrom: [] }, 201)
}

/** PATCH /roleManagement/directory/roleDefinitions/{id}. */
export function patchRoleDefinition(call: Call): Answer {
  write(call, (transaction) => updateRoleDefinition(transaction, parameter(call), call.body as Partial<RoleDefinition>))
  return noContent
}

/** DELETE /roleManagement/directory/roleDefinitions/{id}. */
export function deleteRoleDefinitionEntity(call: Call): Answer {
  write(call, (transaction) => deleteRoleDefinition(transaction, parameter(call)))
  return noContent
}

/** GET /roleManagement/directory/roleAssignments (Microsoft Graph: List unifiedRoleAssignments). */
export function listRoleAssignments(call: Call): Answer {
  const source = readerOf(call).table(roleAssignments)
  return listAnswer(call, { type: roleAssignmentType(), source, context: ASSIGNMENTS })
}

function resolveAssignment(call: Call): RoleAssignment {
  const id = parameter(call)
  const assignment = readerOf(call).table(roleAssignments).get(id)
  if (!assignment) throw new DomainError('notFound', { id })
  return assignment
}

/** GET /roleManagement/directory/roleAssignments/{id}. */
export function getRoleAssignment(call: Call): Answer {
  return entityAnswer(call, roleAssignmentType(), resolveAssignment(call), ASSIGNMENTS)
}

type AssignmentBody = Pick<RoleAssignment, 'principalId' | 'roleDefinitionId' | 'directoryScopeId'> & {
  readonly appScopeId: string
}
const resource = 'RoleAssignment'

/** POST /roleManagement/directory/roleAssignments (Microsoft Graph: Create unifiedRoleAssignment). */
export function postRoleAssignment(call: Call): Answer {
  const { principalId, roleDefinitionId, directoryScopeId, appScopeId } = call.body as Partial<AssignmentBody>
  if (!roleDefinitionId) throw new DomainError('valueRequired', { property: 'roleDefinitionId', resource })
  if (!principalId) throw new DomainError('valueRequired', { property: 'principalId', resource })
  const scope = directoryScopeId ?? appScopeId
  if (!scope) throw new DomainError('valueRequired', { property: 'directoryScopeId', resource })
  if (directoryScopeId && appScopeId) throw new DomainError('invalidValue', { property: 'appScopeId', resource })
  const made = write(call, (transaction) => assignRole(transaction, principalId, roleDefinitionId, scope))
  const json = present(made, roleAssignmentType().defaults, readerOf(call))
  return valueAnswer(call, `${ASSIGNMENTS}/$entity`, json, 201)
}

/** DELETE /roleManagement/directory/roleAssignments/{id}. */
export function deleteRoleAssignment(call: Call): Answer {
  const { id, roleDefinitionId, principalId } = resolveAssignment(call)
  refuseOwnRemoval(call, roleDefinitionId, principalId)
  write(call, (transaction) => unassignRole(transaction, id))
  return noContent
}
