import { readJsonBody } from '../../http/json-body.js'
import type { EmulatorRequest, EmulatorResponse } from '../../http/message.js'
import { pathSegments } from '../../http/path-segments.js'
import { parseQueryString } from '../../http/query-string.js'
import { createRouter, type Router } from '../../http/router.js'
import type { Target } from '../../http/target.js'
import { findSchemaProblem } from '../../http/validate.js'
import type { Control } from './control.js'
import { badRequest, ControlRefused, MethodNotAllowed } from './control-refused.js'
import { type GuardOptions, guard, requireControlToken } from './guard.js'
import { present, presentRefusal } from './present.js'
import { type ControlAnswer, type ControlRoute, controlRoutes } from './routes.js'

export interface ControlSurfaceRooms extends GuardOptions {
  readonly control: Control
  readonly controlToken?: string | undefined
}

type ControlRouter = Router<ControlRoute>

/** The control plane over HTTP: guard → match → token → read → validate → handle → present. */
export function createControlSurface(
  rooms: ControlSurfaceRooms,
): (request: EmulatorRequest, target: Target) => Promise<EmulatorResponse> {
  const router = createRouter(controlRoutes, { caseSensitive: true })
  return async (request, target) => {
    try {
      return await present(request, await answer(router, rooms, request, target))
    } catch (error) {
      if (error instanceof ControlRefused) return presentRefusal(request, error)
      throw error
    }
  }
}

async function answer(
  router: ControlRouter,
  rooms: ControlSurfaceRooms,
  request: EmulatorRequest,
  target: Target,
): Promise<ControlAnswer> {
  guard(request, target, rooms)
  const { route, parameters } = matched(router, request, target)
  if (!route.open) requireControlToken(request, rooms.controlToken)
  return route.handler({
    control: rooms.control,
    parameters,
    query: parseQueryString(target.query).parameters,
    body: request.method === 'POST' ? readBody(request, route) : undefined,
    origin: target.origin,
  })
}

function matched(router: ControlRouter, request: EmulatorRequest, target: Target) {
  const match = router.match(request.method === 'HEAD' ? 'GET' : request.method, pathSegments(target.path))
  if (match.kind === 'found') return match
  if (match.kind === 'unknown')
    throw new ControlRefused(404, 'notFound', `The control plane has no call ${target.path}.`)
  throw new MethodNotAllowed(request.method, match.allowed)
}

function readBody(request: EmulatorRequest, { operationId }: ControlRoute): unknown {
  const body = jsonOf(request)
  const problem = findSchemaProblem(operationId, body)
  if (!problem) return body
  if (problem.keyword === 'additionalProperties')
    throw badRequest(`The member "${problem.property}" is not known here.`, problem.pointer)
  if (problem.keyword === 'required') throw badRequest(`The member "${problem.property}" is missing.`, problem.pointer)
  throw badRequest(`The value ${problem.message}.`, problem.pointer)
}

const JSON_TYPE = /^application\/json\s*(;|$)/i

function jsonOf(request: EmulatorRequest): unknown {
  if (request.body.length > 0 && !JSON_TYPE.test(request.headers['content-type'] ?? ''))
    throw new ControlRefused(415, 'unsupportedMediaType', 'The body must be sent as application/json.')
  const body = readJsonBody(request.body)
  if (body.kind === 'json') return body.value
  if (body.kind === 'empty') return {}
  if (body.kind === 'tooDeep') throw badRequest('The body is nested more than 64 levels deep.')
  throw badRequest(`The body is not JSON: ${body.reason}`)
}
