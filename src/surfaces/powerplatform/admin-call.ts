import type { Access, Actor, Reader } from '../../domain/access.js'
import type { Caller } from '../../domain/tokens/caller.js'
import type { Target } from '../../http/target.js'

/** What a handler has to work with. */
export interface AdminCall {
  readonly access: Access
  /** Reads the caller's tenant. */
  readonly reader: Reader
  readonly caller: Caller
  readonly target: Target
  readonly parameters: Readonly<Record<string, string>>
  readonly body: unknown
  readonly requestId: string
  /** A person's browser calls, as the admin center does: not a program. */
  readonly byBrowser: boolean
}

export interface AdminAnswer {
  readonly status: number
  readonly body?: unknown
}

/** In whose name the call writes. */
export function actorOf({ caller, requestId }: AdminCall): Actor {
  return { kind: caller.kind, id: caller.oid, requestId }
}
