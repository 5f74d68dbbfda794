import type { Answer } from '../answer.js'
import type { Call, Route } from '../call.js'
import {
  deleteExtension,
  type ExtendedSet,
  getExtension,
  listExtensions,
  patchExtension,
  postExtension,
} from './open-extension-handlers.js'

/** A set with the rows of the rights table that say who reads and who writes open extensions of its objects. */
export interface ExtendedSetRights extends ExtendedSet {
  readonly read: string
  readonly write: string
}

/** The open extensions of the objects of a set. */
export function openExtensionRoutes(set: ExtendedSetRights): readonly Route[] {
  const all = `/${set.path ?? set.name}/{id}/extensions`
  const one = `${all}/{extensionId}`
  const row = (
    method: string,
    path: string,
    operation: string,
    handle: (call: Call, set: ExtendedSet) => Answer,
  ): Route => ({
    method,
    path,
    operationId: `${set.name}.extensions.${operation}`,
    handler: (call) => handle(call, set),
    permission: `${method} ${path.replace('{extensionId}', '{id}')}`,
    right: method === 'GET' ? set.read : set.write,
    ...(method === 'POST' || method === 'PATCH' ? { bodyAs: 'users.extensions.create' } : {}),
  })
  return [
    row('GET', all, 'list', listExtensions),
    row('POST', all, 'create', postExtension),
    row('GET', one, 'get', getExtension),
    row('PATCH', one, 'update', patchExtension),
    row('DELETE', one, 'delete', deleteExtension),
  ]
}
