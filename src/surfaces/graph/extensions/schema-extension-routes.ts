import type { Handler, Route } from '../call.js'
import {
  deleteSchemaExtensionEntity,
  getSchemaExtension,
  listSchemaExtensions,
  patchSchemaExtension,
  postSchemaExtension,
} from './schema-extension-handlers.js'

const ALL = '/schemaExtensions'
const ONE = `${ALL}/{id}`
const type = 'schemaExtension'

/** Whose a definition is decides who may change it: no directory role is asked for. */
function row(method: string, path: string, operation: string, handler: Handler, more: Partial<Route> = {}): Route {
  return { method, path, operationId: `schemaExtensions.${operation}`, handler, ...more }
}

/** Definitions of schema extensions. */
export const schemaExtensionRoutes: readonly Route[] = [
  row('GET', ALL, 'list', listSchemaExtensions),
  row('POST', ALL, 'create', postSchemaExtension, { type }),
  row('GET', ONE, 'get', getSchemaExtension),
  row('PATCH', ONE, 'update', patchSchemaExtension, { type }),
  row('DELETE', ONE, 'delete', deleteSchemaExtensionEntity),
]
