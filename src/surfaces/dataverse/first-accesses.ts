/** Remembers when a sign-in session last had its user looked at in an environment. */
export interface FirstAccesses {
  /**
   * True at the first call of a session in an environment, and again after eight hours of it (Power Platform: Manage
   * group teams). Saying so counts as a look. `now` is in milliseconds.
   */
  isDue(environmentId: string, session: { readonly oid: string; readonly sessionId: string }, now: number): boolean
}

const MOST_REMEMBERED = 10_000
const CONTINUOUS_USE = 8 * 3_600_000

export function createFirstAccesses(): FirstAccesses {
  const lookedAt = new Map<string, number>()
  return {
    isDue(environmentId, { oid, sessionId }, now) {
      const key = `${environmentId}/${oid}/${sessionId}`
      const before = lookedAt.get(key)
      // A clock that was set back begins anew.
      if (before !== undefined && before <= now && now < before + CONTINUOUS_USE) return false
      if (lookedAt.size >= MOST_REMEMBERED) lookedAt.clear()
      lookedAt.set(key, now)
      return true
    },
  }
}
