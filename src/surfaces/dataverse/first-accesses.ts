/** Remembers with which token a user was last seen in an environment, so that each sign-in counts as an access once. */
export interface FirstAccesses {
  /** True the first time a token issued at that instant, or a newer one, is seen. `issuedAt` is in seconds. */
  isNew(environmentId: string, objectId: string, issuedAt: number): boolean
}

const MOST_REMEMBERED = 10_000

export function createFirstAccesses(): FirstAccesses {
  const seen = new Map<string, number>()
  return {
    isNew(environmentId, objectId, issuedAt) {
      const key = `${environmentId}/${objectId}`
      const before = seen.get(key)
      if (before !== undefined && before >= issuedAt) return false
      if (seen.size >= MOST_REMEMBERED) seen.clear()
      seen.set(key, issuedAt)
      return true
    },
  }
}
