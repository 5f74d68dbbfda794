import type { Access } from '../../domain/access.js'
import type { EmulatorRequest, EmulatorResponse } from '../../http/message.js'
import { pathSegments } from '../../http/path-segments.js'
import { parseQueryString } from '../../http/query-string.js'
import type { RouteMatch, Router } from '../../http/router.js'
import type { Target } from '../../http/target.js'
import { DomainError } from '../../kernel/errors.js'
import { isGuid } from '../../kernel/guid.js'
import { crossOriginHeaders } from './cross-origin.js'
import type { LoginAnswer, LoginRequest } from './login-request.js'
import { clip, presentError } from './present-error.js'
import type { LoginRooms } from './rooms.js'
import type { LoginRoute } from './routes.js'

/** The way of a request through the token service: record, match, read, handle, present. */
export async function answerLogin(
  router: Router<LoginRoute>,
  rooms: LoginRooms,
  request: EmulatorRequest,
  target: Target,
  access: Access,
): Promise<EmulatorResponse> {
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const match = router.match(method, pathSegments(target.path))
  const login = readLogin(match, rooms, request, target, access)
  if (request.method === 'OPTIONS' && match.kind !== 'unknown') return present(login, { status: 204, body: undefined })
  return present(login, await handle(match, login))
}

async function handle(match: RouteMatch<LoginRoute>, login: LoginRequest): Promise<LoginAnswer> {
  if (match.kind === 'unknown') return unknownEndpoint(login)
  try {
    if (match.kind === 'found') return await match.route.handler(login)
    const { method } = login.request
    throw new DomainError('postOnly', { allowed: match.allowed.join(', '), method })
  } catch (error) {
    const answer = presentError(error, login)
    return match.kind === 'found' ? answer : { ...answer, status: 405, headers: { allow: match.allowed.join(', ') } }
  }
}

function unknownEndpoint({ target }: LoginRequest): LoginAnswer {
  const error_description = `The token service has no endpoint '${clip(target.path)}'. See its metadata at /{tenant}/v2.0/.well-known/openid-configuration.`
  return { status: 404, body: { error: 'not_found', error_description } }
}

const decoder = new TextDecoder()

function readLogin(
  match: RouteMatch<LoginRoute>,
  rooms: LoginRooms,
  request: EmulatorRequest,
  target: Target,
  access: Access,
): LoginRequest {
  const { parameters: query, repeated: inQuery } = parseQueryString(target.query)
  const { parameters: form, repeated: inForm } = parseQueryString(isForm(request) ? decoder.decode(request.body) : '')
  const asked = form.get('client-request-id') ?? query.get('client-request-id') ?? request.headers['client-request-id']
  const path = match.kind === 'found' ? match.parameters : {}
  const traceId = rooms.ids.guid()
  const correlationId = asked !== undefined && isGuid(asked) ? asked : rooms.ids.guid()
  const repeated = [...inQuery, ...inForm]
  return { request, target, access, rooms, path, query, form, repeated, traceId, correlationId }
}

/** A body of another kind than a form is passed over, as in the cloud; one without a kind is taken for a form. */
function isForm({ method, headers }: EmulatorRequest): boolean {
  return method === 'POST' && /^\s*(application\/x-www-form-urlencoded\b|$)/i.test(headers['content-type'] ?? '')
}

function present(login: LoginRequest, { status, body, json, page, headers }: LoginAnswer): EmulatorResponse {
  const text = page ?? json ?? (body === undefined ? undefined : JSON.stringify(body))
  const usual = {
    'cache-control': 'no-store, no-cache',
    pragma: 'no-cache',
    'x-content-type-options': 'nosniff',
    'x-ms-request-id': login.traceId,
    'client-request-id': login.correlationId,
  }
  // Not spread into one literal: that takes the engine many times as long.
  const answered = Object.assign({}, contentType(page, text), usual, crossOriginHeaders(login), headers)
  const hasBody = text !== undefined && login.request.method !== 'HEAD'
  return hasBody ? { status, headers: answered, body: text } : { status, headers: answered }
}

function contentType(page: string | undefined, text: string | undefined): Readonly<Record<string, string>> {
  if (page !== undefined) return { 'content-type': 'text/html; charset=utf-8' }
  return text === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }
}
