import { readJsonBody } from '../../http/json-body.js'
import type { EmulatorRequest } from '../../http/message.js'
import { findSchemaProblem, type SchemaProblem } from '../../http/validate.js'
import { DomainError } from '../../kernel/errors.js'
import type { Route } from './call.js'
import { typeNamed } from './model/types-by-name.js'

const WRITES = new Set(['POST', 'PATCH', 'PUT'])
const JSON_TYPE = /^application\/([\w.+-]*\+)?json\b/i

/**
 * The JSON body of a request, held against the schema of its operation. Undefined where none came and none is needed.
 * `ownId` tells the id of the object that a PATCH is about: it may be repeated, and is not part of what is answered.
 * Throws `noContentType`, `notJson`, `emptyBody`, `unreadableBody`, and what a schema has against the body.
 */
export function readBody(request: EmulatorRequest, route: Route, ownId: () => string | undefined): unknown {
  const expected = route.body ?? 'required'
  if (!WRITES.has(request.method) || expected === 'none') return undefined
  const contentType = request.headers['content-type']
  if (request.body.length === 0) return expected === 'optional' ? undefined : refuseEmpty(contentType)
  if (contentType === undefined) throw new DomainError('noContentType')
  if (!JSON_TYPE.test(contentType)) throw new DomainError('notJson')
  const parsed = readJsonBody(request.body)
  if (parsed.kind === 'empty') return expected === 'optional' ? undefined : refuseEmpty(contentType)
  if (parsed.kind !== 'json') throw new DomainError('unreadableBody')
  const declared = asDeclared(route, parsed.value)
  const body = request.method === 'PATCH' ? withoutOwnId(declared, ownId) : declared
  checkBody(route, body)
  return body
}

/** A body with the properties of its entity spelled as the model does: Graph takes their names in any case. */
function asDeclared(route: Route, body: unknown): unknown {
  const type = route.type === undefined ? undefined : typeNamed(route.type)
  if (!type || typeof body !== 'object' || body === null || Array.isArray(body)) return body
  const declared = (name: string) => type.property(name)?.name ?? name
  if (Object.keys(body).every((name) => declared(name) === name)) return body
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [declared(name), value]))
}

/** Clients send back whole objects as they got them, ids included. */
function withoutOwnId(body: unknown, ownId: () => string | undefined): unknown {
  if (typeof body !== 'object' || body === null || !('id' in body) || typeof body.id !== 'string') return body
  if (body.id.toLowerCase() !== ownId()?.toLowerCase()) return body
  const { id: _, ...others } = body
  return others
}

function refuseEmpty(contentType: string | undefined): never {
  throw new DomainError(contentType === undefined ? 'noContentType' : 'emptyBody')
}

/** Throws the domain's word for the first thing that the schema of an operation has against a body. */
function checkBody(route: Route, body: unknown): void {
  const problem = findSchemaProblem(route.bodyAs ?? route.operationId, body)
  if (problem) throw schemaError(route, body, problem)
}

function schemaError(route: Route, body: unknown, problem: SchemaProblem): DomainError {
  const { keyword, property, pointer, message, params } = problem
  const value = valueAt(body, pointer)
  if (keyword === 'additionalProperties') return unknownOrReadOnly(route, property)
  if (keyword === 'type') return new DomainError('wrongType', { literal: literalOf(value), type: edmOf(params.type) })
  if (keyword === 'required') return missing(route, property)
  if (keyword === 'format' && params.format === 'uuid') {
    return new DomainError('wrongType', { literal: literalOf(value), type: 'Edm.Guid' })
  }
  const resource = route.type ? capitalized(route.type) : undefined
  if (property !== '' && resource) return new DomainError('invalidValue', { property, resource })
  return new DomainError('invalidBody', { pointer, message })
}

function unknownOrReadOnly(route: Route, property: string): DomainError {
  const type = route.type === undefined ? undefined : typeNamed(route.type)
  if (type?.property(property)) return new DomainError('readOnly', { property })
  return new DomainError('unknownProperty', { property, type: type?.name ?? operationName(route) })
}

function missing(route: Route, property: string): DomainError {
  if (route.type) return new DomainError('valueRequired', { property, resource: capitalized(route.type) })
  return new DomainError('missingParameters', { operation: operationName(route), parameters: property })
}

function operationName(route: Route): string {
  return route.path.slice(route.path.lastIndexOf('/') + 1)
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

const EDM: Readonly<Record<string, string>> = {
  boolean: 'Edm.Boolean',
  string: 'Edm.String',
  integer: 'Edm.Int32',
  number: 'Edm.Double',
  array: 'Collection(Edm.String)',
  object: 'Edm.ComplexType',
}

function edmOf(type: unknown): string {
  const name = Array.isArray(type) ? type.find((candidate) => candidate !== 'null') : type
  return EDM[String(name)] ?? String(name)
}

function literalOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function valueAt(body: unknown, pointer: string): unknown {
  let value = body
  for (const segment of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Readonly<Record<string, unknown>>)[segment.replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  return value
}
