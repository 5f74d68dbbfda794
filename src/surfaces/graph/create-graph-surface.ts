import type { Access } from '../../domain/access.js'
import type { EmulatorRequest, EmulatorResponse, Failure, Refusal, RequestHead } from '../../http/message.js'
import type { Target } from '../../http/target.js'
import { DomainError } from '../../kernel/errors.js'
import { toResponse } from './answer.js'
import type { WireError } from './errors/wire-error.js'
import { errorAnswer, wireError } from './errors.js'
import { recordExchange } from './exchange.js'
import { answerRequest } from './pipeline.js'
import type { GraphRooms } from './rooms.js'

export type { GraphRooms } from './rooms.js'

export interface GraphSurface {
  (request: EmulatorRequest, target: Target, access: Access): Promise<EmulatorResponse>
  /** The answer to a request that a host could not read, in Graph's words. */
  refuse(refusal: Refusal, head: RequestHead, target: Target): EmulatorResponse
  /** The answer to a request at which the emulator itself failed. */
  fail(failure: Failure, head: RequestHead, target: Target): EmulatorResponse
}

/** Microsoft Graph. */
export function createGraphSurface(rooms: GraphRooms): GraphSurface {
  const surface = (request: EmulatorRequest, target: Target, access: Access) =>
    answerRequest(rooms, request, target, access)
  const answer = (error: WireError, head: RequestHead, target: Target) => {
    const exchange = recordExchange(rooms, { ...head, body: NO_BODY }, target)
    return toResponse(exchange, errorAnswer(exchange, error))
  }
  return Object.assign(surface, {
    refuse: (refusal: Refusal, head: RequestHead, target: Target) => answer(wordingOf(refusal), head, target),
    fail: answer,
  })
}

const NO_BODY = new Uint8Array()

function wordingOf(refusal: Refusal): WireError {
  const error = wireError(new DomainError(refusal))
  if (!error) throw new Error(`no wording for '${refusal}'`)
  return error
}
