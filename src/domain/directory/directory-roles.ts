import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import { findPrincipal, type Principal } from './find-principal.js'
import { directoryRoleId } from './role-assignments.js'
import { builtInRole } from './role-catalog.js'
import { activatedRoles, roleAssignments } from './tables.js'

/** A built-in role as the older model shows it: switched on in this tenant, with an id of its own. */
export interface DirectoryRole {
  readonly id: string
  readonly displayName: string
  readonly description: string
  readonly roleTemplateId: string
}

/** The roles that are switched on (Microsoft Graph: List directoryRoles). */
export function* directoryRoles(reader: Reader): Generator<DirectoryRole> {
  for (const { roleTemplateId } of reader.table(activatedRoles).rows()) {
    const role = directoryRoleOf(reader, roleTemplateId)
    if (role) yield role
  }
}

/** The directory role of a template, whether switched on or not; undefined for an unknown template. */
export function directoryRoleOf(reader: Reader, templateId: string): DirectoryRole | undefined {
  const role = builtInRole(templateId)
  if (!role) return undefined
  const { displayName, description } = role
  return {
    id: directoryRoleId(reader.tenant, role.templateId),
    displayName,
    description,
    roleTemplateId: role.templateId,
  }
}

/** A role that is switched on, by its own id, or undefined. */
export function findDirectoryRole(reader: Reader, id: string): DirectoryRole | undefined {
  const wanted = fold(id)
  for (const role of directoryRoles(reader)) if (role.id === wanted) return role
  return undefined
}

/** A role that is switched on, by the id of its template, or undefined. */
export function findDirectoryRoleByTemplate(reader: Reader, templateId: string): DirectoryRole | undefined {
  return reader.table(activatedRoles).has(fold(templateId)) ? directoryRoleOf(reader, templateId) : undefined
}

/** Who holds a role for the whole tenant, directly. */
export function* roleMembers(reader: Reader, roleTemplateId: string): Generator<Principal> {
  for (const assignment of reader.table(roleAssignments).find('roleDefinitionId', roleTemplateId)) {
    const principal = assignment.directoryScopeId === '/' ? findPrincipal(reader, assignment.principalId) : undefined
    if (principal) yield principal
  }
}

/** The switched-on roles that somebody holds directly, for the whole tenant. */
export function* directRoles(reader: Reader, principalId: string): Generator<DirectoryRole> {
  for (const assignment of reader.table(roleAssignments).find('principalId', fold(principalId))) {
    if (assignment.directoryScopeId !== '/') continue
    const role = findDirectoryRoleByTemplate(reader, assignment.roleDefinitionId)
    if (role) yield role
  }
}
