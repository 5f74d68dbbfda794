import { DomainError } from '../../../kernel/errors.js'
import { type Position, parsePosition } from '../../../odata/plan/position.js'
import { openToken, sealToken } from '../../../odata/skip-token.js'
import type { Call } from '../call.js'

/** What a client carries from round to round. `select` and `filter` are those of the first request. */
export interface DeltaToken {
  /** The newest commit that the client knows, or, while the first round goes on, knew when it began. */
  readonly since: number
  /** When the token was made, in milliseconds since the epoch. */
  readonly at: number
  readonly path: string
  readonly select?: string | undefined
  readonly filter?: string | undefined
  /** Where the first round goes on. */
  readonly position?: Position | undefined
  /** The tenant's epoch: the first round cannot go on after a reset. */
  readonly epoch?: number
}

const LIFETIME = 7 * 24 * 60 * 60 * 1000

/** The address of the next page or round: the bare path, since everything else is in the token. */
export function deltaLink(call: Call, name: '$skiptoken' | '$deltatoken', token: DeltaToken): string {
  return `${call.target.origin}${call.target.path}?${name}=${sealToken(call.rooms.tokenKey, token)}`
}

/** The token of a request's `$deltatoken`. Throws `badDeltaToken`, and `resyncRequired` for one that is too old. */
export function readDeltaToken(call: Call, text: string): DeltaToken {
  const token = openToken(call.rooms.tokenKey, text) as DeltaToken | undefined
  if (typeof token?.since !== 'number' || token.path !== call.target.path) throw new DomainError('badDeltaToken')
  if (call.rooms.clock.now() - token.at > LIFETIME) throw resync(call)
  return token
}

/** The token of a request's `$skiptoken`. Throws `expiredPageToken`. */
export function readPageToken(call: Call, text: string): DeltaToken {
  const token = openToken(call.rooms.tokenKey, text) as DeltaToken | undefined
  const position = parsePosition(token?.position)
  const isOwn = token?.path === call.target.path && token.epoch === call.access.epoch(call.caller.tenantId)
  if (!token || !position || !isOwn) throw new DomainError('expiredPageToken')
  return { ...token, position }
}

/** What tells a client to start again: its token points to a past that is gone. */
export function resync(call: Call): DomainError {
  return new DomainError('resyncRequired', { location: `${call.target.origin}${call.target.path}?$deltatoken=` })
}
