import {
  type AdministrativeUnitChanges,
  addAdministrativeUnitMember,
  addScopedRoleMember,
  administrativeUnitMembersOf,
  createAdministrativeUnit,
  getAdministrativeUnit,
  removeAdministrativeUnitMember,
  scopedAssignments,
  updateAdministrativeUnit,
} from '../../../domain/directory/administrative-units.js'
import { deleteAdministrativeUnit } from '../../../domain/directory/delete-objects.js'
import { refuseFullDirectory } from '../../../domain/directory/directory-quota.js'
import { findDirectoryRole } from '../../../domain/directory/directory-roles.js'
import { unassignRole } from '../../../domain/directory/role-assignments.js'
import { administrativeUnits } from '../../../domain/directory/tables.js'
import type { AdministrativeUnit, RoleAssignment } from '../../../domain/directory/tenant-rows.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Answer, noContent } from '../answer.js'
import { requireMembershipSight } from '../authorize/hidden-membership.js'
import { type Call, parameter, readerOf, write } from '../call.js'
import { referencedObject, referenceOf } from '../directory-objects/references.js'
import { writeExtended } from '../extensions/write-extended.js'
import { createFrom } from '../groups/group-handlers.js'
import type { DirectoryObject } from '../model/directory-object.js'
import { administrativeUnitType } from '../model/role-types.js'
import { presentScopedRole } from '../model/scoped-role.js'
import { createdAnswer, entityAnswer, objectAnswer, valueAnswer } from '../query/entity-answer.js'
import { countAnswer, type List, listAnswer } from '../query/list-answer.js'

const SET = 'directory/administrativeUnits'

function unitsList(call: Call): List<AdministrativeUnit> {
  return { type: administrativeUnitType(), source: readerOf(call).table(administrativeUnits), context: SET }
}

/** GET /directory/administrativeUnits (Microsoft Graph: List administrativeUnits). */
export function listUnits(call: Call): Answer {
  return listAnswer(call, unitsList(call))
}

/** GET /directory/administrativeUnits/$count. */
export function countUnits(call: Call): Answer {
  return countAnswer(call, unitsList(call))
}

/** The unit that a path names. Throws `notFound`. */
export function resolveUnit(call: Call): AdministrativeUnit {
  return getAdministrativeUnit(readerOf(call), parameter(call))
}

/** GET /directory/administrativeUnits/{id} (Microsoft Graph: Get administrativeUnit). */
export function getUnit(call: Call): Answer {
  return entityAnswer(call, administrativeUnitType(), resolveUnit(call), SET)
}

/** POST /directory/administrativeUnits (Microsoft Graph: Create administrativeUnit). */
export function postUnit(call: Call): Answer {
  refuseFullDirectory(readerOf(call))
  const unit = writeExtended(call, (transaction) => createAdministrativeUnit(transaction, changesOf(call.body)))
  return createdAnswer(call, administrativeUnitType(), unit, 'administrativeUnits')
}

/** PATCH /directory/administrativeUnits/{id} (Microsoft Graph: Update administrativeUnit). */
export function patchUnit(call: Call): Answer {
  writeExtended(call, (transaction) => updateAdministrativeUnit(transaction, parameter(call), changesOf(call.body)))
  return noContent
}

/** The body as the domain takes it: annotations dropped, extensions, whose names alone have underscores, apart. */
function changesOf(body: unknown): AdministrativeUnitChanges {
  const given = Object.entries(body as object).filter(([name]) => !name.includes('@'))
  const extra = given.filter(([name]) => name.includes('_'))
  const changes = Object.fromEntries(given.filter(([name]) => !name.includes('_')))
  return extra.length === 0 ? changes : { ...changes, extra: Object.fromEntries(extra) }
}

/** DELETE /directory/administrativeUnits/{id} (Microsoft Graph: Delete administrativeUnit). */
export function deleteUnit(call: Call): Answer {
  write(call, (transaction) => deleteAdministrativeUnit(transaction, parameter(call)))
  return noContent
}

/** Who is in the unit that the path names. */
export function membersOfUnit(call: Call): Iterable<DirectoryObject> {
  return administrativeUnitMembersOf(readerOf(call), requireMembershipSight(call, resolveUnit(call)).id)
}

/** POST …/members/$ref (Microsoft Graph: Add a member to an administrative unit). */
export function addUnitMember(call: Call): Answer {
  const member = referencedObject(readerOf(call), referenceOf(call.body))
  write(call, (transaction) => addAdministrativeUnitMember(transaction, parameter(call), member.id))
  return noContent
}

/** POST …/members (Microsoft Graph: Add a member to an administrative unit, create a group in it). */
export function createUnitMember(call: Call): Answer {
  const unit = resolveUnit(call)
  const body = call.body as Readonly<Record<string, unknown>>
  if (String(body['@odata.type']).toLowerCase() !== '#microsoft.graph.group') {
    throw new DomainError('invalidValue', { property: '@odata.type', resource: 'AdministrativeUnit' })
  }
  const bound = /^(owners|members)@odata\.bind$/
  const name = Object.keys(body).find((key) => bound.test(key))
  if (name !== undefined) throw new DomainError('bindUnsupported', { name: name.slice(0, name.indexOf('@')) })
  const group = createFrom(call, body, (transaction, { id }) => addAdministrativeUnitMember(transaction, unit.id, id))
  return { ...objectAnswer(call, { type: 'group', id: group.id, object: group }), status: 201 }
}

/** DELETE …/members/{id}/$ref (Microsoft Graph: Remove a member from an administrative unit). */
export function removeUnitMember(call: Call): Answer {
  write(call, (transaction) =>
    removeAdministrativeUnitMember(transaction, parameter(call), parameter(call, 'objectId')),
  )
  return noContent
}

/** GET /directory/administrativeUnits/{id}/scopedRoleMembers. */
export function listScopedMembers(call: Call): Answer {
  const unit = resolveUnit(call)
  const reader = readerOf(call)
  const value = Array.from(scopedAssignments(reader, unit.id), (assignment) =>
    presentScopedRole(reader, unit.id, assignment),
  )
  return valueAnswer(call, 'scopedRoleMemberships', { value })
}

/** GET /directoryRoles/{id}/scopedMembers: who holds the role for one unit only. */
export function scopedMembersOfRole(call: Call): Answer {
  const reader = readerOf(call)
  const role = findDirectoryRole(reader, parameter(call))
  if (!role) throw new DomainError('notFound', { id: parameter(call) })
  const value = Array.from(reader.table(administrativeUnits).rows()).flatMap(({ id }) =>
    Array.from(scopedAssignments(reader, id))
      .filter(({ roleDefinitionId }) => roleDefinitionId === role.roleTemplateId)
      .map((assignment) => presentScopedRole(reader, id, assignment)),
  )
  return valueAnswer(call, 'scopedRoleMemberships', { value })
}

/** POST /directory/administrativeUnits/{id}/scopedRoleMembers (Microsoft Graph: Add a scopedRoleMember). */
export function postScopedMember(call: Call): Answer {
  const unit = resolveUnit(call)
  const { roleId, roleMemberInfo } = call.body as { roleId: string; roleMemberInfo: { id: string } }
  const role = findDirectoryRole(readerOf(call), roleId)
  if (!role) throw new DomainError('notFound', { id: roleId })
  const made = write(call, (transaction) =>
    addScopedRoleMember(transaction, unit.id, role.roleTemplateId, roleMemberInfo.id),
  )
  return valueAnswer(call, 'scopedRoleMemberships/$entity', presentScopedRole(readerOf(call), unit.id, made), 201)
}

function resolveScoped(call: Call): RoleAssignment {
  const id = parameter(call, 'memberId')
  for (const assignment of scopedAssignments(readerOf(call), parameter(call)))
    if (assignment.id === id) return assignment
  throw new DomainError('notFound', { id })
}

/** GET …/scopedRoleMembers/{id} (Microsoft Graph: Get a scopedRoleMember). */
export function getScopedMember(call: Call): Answer {
  const assignment = resolveScoped(call)
  return valueAnswer(
    call,
    'scopedRoleMemberships/$entity',
    presentScopedRole(readerOf(call), parameter(call), assignment),
  )
}

/** DELETE …/scopedRoleMembers/{id} (Microsoft Graph: Remove a scopedRoleMember). */
export function deleteScopedMember(call: Call): Answer {
  const { id } = resolveScoped(call)
  write(call, (transaction) => unassignRole(transaction, id))
  return noContent
}
