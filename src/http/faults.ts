import { errorResponse } from './error-response.js'
import type { EmulatorResponse } from './message.js'

/** A refusal that somebody ordered, so that a client shows how it bears one. */
export interface Fault {
  readonly service: 'graph' | 'dataverse'
  readonly status: 429 | 503 | 504
  /** Seconds after which the client shall try again. */
  readonly retryAfter: number
}

/** Which requests meet the fault, and how many. */
export interface FaultOrder extends Fault {
  /** In capitals; all methods unless given. */
  readonly method?: string | undefined
  /** How the path begins; every path unless given. */
  readonly path?: string | undefined
  readonly count: number
}

/** The refusals that are still to be met, in the order in which they were ordered. */
export class Faults {
  #orders: FaultOrder[] = []

  order(fault: FaultOrder): void {
    if (fault.count > 0) this.#orders.push(fault)
  }

  forget(): void {
    this.#orders = []
  }

  /** The fault that a request meets, which then has one request less to come. */
  take(service: string, method: string, path: string): Fault | undefined {
    const at = this.#orders.findIndex(
      (order) =>
        order.service === service &&
        (order.method === undefined || order.method === method) &&
        path.startsWith(order.path ?? ''),
    )
    const order = this.#orders[at]
    if (order) this.#orders.splice(at, 1, ...(order.count > 1 ? [{ ...order, count: order.count - 1 }] : []))
    return order
  }
}

/** How a service words each fault, and which headers it adds. */
type FaultWordings = Readonly<
  Record<Fault['status'], readonly [code: string, message: string, headers?: Readonly<Record<string, string>>]>
>

/** The answer to a request that meets a fault, in the words of its service. */
export function faultAnswer({ status, retryAfter }: Fault, wordings: FaultWordings): EmulatorResponse {
  const [code, message, more] = wordings[status]
  const response = errorResponse(status, code, message)
  return { ...response, headers: { ...response.headers, ...more, 'retry-after': String(retryAfter) } }
}
