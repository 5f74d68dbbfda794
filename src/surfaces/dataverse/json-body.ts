import { readJsonBody } from '../../http/json-body.js'
import type { RequestContext } from './context.js'
import { RequestRefused } from './errors.js'
import type { JsonObject } from './json-object.js'
import { unreadableBody } from './payload-errors.js'

/** The JSON object in a body. Throws when there is none; `entitySet` is what messages name. */
export function requireJsonObject(context: RequestContext, entitySet: string): JsonObject {
  requireJsonType(context)
  const body = readJsonBody(context.body)
  if (body.kind === 'json' && isObject(body.value)) return body.value
  throw unreadableBody(entitySet)
}

/** The JSON object in a body, or an empty one where nothing was sent. */
export function optionalJsonObject(context: RequestContext): JsonObject {
  return context.body.length === 0 ? {} : requireJsonObject(context, '')
}

/** Whether a JSON value is an object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function requireJsonType({ headers, body }: RequestContext): void {
  const type = headers['content-type'] ?? ''
  if (body.length === 0 || type.toLowerCase().startsWith('application/json')) return
  throw new RequestRefused(
    415,
    '0x80060888',
    `The media type '${type}' is not supported. Send the body as application/json.`,
  )
}
