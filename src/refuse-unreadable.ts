import type { SurfaceName } from './choose-surface.js'
import { errorResponse } from './http/error-response.js'
import type { EmulatorResponse, Failure, Refusal, RequestHead } from './http/message.js'
import type { Target } from './http/target.js'
import { refuseUnreadable as refuseDataverse } from './surfaces/dataverse/refuse-unreadable.js'
import type { GraphSurface } from './surfaces/graph/create-graph-surface.js'
import { refuseUnreadable as refuseLogin } from './surfaces/login/refuse-unreadable.js'

/** A request that its surface never answers itself, and whose it was. */
export interface Unanswered {
  readonly surface: SurfaceName
  readonly head: RequestHead
  readonly target: Target
}

/** How such requests are answered, in the words of the surface they were meant for. */
export interface Refusals {
  /** A host could not hand the request over. */
  refuse(request: Unanswered, refusal: Refusal): EmulatorResponse
  /** The emulator itself failed. */
  fail(request: Unanswered, failure: Failure): EmulatorResponse
}

/** The words of Graph for its own requests and for those of surfaces without words of their own. */
export function createRefusals(graph: Pick<GraphSurface, 'refuse' | 'fail'>): Refusals {
  return {
    refuse: ({ surface, head, target }, refusal) => {
      if (surface === 'login') return refuseLogin(refusal)
      if (surface === 'dataverse') return refuseDataverse(refusal)
      return graph.refuse(refusal, head, target)
    },
    fail: ({ surface, head, target }, failure) => {
      if (surface === 'graph') return graph.fail(failure, head, target)
      return errorResponse(failure.status, failure.code, failure.message)
    },
  }
}
