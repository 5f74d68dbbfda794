import type { FaultOrder } from '../../http/faults.js'
import type { ControlRooms } from './rooms.js'

/** Which requests are to fail. */
export interface NewFault {
  readonly service: FaultOrder['service']
  /** In capitals; all methods unless given. */
  readonly method?: string | undefined
  /** How the path begins, such as `/v1.0/users`; every path unless given. */
  readonly path?: string | undefined
  /** How many requests; one unless given. */
  readonly count?: number | undefined
  /** 429 unless given. */
  readonly status?: FaultOrder['status'] | undefined
  /** Seconds after which the client shall try again; one unless given. */
  readonly retryAfter?: number | undefined
}

/** Lets the next requests of a service fail. */
export function orderFault({ faults }: ControlRooms, fault: NewFault): void {
  faults.order({ count: 1, status: 429, retryAfter: 1, ...fault })
}
