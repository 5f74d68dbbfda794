import type { Claims } from './signer.js'

/** Claims put together, later ones over earlier ones. To spread them into a literal takes the engine ten times as long. */
export function mergeClaims(...parts: readonly (Claims | false)[]): Claims {
  return Object.assign({}, ...parts)
}
