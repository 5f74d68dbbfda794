import type { EmulatorRequest } from '../../http/message.js'
import { parseQueryString } from '../../http/query-string.js'
import type { Target } from '../../http/target.js'
import type { GraphRooms } from './rooms.js'

/** What is known of a request before anybody has looked at its path. */
export interface Exchange {
  readonly rooms: GraphRooms
  readonly request: EmulatorRequest
  readonly target: Target
  readonly requestId: string
  readonly clientRequestId: string
  /** `v1.0` or `beta`, as called. */
  readonly version: string
  /** `http://127.0.0.1:4400/v1.0`: the start of contexts and links. */
  readonly root: string
  readonly query: ReadonlyMap<string, string>
  /** The request said `ConsistencyLevel: eventual`. */
  readonly eventual: boolean
}

const EMPTY: ReadonlyMap<string, string> = new Map()

/** Notes what every later step needs to know about a request. */
export function recordExchange(rooms: GraphRooms, request: EmulatorRequest, target: Target): Exchange {
  const requestId = rooms.newRequestId()
  const version = firstSegment(target.path)
  return {
    rooms,
    request,
    target,
    requestId,
    clientRequestId: request.headers['client-request-id'] ?? requestId,
    version,
    root: `${target.origin}/${version}`,
    query: target.query === '' ? EMPTY : readQuery(target.query),
    eventual: request.headers.consistencylevel?.toLowerCase() === 'eventual',
  }
}

/** `$filter = a` is forgiven: names lose the blanks around them. */
function readQuery(query: string): ReadonlyMap<string, string> {
  const { parameters } = parseQueryString(query)
  return new Map(Array.from(parameters, ([name, value]) => [name.trim(), value.trimStart()]))
}

function firstSegment(path: string): string {
  const end = path.indexOf('/', 1)
  return end === -1 ? path.slice(1) : path.slice(1, end)
}
