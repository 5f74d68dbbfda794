import type { Access, Actor, Reader, Transaction } from '../../domain/access.js'
import type { Environment } from '../../domain/dataverse/environment-rows.js'
import { type Model, modelOf } from '../../domain/dataverse/model.js'
import { type Session, sessionIn } from '../../domain/dataverse/session.js'
import { environments } from '../../domain/dataverse/tables.js'
import type { Preferences } from './preferences.js'
import type { DataverseRooms } from './rooms.js'

/** Everything that is known about a request by the time a handler sees it. */
export interface RequestContext {
  readonly method: string
  /** `{origin}{prefix}/api/data/v9.2`, as the client addressed it: the start of every URL in the answer. */
  readonly root: string
  /** The path behind the root, still encoded. */
  readonly path: string
  /** The query as sent, without the question mark. */
  readonly rawQuery: string
  readonly query: ReadonlyMap<string, string>
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  readonly prefer: Preferences
  readonly tenantId: string
  readonly environment: Environment
  readonly model: Model
  readonly session: Session
  /** The session that headers ask for: a part of a batch may act for somebody of its own. */
  readonly sessionFor: (headers: Readonly<Record<string, string>>) => Session
  readonly access: Access
  readonly rooms: DataverseRooms
  readonly requestId: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

/**
 * The context with the tables that the environment has by now: what came before, in a batch, may have changed them.
 */
export function renewed(context: RequestContext): RequestContext {
  const environment = readerOf(context).table(environments).get(context.environment.id)
  if (!environment || environment === context.environment) return context
  const sessionFor = (headers: RequestContext['headers']) => sessionIn(environment, context.sessionFor(headers))
  return {
    ...context,
    environment,
    model: modelOf(environment),
    session: sessionIn(environment, context.session),
    sessionFor,
  }
}

/** Reads the tenant that the request is about. */
export function readerOf(context: RequestContext): Reader {
  return context.access.read(context.tenantId)
}

/** Runs a change as the caller; all of it or nothing. */
export function write<Result>(context: RequestContext, work: (transaction: Transaction) => Result): Result {
  return context.access.write(context.tenantId, actorOf(context), work)
}

function actorOf({ session, requestId }: RequestContext): Actor {
  const { caller } = session
  return { kind: caller.applicationid ? 'app' : 'user', id: String(caller.systemuserid), requestId }
}
