import type { WireError } from './wire-error.js'

/** Thrown for a refusal that is Graph's own and has no word in the domain. */
export class Refusal extends Error {
  readonly wire: WireError

  constructor(wire: WireError) {
    super(wire.message)
    this.name = 'Refusal'
    this.wire = wire
  }
}
