import { requireAccess } from '../../../domain/dataverse/access-check.js'
import {
  type EffectivePrivileges,
  effectivePrivileges,
  type Grant,
} from '../../../domain/dataverse/effective-privileges.js'
import { requiredTable } from '../../../domain/dataverse/model.js'
import { teamRolesOf } from '../../../domain/dataverse/role-assignments.js'
import { type Row, rowsOf } from '../../../domain/dataverse/tables.js'
import { DomainError } from '../../../kernel/errors.js'
import type { Answer } from '../answer.js'
import { readerOf } from '../context.js'
import { requireTargetRow } from '../find-row.js'
import { boundRow, type Operation, type OperationCall } from '../operation.js'
import { grantsOf } from '../role-privilege-rows.js'
import { complexResult } from './complex-result.js'
import { heldPrivileges, rolePrivilege } from './role-privilege.js'

function userPrivileges(call: OperationCall): EffectivePrivileges {
  const { context } = call
  const target = boundRow(call)
  const user = requireTargetRow(context, target)
  requireAccess(readerOf(context), context.session, target.table, 'Read', user)
  return effectivePrivileges(readerOf(context), context.environment, user)
}

function retrieveUserPrivileges(call: OperationCall): Answer {
  const RolePrivileges = heldPrivileges(call.context, userPrivileges(call))
  return complexResult(call, 'RetrieveUserPrivileges', { RolePrivileges })
}

function retrieveByNames(name: string, names: (call: OperationCall) => readonly string[]): Operation['run'] {
  return (call) => {
    const wanted = new Set(names(call).map((each) => each.toLowerCase()))
    const held = heldPrivileges(
      call.context,
      userPrivileges(call),
      (privilege) => wanted.has(privilege.name.toLowerCase()) || wanted.has(privilege.privilegeid),
    )
    return complexResult(call, name, { RolePrivileges: held })
  }
}

function listOf(call: OperationCall, name: string): string[] {
  const value = call.parameters[name]
  return (Array.isArray(value) ? value : [value]).map(String)
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
  const grants = new Map<string, readonly Grant[]>()
  for (const role of teamRolesOf(reader, context.environment, String(team.teamid))) {
    for (const [privilege, depth] of grantsOf(context, role)) {
      const grant = { depth, businessUnitId: String(team.businessunitid), teamId: null }
      grants.set(privilege.name, [...(grants.get(privilege.name) ?? []), grant])
    }
  }
  const held = { grants, implicit: false, user: team }
  return complexResult(call, 'RetrieveTeamPrivileges', { RolePrivileges: heldPrivileges(context, held) })
}

/** The privileges that users and teams hold. */
export const privilegeOperations: readonly Operation[] = [
  { name: 'RetrieveUserPrivileges', kind: 'function', boundTo: ['systemuser'], run: retrieveUserPrivileges },
  {
    name: 'RetrieveUserPrivilegeByPrivilegeId',
    kind: 'function',
    boundTo: ['systemuser'],
    run: retrieveByNames('RetrieveUserPrivilegeByPrivilegeId', (call) => listOf(call, 'PrivilegeId')),
  },
  {
    name: 'RetrieveUserPrivilegeByPrivilegeName',
    kind: 'function',
    boundTo: ['systemuser'],
    run: retrieveByNames('RetrieveUserPrivilegeByPrivilegeName', (call) => listOf(call, 'PrivilegeName')),
  },
  {
    name: 'RetrieveUserSetOfPrivilegesByNames',
    kind: 'function',
    boundTo: ['systemuser'],
    run: retrieveByNames('RetrieveUserSetOfPrivilegesByNames', (call) => listOf(call, 'PrivilegeNames')),
  },
  {
    name: 'RetrieveUserSetOfPrivilegesByIds',
    kind: 'function',
    boundTo: ['systemuser'],
    run: retrieveByNames('RetrieveUserSetOfPrivilegesByIds', (call) => listOf(call, 'PrivilegeIds')),
  },
  { name: 'RetrieveTeamPrivileges', kind: 'function', boundTo: ['team'], run: retrieveTeamPrivileges },
  { name: 'RetrieveRolePrivilegesRole', kind: 'function', run: retrieveRolePrivilegesRole },
]
