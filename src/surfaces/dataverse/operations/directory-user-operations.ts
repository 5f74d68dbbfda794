import { requireAccess, requirePrivilege } from '../../../domain/dataverse/access-check.js'
import { effectivePrivileges } from '../../../domain/dataverse/effective-privileges.js'
import { requiredTable } from '../../../domain/dataverse/model.js'
import { directRolesOf, teamRolesOf } from '../../../domain/dataverse/role-assignments.js'
import { findSystemuserByObjectId } from '../../../domain/dataverse/systemusers.js'
import { type Row, rowsOf } from '../../../domain/dataverse/tables.js'
import { teamIdsOf } from '../../../domain/dataverse/team-members.js'
import type { Answer } from '../answer.js'
import { type RequestContext, readerOf } from '../context.js'
import type { JsonObject } from '../json-object.js'
import type { Operation, OperationCall } from '../operation.js'
import { complexResult } from './complex-result.js'
import { composedRows } from './composed-rows.js'
import { type Held, heldPrivileges, heldThrough, namedBy } from './role-privilege.js'

/** The directory user that a call is about, and the row of whoever has entered the environment. Who asks has to see it. */
function directoryUser({ context, parameters }: OperationCall): { readonly objectId: string; readonly user?: Row } {
  const reader = readerOf(context)
  const table = requiredTable(context.model, 'systemuser')
  const objectId = String(parameters.DirectoryObjectId ?? '')
  const user = findSystemuserByObjectId(reader, context.environment, objectId)
  if (user) requireAccess(reader, context.session, table, 'Read', user)
  else requirePrivilege(reader, context.session, table, 'Read')
  return user ? { objectId, user } : { objectId }
}

/** The roles of a directory user, direct ones and those of teams, with the team that gives them. */
function retrieveAadUserRoles(call: OperationCall): Answer {
  const { context } = call
  const reader = readerOf(context)
  const { environment } = context
  const { objectId, user } = directoryUser(call)
  requirePrivilege(reader, context.session, requiredTable(context.model, 'role'), 'Read')
  const id = String(user?.systemuserid)
  const grants = new Map<Row, JsonObject[]>()
  const grant = (role: Row, by: JsonObject) => grants.set(role, [...(grants.get(role) ?? []), by])
  for (const role of directRolesOf(reader, environment, id)) grant(role, {})
  // Who names the columns gets those and no others.
  const isSelected = context.query.has('$select')
  for (const teamId of new Set([...teamIdsOf(reader, environment, id), ...directoryTeams(context, objectId)])) {
    const team = rowsOf(reader, environment, 'team').get(teamId)
    for (const role of teamRolesOf(reader, environment, teamId))
      grant(role, isSelected ? {} : grantingTeam(teamId, team))
  }
  return composedRows(context, 'role', grants.keys(), (role) => grants.get(role) ?? [])
}

function grantingTeam(teamId: string, team: Row | undefined): JsonObject {
  return {
    t_x002e_azureactivedirectoryobjectid: team?.azureactivedirectoryobjectid ?? null,
    t_x002e_membershiptype: team?.membershiptype ?? null,
    t_x002e_teamid: teamId,
    t_x002e_name: team?.name ?? null,
  }
}

/** Group teams of a directory user who has not entered the environment yet. */
function directoryTeams(context: RequestContext, objectId: string): string[] {
  const reader = readerOf(context)
  const found: string[] = []
  for (const team of rowsOf(reader, context.environment, 'team').rows()) {
    const group = team.azureactivedirectoryobjectid
    if (typeof group === 'string' && context.session.directory.isGroupMember(reader, group, objectId))
      found.push(String(team.teamid))
  }
  return found
}

/** What a directory user holds: by his row, or before he has one through the group teams that he will be in. */
function heldBy(call: OperationCall): Held {
  const { context } = call
  const { objectId, user } = directoryUser(call)
  const reader = readerOf(context)
  if (user) return effectivePrivileges(reader, context.environment, user)
  const teams = rowsOf(reader, context.environment, 'team')
  return heldThrough(
    context,
    directoryTeams(context, objectId).flatMap((id): readonly Row[] => [teams.get(id) ?? {}]),
  )
}

/** A function that answers with the privileges of a directory user, or those of them that a parameter names. */
function retrievePrivileges(name: string, parameter?: string): Operation {
  const run: Operation['run'] = (call) => {
    const wanted = parameter === undefined ? undefined : namedBy(call, parameter)
    return complexResult(call, name, { RolePrivileges: heldPrivileges(call.context, heldBy(call), wanted) })
  }
  return { name, kind: 'function', run }
}

/** What people of the directory may do, whether they have entered the environment or not. */
export const directoryUserOperations: readonly Operation[] = [
  { name: 'RetrieveAadUserRoles', kind: 'function', run: retrieveAadUserRoles },
  retrievePrivileges('RetrieveAadUserPrivileges'),
  retrievePrivileges('RetrieveAadUserSetOfPrivilegesByIds', 'PrivilegeIds'),
  retrievePrivileges('RetrieveAadUserSetOfPrivilegesByNames', 'PrivilegeNames'),
]
