import type { Reader } from '../../../domain/access.js'
import { directMembers } from '../../../domain/directory/memberships.js'
import { scopeObjectId, UNIT_SCOPE } from '../../../domain/directory/role-assignments.js'
import { roleAssignments } from '../../../domain/directory/tables.js'
import type { RoleAssignment } from '../../../domain/directory/tenant-rows.js'
import { decodePart } from '../../../http/query-string.js'
import { DomainError } from '../../../kernel/errors.js'
import { fold } from '../../../kernel/fold.js'
import { holdsPermission } from '../authorize/permissions.js'
import { type Call, parameter, type Route, readerOf } from '../call.js'
import { listRoutes } from '../directory-objects/relationship.js'
import type { DirectoryObject } from '../model/directory-object.js'
import { objectsById } from '../model/navigations.js'
import { findRoleDefinition } from '../model/role-types.js'

const FUNCTION = '/roleManagement/directory/roleDefinitions/{id}/assignedPrincipals'

/** Which scopes of assignments are of which type. */
const SCOPES: Readonly<Record<string, (directoryScopeId: string) => boolean>> = {
  tenant: (scope) => scope === '/',
  administrativeunit: (scope) => scope.startsWith(UNIT_SCOPE),
  resource: (scope) => scope !== '/' && !scope.startsWith(UNIT_SCOPE),
}

/** What opens the members of the groups that hold a role. */
const GROUP_READERS = ['GroupMember', 'Group', 'Directory'].flatMap((kind) => [
  `${kind}.Read.All`,
  `${kind}.ReadWrite.All`,
])

/**
 * Who holds a role, directly or through a group, each once (Microsoft Graph beta: unifiedRoleDefinition
 * assignedPrincipals). Throws `notFound`, `invalidValue` for a type of scope that is none, and `denied` for members of
 * groups to those who may not read them.
 */
function assignedPrincipals(call: Call): Iterable<DirectoryObject> {
  const reader = readerOf(call)
  const role = findRoleDefinition(reader, parameter(call))
  if (!role) throw new DomainError('notFound', { id: parameter(call) })
  const given = functionParameters(call)
  const inScope = scopeTest(given.get('directoryscopetype'), given.get('directoryscopeid'))
  const assignments = Array.from(reader.table(roleAssignments).find('roleDefinitionId', role.id)).filter(inScope)
  const holders = objectsById(
    reader,
    assignments.map(({ principalId }) => principalId),
  )
  if (given.get('transitive')?.toLowerCase() !== 'true') return eachOnce(holders)
  requireGroupMembers(call)
  return eachOnce(withMembers(reader, holders))
}

/** The parameters in the parentheses behind the function, by their folded names: they are no segment that routes know. */
function functionParameters({ target }: Call): ReadonlyMap<string, string> {
  const inside = /assignedPrincipals\(([^)]*)\)/i.exec(decodePart(target.path))?.[1] ?? ''
  const pairs = inside.matchAll(/(\w+)\s*=\s*(?:'([^']*)'|([^,\s]+))/g)
  return new Map(Array.from(pairs, ([, name = '', quoted, bare = '']) => [name.toLowerCase(), quoted ?? bare]))
}

function scopeTest(type: string | undefined, id: string | undefined): (assignment: RoleAssignment) => boolean {
  const ofType = type === undefined ? () => true : SCOPES[type.toLowerCase()]
  if (!ofType) throw new DomainError('invalidValue', { property: 'directoryScopeType', resource: 'RoleDefinition' })
  return ({ directoryScopeId }) =>
    ofType(directoryScopeId) && (id === undefined || scopeObjectId(directoryScopeId) === fold(id))
}

function requireGroupMembers({ caller }: Call): void {
  if (!caller.unchecked && !GROUP_READERS.some((permission) => holdsPermission(caller, permission)))
    throw new DomainError('denied', { parameter: 'transitive' })
}

function* withMembers(reader: Reader, holders: Iterable<DirectoryObject>): Generator<DirectoryObject> {
  for (const holder of holders) {
    yield holder
    if (holder.type === 'group') yield* directMembers(reader, holder.id)
  }
}

function* eachOnce(objects: Iterable<DirectoryObject>): Generator<DirectoryObject> {
  const seen = new Set<string>()
  for (const object of objects) {
    if (!seen.has(object.id)) yield object
    seen.add(object.id)
  }
}

/** Without parameters and with some, which are then a segment of their own. Counting needs no advanced query here. */
export const assignedPrincipalRoutes: readonly Route[] = ['', '/{parameters}'].flatMap((parameters) =>
  listRoutes({
    path: `${FUNCTION}${parameters}`,
    operationId: `roleDefinitions.assignedPrincipals${parameters === '' ? '' : '.scoped'}`,
    follow: assignedPrincipals,
    permission: `GET ${FUNCTION}`,
    right: 'roles/read',
    casts: ['user', 'group', 'servicePrincipal'],
  }).map(
    (route): Route => ({
      ...route,
      betaOnly: true,
      handler: (call) => route.handler({ ...call, eventual: true }),
    }),
  ),
)
