import { findUser } from '../../domain/directory/find-principal.js'
import { DomainError } from '../../kernel/errors.js'
import { findApplication, isOwnApp } from './applications/resolve-application.js'
import { type OperationPermissions, permissionsFor, permissionUsed } from './authorize/permissions.js'
import { requireRight } from './authorize/require-right.js'
import { type Call, type Route, readerOf } from './call.js'

const known = new WeakMap<Route, OperationPermissions | null>()

/** The permissions that open a route, or null for one that any good token opens. */
export function permissionsOfRoute(route: Route): OperationPermissions | null {
  const cached = known.get(route)
  if (cached !== undefined) return cached
  const permissions = route.permission === null ? null : findPermissions(route)
  known.set(route, permissions)
  return permissions
}

function findPermissions(route: Route): OperationPermissions {
  const operation = route.permission ?? `${route.method} ${route.path}`
  const permissions = permissionsFor(operation)
  if (!permissions) throw new Error(`the permission catalog has no row for ${operation}`)
  return permissions
}

/** Throws `denied` unless the token permits the operation and, for a signed-in user, the user may do it. */
export function authorize(call: Call): void {
  const { caller, route } = call
  if (caller.unchecked) return
  const permissions = permissionsOfRoute(route)
  if (permissions && permissionUsed(caller, permissions, isOwnRecord(call)) === undefined && !isOwnApp(call)) {
    throw new DomainError('denied', { operation: route.operationId })
  }
  if (route.right !== undefined && caller.kind === 'user') {
    requireRight(readerOf(call), caller, route.right, targetOf(call))
  }
}

/** The id of the object that the path names, where it names an application by another key too. */
function targetOf(call: Call): string | undefined {
  const { id } = call.parameters
  if (id?.includes('=') && call.route.path.startsWith('/applications/{id}')) return findApplication(call)?.id ?? id
  return id
}

/** Whether the call is about the caller's own user record, hence open to permissions such as User.Read. */
function isOwnRecord(call: Call): boolean {
  const { caller, route, parameters } = call
  if (caller.kind === 'app') return false
  const aboutUser = route.path.startsWith('/users/{id}')
  if (!aboutUser) return true
  const id = parameters.id ?? ''
  return id === caller.oid || findUser(readerOf(call), id)?.id === caller.oid
}
