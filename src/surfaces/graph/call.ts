import type { Access, Actor, Reader, Transaction } from '../../domain/access.js'
import type { Caller } from '../../domain/tokens/caller.js'
import type { Answer } from './answer.js'
import type { Exchange } from './exchange.js'

/** One request that was matched, authenticated and authorized: what a handler works with. */
export interface Call extends Exchange {
  readonly caller: Caller
  readonly access: Access
  readonly route: Route
  /** What stood in place of `{id}` and the like; for `/me` the caller's object id. */
  readonly parameters: Readonly<Record<string, string>>
  /** Answers another request of the same caller, refusals included: what a batch does. `first` may refuse it. */
  readonly dispatch: Dispatch
  /** The parsed JSON body; undefined without one. */
  readonly body: unknown
}

export type Handler = (call: Call) => Answer
export type Dispatch = (exchange: Exchange, access: Access, caller: Caller, first?: () => void) => Answer

/** One row of the route table. */
export interface Route {
  readonly method: string
  readonly path: string
  readonly operationId: string
  readonly handler: Handler
  /** The row of the permission catalog, where it is not `METHOD path`; null when any good token will do. */
  readonly permission?: string | null
  /** What a signed-in user must be allowed to do besides: a row of the rights table. */
  readonly right?: string
  /** An app needs no permission to do this to its own application or service principal. */
  readonly ownApp?: true
  /** Whether a body must, may, or cannot come; POST, PATCH and PUT must have one unless told otherwise. */
  readonly body?: 'required' | 'optional' | 'none'
  /** The operation whose body schema this one shares. */
  readonly bodyAs?: string
  /** Under /v1.0 there is no such thing. */
  readonly betaOnly?: true
  /** Entity type of the body: decides what an unknown property is called. */
  readonly type?: string
}

/** Reads the caller's tenant. */
export function readerOf(call: Pick<Call, 'access' | 'caller'>): Reader {
  return call.access.read(call.caller.tenantId)
}

/** Runs domain functions as one transaction of the caller. */
export function write<Result>(call: Call, work: (transaction: Transaction) => Result): Result {
  return call.access.write(call.caller.tenantId, actorOf(call), work)
}

/** As `write`, for what nobody follows and no answer waits for. */
export function record<Result>(call: Call, work: (transaction: Transaction) => Result): Result {
  return call.access.record(call.caller.tenantId, actorOf(call), work)
}

function actorOf({ caller, requestId }: Call): Actor {
  return { kind: caller.kind, id: caller.oid, requestId }
}

/** A path parameter of the route. */
export function parameter(call: Call, name = 'id'): string {
  return call.parameters[name] ?? ''
}
