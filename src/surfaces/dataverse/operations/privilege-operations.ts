import { requireAccess } from '../../../domain/dataverse/access-check.js'
import { isClosedByAccessMode } from '../../../domain/dataverse/access-modes.js'
import { type EffectivePrivileges, effectivePrivileges } from '../../../domain/dataverse/effective-privileges.js'
import { requiredTable } from '../../../domain/dataverse/model.js'
import type { Privilege } from '../../../domain/dataverse/privilege-catalog.js'
import { type Row, rowsOf } from '../../../domain/dataverse/tables.js'
import { teamIdsOf } from '../../../domain/dataverse/team-members.js'
import { DomainError } from '../../../kernel/errors.js'
import type { Answer } from '../answer.js'
import { readerOf } from '../context.js'
import { requireTargetRow } from '../find-row.js'
import { boundRow, type Operation, type OperationCall } from '../operation.js'
import { grantsOf } from '../role-privilege-rows.js'
import { complexResult } from './complex-result.js'
import { heldPrivileges, heldThrough, namedBy, rolePrivilege } from './role-privilege.js'

function boundUser(call: OperationCall): Row {
  const { context } = call
  const target = boundRow(call)
  const user = requireTargetRow(context, target)
  requireAccess(readerOf(context), context.session, target.table, 'Read', user)
  return user
}

function userPrivileges(call: OperationCall): EffectivePrivileges {
  const { context } = call
  return effectivePrivileges(readerOf(context), context.environment, boundUser(call))
}

function retrieveUserPrivileges(call: OperationCall): Answer {
  const RolePrivileges = heldPrivileges(call.context, userPrivileges(call))
  return complexResult(call, 'RetrieveUserPrivileges', { RolePrivileges })
}

/** A function that answers with those privileges of a user that a parameter names. */
function retrieveNamed(name: string, parameter: string): Operation {
  const run: Operation['run'] = (call) =>
    complexResult(call, name, {
      RolePrivileges: heldPrivileges(call.context, userPrivileges(call), namedBy(call, parameter)),
    })
  return { name, kind: 'function', boundTo: ['systemuser'], run }
}

/**
 * What a user holds through teams alone; with `IncludeSetupUserFiltering`, as far as the access mode leaves it. No
 * organization here has disabled a privilege.
 */
function retrieveThroughTeams(call: OperationCall): Answer {
  const { context, parameters } = call
  const user = boundUser(call)
  const reader = readerOf(context)
  const teams = rowsOf(reader, context.environment, 'team')
  const held = [...teamIdsOf(reader, context.environment, String(user.systemuserid))].map((id) => teams.get(id) ?? {})
  const isOpen = ({ table }: Privilege) => {
    const about = parameters.IncludeSetupUserFiltering === true && table !== null && context.model.table(table)
    return !about || !isClosedByAccessMode(user, about)
  }
  return complexResult(call, 'RetrieveUsersPrivilegesThroughTeams', {
    RolePrivileges: heldPrivileges(context, heldThrough(context, held), isOpen),
  })
}

/** What a role grants, one entry per privilege. */
function retrieveRolePrivilegesRole(call: OperationCall): Answer {
  const { context, parameters } = call
  const id = String(parameters.RoleId).toLowerCase()
  const role = rowsOf(readerOf(context), context.environment, 'role').get(id)
  if (!role) throw new DomainError('rowMissing', { table: 'role', id })
  requireAccess(readerOf(context), context.session, requiredTable(context.model, 'role'), 'Read', role)
  const unit = String(role.businessunitid)
  const RolePrivileges = [...grantsOf(context, role)].map(([privilege, depth]) => rolePrivilege(privilege, depth, unit))
  return complexResult(call, 'RetrieveRolePrivilegesRole', { RolePrivileges })
}

function retrieveTeamPrivileges(call: OperationCall): Answer {
  const { context } = call
  const target = boundRow(call)
  const team: Row = requireTargetRow(context, target)
  const reader = readerOf(context)
  requireAccess(reader, context.session, target.table, 'Read', team)
  return complexResult(call, 'RetrieveTeamPrivileges', {
    RolePrivileges: heldPrivileges(context, heldThrough(context, [team])),
  })
}

/** The privileges that users and teams hold. */
export const privilegeOperations: readonly Operation[] = [
  { name: 'RetrieveUserPrivileges', kind: 'function', boundTo: ['systemuser'], run: retrieveUserPrivileges },
  retrieveNamed('RetrieveUserPrivilegeByPrivilegeId', 'PrivilegeId'),
  retrieveNamed('RetrieveUserPrivilegeByPrivilegeName', 'PrivilegeName'),
  retrieveNamed('RetrieveUserSetOfPrivilegesByNames', 'PrivilegeNames'),
  retrieveNamed('RetrieveUserSetOfPrivilegesByIds', 'PrivilegeIds'),
  {
    name: 'RetrieveUsersPrivilegesThroughTeams',
    kind: 'function',
    boundTo: ['systemuser'],
    run: retrieveThroughTeams,
  },
  { name: 'RetrieveTeamPrivileges', kind: 'function', boundTo: ['team'], run: retrieveTeamPrivileges },
  { name: 'RetrieveRolePrivilegesRole', kind: 'function', run: retrieveRolePrivilegesRole },
]
