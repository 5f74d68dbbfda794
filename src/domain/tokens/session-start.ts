import { parseInstant } from '../../kernel/instant.js'
import type { User } from '../directory/user-rows.js'

/** From when a user's sign-in sessions are valid, in milliseconds since the epoch. */
export function sessionsValidFrom(user: User): number {
  return parseInstant(user.signInSessionsValidFromDateTime) ?? 0
}
