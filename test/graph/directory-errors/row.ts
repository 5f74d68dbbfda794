import type { Reply } from '../open-graph.js'
import type { World } from './world.js'

/** One refusal of Microsoft Graph, how to be refused so, and what is told then. */
export interface Row {
  /** The section of Microsoft's behavior, and what provokes it. */
  readonly name: string
  readonly provoke: (graph: World) => Promise<Reply>
  readonly status: number
  readonly code: string
  /** In full; a pattern from end to end where it names what is made on the way. */
  readonly message: string | RegExp
  readonly details?: readonly object[]
}

export const NOBODY = '0af2b6c3-0000-4000-8000-000000000001'

export const badRequest = { status: 400, code: 'Request_BadRequest' }
export const gateway = { status: 400, code: 'BadRequest' }
export const unsupported = { status: 400, code: 'Request_UnsupportedQuery' }
export const unauthorized = { status: 401, code: 'InvalidAuthenticationToken' }
export const sameKey = { status: 409, code: 'Request_MultipleObjectsWithSameKeyValue' }
export const denied = {
  status: 403,
  code: 'Authorization_RequestDenied',
  message: 'Insufficient privileges to complete the operation.',
}

export function missing(id: string) {
  return {
    status: 404,
    code: 'Request_ResourceNotFound',
    message: `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  }
}

/** As `missing`, where the id is made on the way. */
export const missingOne = {
  ...missing(NOBODY),
  message:
    /^Resource '[0-9a-f-]{36}' does not exist or one of its queried reference-property objects are not present\.$/,
}

/** A value that a property cannot take. */
export function invalid(property: string, resource: string) {
  const message = `Invalid value specified for property '${property}' of resource '${resource}'.`
  return { ...badRequest, message, details: [{ code: 'InvalidValue', message, target: property }] }
}

/** A property without which the object cannot be made. */
export function required(property: string, resource: string) {
  const message = `A value is required for property '${property}' of resource '${resource}'.`
  return { ...badRequest, message, details: [{ code: 'PropertyRequired', target: property }] }
}

/** A value that somebody else has. */
export function taken(property: string) {
  const message = `Another object with the same value for property ${property} already exists.`
  return { ...badRequest, message, details: [{ code: 'ObjectConflict', message, target: property }] }
}
