import {
  type DirectoryRole,
  directoryRoleOf,
  directoryRoles,
  findDirectoryRole,
  findDirectoryRoleByTemplate,
  roleMembers,
} from '../../../domain/directory/directory-roles.js'
import { activateRole, assignRole, unassignRole } from '../../../domain/directory/role-assignments.js'
import { builtInRole, builtInRoles, GLOBAL_ADMINISTRATOR } from '../../../domain/directory/role-catalog.js'
import { roleAssignments } from '../../../domain/directory/tables.js'
import { DomainError } from '../../../kernel/errors.js'
import { listSource } from '../../../odata/list-source.js'
import { type Answer, noContent } from '../answer.js'
import { type Call, parameter, readerOf, write } from '../call.js'
import { referencedObject, referenceOf } from '../directory-objects/references.js'
import type { DirectoryObject } from '../model/directory-object.js'
import { directoryRoleTemplateType, directoryRoleType } from '../model/role-types.js'
import { alternateKey } from '../path.js'
import { createdAnswer, entityAnswer } from '../query/entity-answer.js'
import { listAnswer } from '../query/list-answer.js'

/** GET /directoryRoles (Microsoft Graph: List directoryRoles): those that are switched on. */
export function listDirectoryRoles(call: Call): Answer {
  return listAnswer(call, {
    type: directoryRoleType(),
    source: listSource(directoryRoles(readerOf(call)), (role) => role.id),
    context: 'directoryRoles',
  })
}

/** The role that a path names by its own id or by its template's. Throws `notFound`. */
function resolveDirectoryRole(call: Call): DirectoryRole {
  const id = parameter(call)
  const templateId = alternateKey(id, 'roleTemplateId')
  const role =
    templateId === undefined
      ? findDirectoryRole(readerOf(call), id)
      : findDirectoryRoleByTemplate(readerOf(call), templateId)
  if (!role) throw new DomainError('notFound', { id: templateId ?? id })
  return role
}

/** GET /directoryRoles/{id}. */
export function getDirectoryRole(call: Call): Answer {
  return entityAnswer(call, directoryRoleType(), resolveDirectoryRole(call), 'directoryRoles')
}

/** POST /directoryRoles (Microsoft Graph: Activate directoryRole). */
export function activateDirectoryRole(call: Call): Answer {
  const { roleTemplateId } = call.body as { roleTemplateId: string }
  const role = write(call, (transaction) => {
    if (!activateRole(transaction, roleTemplateId)) throw new DomainError('roleActive')
    return directoryRoleOf(transaction, roleTemplateId)
  })
  if (!role) throw new DomainError('notFound', { id: roleTemplateId })
  return createdAnswer(call, directoryRoleType(), role, 'directoryRoles')
}

/** Who holds the role that the path names, for the whole tenant. */
export function membersOfRole(call: Call): Iterable<DirectoryObject> {
  return roleMembers(readerOf(call), resolveDirectoryRole(call).roleTemplateId)
}

/** POST /directoryRoles/{id}/members/$ref (Microsoft Graph: Add directory role member). */
export function addRoleMember(call: Call): Answer {
  const role = resolveDirectoryRole(call)
  const object = referencedObject(readerOf(call), referenceOf(call.body))
  write(call, (transaction) => {
    const held = assignmentOf(call, role.roleTemplateId, object.id)
    if (held !== undefined) throw new DomainError('linkExists', { property: 'members' })
    assignRole(transaction, object.id, role.roleTemplateId)
  })
  return noContent
}

/** DELETE /directoryRoles/{id}/members/{objectId}/$ref (Microsoft Graph: Remove directory role member). */
export function removeRoleMember(call: Call): Answer {
  const role = resolveDirectoryRole(call)
  const memberId = parameter(call, 'objectId')
  const id = assignmentOf(call, role.roleTemplateId, memberId.toLowerCase())
  if (id === undefined) throw new DomainError('notFound', { id: memberId })
  refuseOwnRemoval(call, role.roleTemplateId, memberId.toLowerCase())
  write(call, (transaction) => unassignRole(transaction, id))
  return noContent
}

/** A Global Administrator cannot give up that role. Throws `ownRoleRemoval`. */
export function refuseOwnRemoval({ caller }: Call, roleDefinitionId: string, principalId: string): void {
  if (roleDefinitionId === GLOBAL_ADMINISTRATOR && caller.kind === 'user' && caller.oid === principalId) {
    throw new DomainError('ownRoleRemoval')
  }
}

function assignmentOf(call: Call, roleDefinitionId: string, principalId: string): string | undefined {
  for (const assignment of readerOf(call).table(roleAssignments).find('principalId', principalId)) {
    if (assignment.roleDefinitionId === roleDefinitionId && assignment.directoryScopeId === '/') return assignment.id
  }
  return undefined
}

/** GET /directoryRoleTemplates (Microsoft Graph: List directoryRoleTemplates): every built-in role. */
export function listRoleTemplates(call: Call): Answer {
  return listAnswer(call, {
    type: directoryRoleTemplateType(),
    source: listSource(builtInRoles, (role) => role.templateId),
    context: 'directoryRoleTemplates',
  })
}

/** GET /directoryRoleTemplates/{id}. */
export function getRoleTemplate(call: Call): Answer {
  const role = builtInRole(parameter(call))
  if (!role) throw new DomainError('notFound', { id: parameter(call) })
  return entityAnswer(call, directoryRoleTemplateType(), role, 'directoryRoleTemplates')
}
