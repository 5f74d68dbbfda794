import { parseInstant } from '../../kernel/instant.js'
import type { Claims } from './signer.js'

/** What is known of a sign-in when a token is issued. */
export interface SessionFacts {
  /** In milliseconds since the epoch. */
  readonly now: number
  readonly sessionId?: string | undefined
  /** When the user proved who he is; without it, now. */
  readonly signedInAt?: string | undefined
}

/** The claims that tell of the sign-in rather than of the user (Microsoft identity platform: Optional claims reference). */
const table: Readonly<Record<string, (facts: SessionFacts) => unknown>> = {
  auth_time: ({ signedInAt, now }) => Math.floor((parseInstant(signedInAt ?? '') ?? now) / 1000),
  sid: ({ sessionId }) => sessionId,
}

/** Whether a claim is another one in every session. */
export function isOfSession(name: string): boolean {
  return Object.hasOwn(table, name)
}

/** Those of the claims of these names that tell of the sign-in, undefined where nothing is known. */
export function sessionClaims(names: readonly string[], facts: SessionFacts): Claims {
  const claims: Record<string, unknown> = {}
  for (const name of names) claims[name] = table[name]?.(facts)
  return claims
}
