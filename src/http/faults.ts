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

/** What an order is held against. */
export interface FaultyRequest {
  readonly method: string
  readonly path: string
  readonly byName?: boolean
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

  /**
   * The fault that a request meets, which then has one request less to come. One `byName` meets only orders whose path
   * is its own: a batch, whose requests meet the others.
   */
  take(service: Fault['service'], { method, path, byName }: FaultyRequest): Fault | undefined {
    const at = this.#orders.findIndex(
      (order) =>
        order.service === service &&
        (order.method === undefined || order.method === method) &&
        (byName ? path === order.path : path.startsWith(order.path ?? '')),
    )
    const order = this.#orders[at]
    if (order) this.#orders.splice(at, 1, ...(order.count > 1 ? [{ ...order, count: order.count - 1 }] : []))
    return order
  }
}
