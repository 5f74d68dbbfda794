import type { Access } from '../../domain/access.js'
import type { EmulatorRequest, EmulatorResponse } from '../../http/message.js'
import type { Target } from '../../http/target.js'
import { DomainError } from '../../kernel/errors.js'
import { toResponse } from './answer.js'
import { errorAnswer, wireError } from './errors.js'
import { recordExchange } from './exchange.js'
import { answerRequest } from './pipeline.js'
import type { GraphRooms } from './rooms.js'

export type { GraphRooms } from './rooms.js'

/** Why a host could not hand a request over. */
export type GraphRefusal = 'bodyTooLarge' | 'urlTooLong' | 'compressedBody' | 'badRequest'

export interface GraphSurface {
  (request: EmulatorRequest, target: Target, access: Access): Promise<EmulatorResponse>
  /** The answer to a request that a host could not read, in Graph's words. */
  refuse(refusal: GraphRefusal, target: Target): EmulatorResponse
}

/** Microsoft Graph. */
export function createGraphSurface(rooms: GraphRooms): GraphSurface {
  const surface = (request: EmulatorRequest, target: Target, access: Access) =>
    answerRequest(rooms, request, target, access)
  return Object.assign(surface, { refuse: (refusal: GraphRefusal, target: Target) => refuse(rooms, refusal, target) })
}

function refuse(rooms: GraphRooms, refusal: GraphRefusal, target: Target): EmulatorResponse {
  const exchange = recordExchange(rooms, { method: '', url: '', headers: {}, body: new Uint8Array() }, target)
  const word = refusal === 'badRequest' ? 'malformedRequest' : refusal
  const error = wireError(new DomainError(word))
  if (!error) throw new Error(`no wording for '${word}'`)
  return toResponse(exchange, errorAnswer(exchange, error))
}
