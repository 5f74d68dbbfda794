import type { Access } from '../../domain/access.js'
import type { EmulatorRequest } from '../../http/message.js'
import type { Target } from '../../http/target.js'
import type { LoginRooms } from './rooms.js'

/** A request to the token service on its way through the pipeline. */
export interface LoginRequest {
  readonly request: EmulatorRequest
  readonly target: Target
  readonly access: Access
  readonly rooms: LoginRooms
  /** Parameters of the path. */
  readonly path: Readonly<Record<string, string>>
  /** Parameters of the query. */
  readonly query: ReadonlyMap<string, string>
  /** Parameters of a form body. */
  readonly form: ReadonlyMap<string, string>
  /** Names of parameters that came twice in the same place; the first value counts. */
  readonly repeated: readonly string[]
  /** Names this request in errors and headers. */
  readonly traceId: string
  /** The client's `client-request-id`, or one of our own. */
  readonly correlationId: string
}

/** What a handler answers with; the pipeline adds the headers that all answers have. */
export interface LoginAnswer {
  readonly status: number
  /** Sent as JSON. */
  readonly body?: unknown
  /** JSON already, in place of a body. */
  readonly json?: string
  /** A page, in place of a body. */
  readonly page?: string
  readonly headers?: Readonly<Record<string, string>>
}
