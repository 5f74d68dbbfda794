import type { Access } from '../../domain/access.js'
import type { Caller } from '../../domain/tokens/caller.js'
import type { EmulatorRequest, EmulatorResponse } from '../../http/message.js'
import type { Target } from '../../http/target.js'
import { type Answer, preflightAnswer, toResponse } from './answer.js'
import { authenticate } from './authenticate.js'
import { authorize } from './authorize.js'
import type { Call, Dispatch } from './call.js'
import { isOfGateway } from './errors/wire-error.js'
import { errorAnswer, wireError } from './errors.js'
import { type Exchange, recordExchange } from './exchange.js'
import { matchRoute } from './match-route.js'
import { readBody } from './read-body.js'
import type { GraphRooms } from './rooms.js'
import { targetId } from './target-id.js'
import { meetFault } from './throttling/meet-fault.js'
import { metered } from './throttling/metered.js'
import type { RequestCost } from './throttling/quota-meter.js'
import { requestCost } from './throttling/request-cost.js'

/** What Graph does with a request: record, match, authenticate, authorize, validate, handle, present. */
export async function answerRequest(
  rooms: GraphRooms,
  request: EmulatorRequest,
  target: Target,
  access: Access,
): Promise<EmulatorResponse> {
  const exchange = recordExchange(rooms, request, target)
  if (request.method === 'OPTIONS') return toResponse(exchange, preflightAnswer())
  try {
    const caller = isOpen(target.path) ? ANYBODY : await authenticate(exchange, access)
    const answer = answerCall(exchange, access, caller)
    return toResponse(exchange, answer.later ? await answer.later() : answer)
  } catch (thrown) {
    return toResponse(exchange, refusalOf(exchange, thrown))
  }
}

/** Everything behind the token, in one turn of the event loop: also what each request of a batch goes through. */
function answerCall(exchange: Exchange, access: Access, caller: Caller): Answer {
  meetFault(exchange, caller)
  const { route, parameters } = matchRoute(exchange, caller)
  const { rooms, request, target, requestId, clientRequestId, version, root, query, eventual } = exchange
  // Written out, since this is made for every request and spreading costs several times as much.
  const call: Call = {
    rooms,
    request,
    target,
    requestId,
    clientRequestId,
    version,
    root,
    query,
    eventual,
    caller,
    access,
    route,
    parameters,
    dispatch,
    body: undefined,
  }
  const cost = requestCost(route, query)
  return cost ? answerMetered(call, cost) : answerRoute(call)
}

function answerRoute(call: Call): Answer {
  authorize(call)
  const body = readBody(call.request, call.route, () => targetId(call))
  return call.route.handler(body === undefined ? call : { ...call, body })
}

/** What the directory refuses costs as much as what it grants. */
function answerMetered(call: Call, cost: RequestCost): Answer {
  let answer: Answer
  try {
    answer = answerRoute(call)
  } catch (thrown) {
    const error = wireError(thrown)
    if (!error || isOfGateway(error)) throw thrown
    answer = errorAnswer(call, error)
  }
  return metered(call, cost, answer)
}

const dispatch: Dispatch = (exchange, access, caller, first) => {
  try {
    first?.()
    const answer = answerCall(exchange, access, caller)
    const { later } = answer
    return later ? { ...answer, later: () => later().catch((thrown) => refusalOf(exchange, thrown)) } : answer
  } catch (thrown) {
    return refusalOf(exchange, thrown)
  }
}

/** Graph's answer to what was thrown; what no caller can have caused goes on its way. */
function refusalOf(exchange: Exchange, thrown: unknown): Answer {
  const error = wireError(thrown)
  if (!error) throw thrown
  return errorAnswer(exchange, error)
}

/** The service document and the metadata are for everybody. */
function isOpen(path: string): boolean {
  return /^\/[^/]+\/?(\$metadata|%24metadata)?\/?$/i.test(path)
}

const ANYBODY: Caller = Object.freeze({
  kind: 'app',
  tenantId: '',
  oid: '',
  appId: '',
  scopes: new Set<string>(),
  roles: new Set<string>(),
  issuedAt: 0,
  sessionId: '',
  audience: '',
})
