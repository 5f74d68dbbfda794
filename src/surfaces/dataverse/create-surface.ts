import type { Access } from '../../domain/access.js'
import { createEnvironmentLocator } from '../../domain/dataverse/locate-environment.js'
import { modelOf } from '../../domain/dataverse/model.js'
import type { EmulatorRequest, EmulatorResponse } from '../../http/message.js'
import { parseQueryString } from '../../http/query-string.js'
import type { Target } from '../../http/target.js'
import type { Answer } from './answer.js'
import { answerFault } from './answer-fault.js'
import { answerRequest } from './answer-request.js'
import { authenticate } from './authenticate.js'
import { challengeResponse } from './challenge.js'
import type { RequestContext } from './context.js'
import { createDirectoryLink } from './directory-link.js'
import { presentError, RequestRefused } from './errors.js'
import { prepareXml } from './fetch/parse-xml.js'
import { fetchOptions } from './fetch/saved-query.js'
import { createFirstAccesses } from './first-accesses.js'
import { authorityOf, readAddress, type ServiceAddress } from './locate-service.js'
import { openSession } from './map-caller.js'
import { parsePreferences } from './preferences.js'
import { readServicePath, type ServicePath } from './read-path.js'
import { corsHeaders, respond } from './respond.js'
import type { DataverseRooms } from './rooms.js'
import { tooManyRequests, withAllowance } from './service-protection.js'

type Surface = (request: EmulatorRequest, target: Target, access: Access) => Promise<EmulatorResponse>

/** The Dataverse Web API: locate → authenticate → map the caller → resolve → authorize, validate, handle → present. */
export function createDataverseSurface(rooms: DataverseRooms): Surface {
  const locate = createEnvironmentLocator()
  const mapping = { rooms, directory: createDirectoryLink(rooms), firstAccesses: createFirstAccesses() }
  return async (request, target, access) => {
    const requestId = rooms.newRequestId()
    if (request.method === 'OPTIONS') return preflight(request)
    const fault = rooms.faults.take('dataverse', { method: request.method, path: target.path })
    if (fault) return answerFault(fault)
    try {
      const address = readAddress(target, access, locate)
      const path = requireServicePath(address)
      const located = address.uniqueName === undefined ? undefined : locate(access, address.uniqueName)
      if (address.uniqueName !== undefined && !located) throw unknownEnvironment(address.uniqueName)
      const caller = await authenticate(rooms.verifier, access, request.headers.authorization, located)
      if ('kind' in caller) return challengeResponse(challengeOf(target, address, caller), requestId)
      if (!caller.environment.hasDatabase) throw withoutDatabase(caller.environment.uniqueName)
      const sessionFor = (headers: EmulatorRequest['headers']) => openSession({ ...mapping, access }, caller, headers)
      const root = `${target.origin}${address.prefix}${path.base}`
      const context: RequestContext = {
        ...{ method: request.method === 'HEAD' ? 'GET' : request.method, headers: request.headers, body: request.body },
        ...{ root, path: path.rest, rawQuery: target.query, query: parseQueryString(target.query).parameters },
        prefer: parsePreferences(request.headers.prefer),
        ...{ tenantId: caller.tenantId, environment: caller.environment, model: modelOf(caller.environment) },
        session: sessionFor(request.headers),
        ...{ sessionFor, access, rooms, requestId, now: rooms.clock.now() },
      }
      return bodiless(request, respond(await answerAllowed(context), requestId, request.headers))
    } catch (error) {
      const answer = presentError(error, request.headers.prefer)
      if (!answer) throw error
      return bodiless(request, respond(answer, requestId, request.headers))
    }
  }
}

/** Answers a request, unless it is one too many of its user. */
async function answerAllowed(context: RequestContext): Promise<Answer> {
  const { environment, session, rooms } = context
  const allowance = rooms.protection.take(`${environment.id} ${session.caller.systemuserid}`)
  if (allowance.kind === 'refused') return tooManyRequests(rooms.protection.limit, allowance.wait)
  if (mayFetch(context)) await prepareXml()
  return withAllowance(answerRequest(context), allowance.left)
}

/** Whether FetchXML may come: in the query, or in a part of a batch. */
function mayFetch({ query, path }: RequestContext): boolean {
  return fetchOptions.some((name) => query.has(name)) || path.toLowerCase().startsWith('/$batch')
}

/** The answer to HEAD is that to GET without its body. */
function bodiless({ method }: EmulatorRequest, response: EmulatorResponse): EmulatorResponse {
  return method === 'HEAD' ? { status: response.status, headers: response.headers } : response
}

function requireServicePath(address: ServiceAddress): ServicePath {
  const path = readServicePath(address.path)
  if (path) return path
  throw new RequestRefused(404, '0x80060888', `Resource not found for the segment '${address.path.slice(1)}'.`)
}

function unknownEnvironment(uniqueName: string): RequestRefused {
  return new RequestRefused(404, '0x80072560', `There is no environment with the unique name '${uniqueName}'.`)
}

function withoutDatabase(uniqueName: string): RequestRefused {
  return new RequestRefused(404, '0x8004a104', `The environment '${uniqueName}' has no Dataverse database.`)
}

function challengeOf(
  target: Target,
  { prefix }: ServiceAddress,
  { tenantId, invalid }: { tenantId: string; invalid: boolean },
): Parameters<typeof challengeResponse>[0] {
  const resource = `${target.origin}${prefix}`
  return { authority: authorityOf(target), tenantId, resource, invalidToken: invalid }
}

const allowedHeaders =
  'Authorization, Accept, Content-Type, OData-Version, OData-MaxVersion, If-Match, If-None-Match, Prefer, MSCRMCallerID, CallerObjectId, x-ms-client-request-id'

/** CORS asks before it calls, without a token. */
function preflight({ headers }: EmulatorRequest): EmulatorResponse {
  return {
    status: 204,
    headers: {
      ...corsHeaders(headers),
      'access-control-allow-methods': 'GET, POST, PATCH, PUT, DELETE, OPTIONS',
      'access-control-allow-headers': headers['access-control-request-headers'] ?? allowedHeaders,
      'access-control-max-age': '3600',
    },
  }
}
