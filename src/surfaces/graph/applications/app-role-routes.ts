import type { Reader } from '../../../domain/access.js'
import type { AppRoleAssignment } from '../../../domain/directory/application-rows.js'
import { grantAppRole, type NewAppRoleAssignment, revokeAppRole } from '../../../domain/directory/grants.js'
import { directGroups } from '../../../domain/directory/memberships.js'
import { findServicePrincipalByAppId } from '../../../domain/directory/service-principals.js'
import { appRoleAssignments } from '../../../domain/directory/tables.js'
import { MICROSOFT_GRAPH } from '../../../domain/directory/well-known-principals.js'
import { DomainError } from '../../../kernel/errors.js'
import { partOf } from '../../../odata/list-source.js'
import { type Answer, noContent } from '../answer.js'
import { hasRight } from '../authorize/require-right.js'
import { type Call, parameter, type Route, readerOf, write } from '../call.js'
import { resolveGroup } from '../groups/resolve-group.js'
import { appRoleAssignmentType } from '../model/grant-types.js'
import { createdAnswer, entityAnswer } from '../query/entity-answer.js'
import { countAnswer, type List, listAnswer } from '../query/list-answer.js'
import { resolveUser } from '../users/resolve-user.js'
import { resolveServicePrincipal } from './resolve-application.js'

/** One end of app role assignments: who holds them, or which resource gave them out. */
interface Side {
  readonly set: 'users' | 'groups' | 'servicePrincipals'
  readonly name: 'appRoleAssignments' | 'appRoleAssignedTo'
  readonly resolve: (call: Call) => { readonly id: string }
  /** The property of an assignment that must name the object of the path. */
  readonly own: 'principalId' | 'resourceId'
}

const sides: readonly Side[] = [
  { set: 'users', name: 'appRoleAssignments', resolve: resolveUser, own: 'principalId' },
  { set: 'groups', name: 'appRoleAssignments', resolve: resolveGroup, own: 'principalId' },
  { set: 'servicePrincipals', name: 'appRoleAssignments', resolve: resolveServicePrincipal, own: 'principalId' },
  { set: 'servicePrincipals', name: 'appRoleAssignedTo', resolve: resolveServicePrincipal, own: 'resourceId' },
]

/** Users show what the groups hold of which they are direct members, too. */
function assignmentsOf(reader: Reader, side: Side, id: string): readonly AppRoleAssignment[] {
  const table = reader.table(appRoleAssignments)
  const groups = side.set === 'users' ? [...directGroups(reader, id)] : []
  return [id, ...groups.map((group) => group.id)].flatMap((holder) => [...table.find(side.own, holder)])
}

function assignmentList(call: Call, side: Side): List<AppRoleAssignment> {
  const reader = readerOf(call)
  return {
    type: appRoleAssignmentType(),
    source: partOf(reader.table(appRoleAssignments), assignmentsOf(reader, side, side.resolve(call).id)),
    context: 'appRoleAssignments',
  }
}

function resolveAssignment(call: Call, side: Side): AppRoleAssignment {
  const wanted = parameter(call, 'assignmentId')
  const found = assignmentsOf(readerOf(call), side, side.resolve(call).id).find(({ id }) => id === wanted)
  if (!found) throw new DomainError('notFound', { id: wanted })
  return found
}

function contextOf(side: Side, id: string): string {
  return `${side.set}('${id}')/${side.name}`
}

function get(call: Call, side: Side): Answer {
  return entityAnswer(
    call,
    appRoleAssignmentType(),
    resolveAssignment(call, side),
    contextOf(side, side.resolve(call).id),
  )
}

function post(call: Call, side: Side): Answer {
  const { id } = side.resolve(call)
  const given = call.body as NewAppRoleAssignment
  if (given[side.own].toLowerCase() !== id) throw new DomainError('wrongReference', { id })
  requireGraphRight(call, given.resourceId)
  const made = write(call, (transaction) => grantAppRole(transaction, given))
  return createdAnswer(call, appRoleAssignmentType(), made, contextOf(side, id))
}

/** Permissions of Microsoft Graph itself are given by privileged role administrators alone. */
function requireGraphRight(call: Call, resourceId: string): void {
  const graph = findServicePrincipalByAppId(readerOf(call), MICROSOFT_GRAPH)
  if (graph?.id === resourceId.toLowerCase() && !hasRight(readerOf(call), call.caller, 'roles/write')) {
    throw new DomainError('denied', { resourceId })
  }
}

/** What a user holds through a group is the group's to lose. */
function remove(call: Call, side: Side): Answer {
  const { id, ...ends } = resolveAssignment(call, side)
  if (ends[side.own] !== side.resolve(call).id) throw new DomainError('notFound', { id })
  write(call, (transaction) => revokeAppRole(transaction, id))
  return noContent
}

/** App role assignments from all the ends at which they can be read and written. */
export const appRoleRoutes: readonly Route[] = sides.flatMap((side): readonly Route[] => {
  const path = `/${side.set}/{id}/${side.name}`
  const one = `${path}/{assignmentId}`
  const operation = `${side.set}.${side.name}`
  const type = 'appRoleAssignment'
  return [
    {
      method: 'GET',
      path,
      operationId: `${operation}.list`,
      handler: (call) => listAnswer(call, assignmentList(call, side)),
      right: 'appRoles/read',
    },
    {
      method: 'GET',
      path: `${path}/$count`,
      operationId: `${operation}.count`,
      handler: (call) => countAnswer(call, assignmentList(call, side)),
      permission: `GET ${path}`,
      right: 'appRoles/read',
    },
    {
      method: 'GET',
      path: one,
      operationId: `${operation}.get`,
      handler: (call) => get(call, side),
      permission: `GET ${path}`,
      right: 'appRoles/read',
    },
    {
      method: 'POST',
      path,
      operationId: `${operation}.create`,
      handler: (call) => post(call, side),
      right: 'appRoles/write',
      type,
      bodyAs: 'users.appRoleAssignments.create',
    },
    {
      method: 'DELETE',
      path: one,
      operationId: `${operation}.delete`,
      handler: (call) => remove(call, side),
      permission: `DELETE ${path}/{id}`,
      right: 'appRoles/write',
    },
  ]
})
