import type { Application, ServicePrincipal } from '../../../domain/directory/application-rows.js'
import { findApplicationByAppId, getApplication } from '../../../domain/directory/applications.js'
import { findServicePrincipalByAppId } from '../../../domain/directory/service-principals.js'
import { applications, servicePrincipals } from '../../../domain/directory/tables.js'
import { DomainError } from '../../../kernel/errors.js'
import { fold } from '../../../kernel/fold.js'
import { ownsObject } from '../authorize/require-right.js'
import { type Call, parameter, readerOf } from '../call.js'
import { alternateKey } from '../path.js'

/** The application that a path names by object id, app id or unique name, or undefined. */
export function findApplication(call: Call): Application | undefined {
  const reader = readerOf(call)
  const id = parameter(call)
  const appId = alternateKey(id, 'appId')
  if (appId !== undefined) return findApplicationByAppId(reader, appId)
  const uniqueName = alternateKey(id, 'uniqueName')
  if (uniqueName !== undefined) return reader.table(applications).findFirst('uniqueName', fold(uniqueName))
  return reader.table(applications).get(fold(id))
}

/** The application that a path names. Throws `notFound`. */
export function resolveApplication(call: Call): Application {
  return findApplication(call) ?? getApplication(readerOf(call), parameter(call))
}

/** The service principal that a path names by object id or app id, or undefined. */
function findServicePrincipal(call: Call): ServicePrincipal | undefined {
  const id = parameter(call)
  const appId = alternateKey(id, 'appId')
  if (appId !== undefined) return findServicePrincipalByAppId(readerOf(call), appId)
  return readerOf(call).table(servicePrincipals).get(fold(id))
}

/** The service principal that a path names. Throws `notFound`. */
export function resolveServicePrincipal(call: Call): ServicePrincipal {
  const principal = findServicePrincipal(call)
  if (!principal) throw new DomainError('notFound', { id: alternateKey(parameter(call), 'appId') ?? parameter(call) })
  return principal
}

/** Whether an app calls, for itself, what every app may do to its own application and service principal. */
export function isOwnApp(call: Call): boolean {
  const { caller, route } = call
  if (!route.ownApp || caller.kind !== 'app') return false
  const target = route.path.startsWith('/applications/') ? findApplication(call) : findServicePrincipal(call)
  return target?.appId === caller.appId
}

const EVERY_APP = ['Application.ReadWrite.All', 'Directory.ReadWrite.All']

/** Whether an app calls that may write no applications and service principals but those that it owns. */
export function writesOwnAlone({ caller }: Call): boolean {
  return caller.kind === 'app' && !caller.unchecked && !EVERY_APP.some((permission) => caller.roles.has(permission))
}

/** Throws `notOwned` for an app that may write only what it owns and does not own this. */
export function requireOwnership(call: Call, objectId: string): void {
  const { caller } = call
  if (!writesOwnAlone(call) || isOwnApp(call)) return
  if (!ownsObject(readerOf(call), caller.oid, objectId)) throw new DomainError('notOwned', { id: objectId })
}
