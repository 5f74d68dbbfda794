import { chooseSurface, type SurfaceName } from './choose-surface.js'
import type { Access } from './domain/access.js'
import type { EmulatorRequest, EmulatorResponse, Refusal, RequestHead } from './http/message.js'
import { parseTarget, type Target } from './http/target.js'
import type { Log } from './kernel/log.js'
import type { Refusals, Unanswered } from './refuse-unreadable.js'
import { type Followers, RequestAccess } from './request-access.js'
import { StoreUnavailable } from './store/errors.js'
import type { Store } from './store/store.js'

/** How every surface looks from here. */
export type Surface = (request: EmulatorRequest, target: Target, access: Access) => Promise<EmulatorResponse>

export interface EmulatorParts {
  readonly store: Store
  readonly log: Log
  readonly surfaces: Readonly<Record<SurfaceName, Surface>>
  readonly refusals: Refusals
  /** Who looks at every transaction of a request. */
  readonly followers: Followers
  /** Does what the commits of a request caused before its answer is sent. */
  readonly settle: () => Promise<void>
}

/** One emulator: requests in, answers out, whichever door they come through. */
export class Emulator {
  readonly #parts: EmulatorParts

  constructor(parts: EmulatorParts) {
    this.#parts = parts
  }

  /** Answers a request. Never throws: what goes wrong inside is a 500 in the shape of the surface concerned. */
  async handle(request: EmulatorRequest): Promise<EmulatorResponse> {
    const target = parseTarget(request.url, request.mount)
    const surface = chooseSurface(target)
    const access = new RequestAccess(this.#parts.store, this.#parts.followers)
    try {
      const response = await this.#parts.surfaces[surface](request, target, access)
      if (access.wrote) await this.#finishWriting()
      return response
    } catch (error) {
      return this.#failed(error, { surface, head: request, target })
    }
  }

  /** True for traffic of the emulated services, which hosts answer without an Express router in the way. */
  isApi(request: Pick<EmulatorRequest, 'url' | 'mount'>): boolean {
    const surface = chooseSurface(parseTarget(request.url, request.mount))
    return surface !== 'control' && surface !== 'pages'
  }

  /** What the refusal of a request that a host cannot hand over looks like. */
  refuse(head: RequestHead, refusal: Refusal): EmulatorResponse {
    const target = parseTarget(head.url, head.mount)
    return this.#parts.refusals.refuse({ surface: chooseSurface(target), head, target }, refusal)
  }

  async #finishWriting(): Promise<void> {
    await this.#parts.settle()
    await this.#parts.store.durable()
  }

  #failed(error: unknown, request: Unanswered): EmulatorResponse {
    const unavailable = error instanceof StoreUnavailable
    if (!unavailable)
      this.#parts.log.error('a request failed inside the emulator', {
        method: request.head.method,
        error: describe(error),
      })
    const code = unavailable ? 'ServiceUnavailable' : 'InternalServerError'
    const message = error instanceof Error ? error.message : String(error)
    return this.#parts.refusals.fail(request, { status: unavailable ? 503 : 500, code, message })
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
