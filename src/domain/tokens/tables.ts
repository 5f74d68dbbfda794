import { defineTable, equality } from '../../store/table-definition.js'
import type { RefreshToken } from './refresh-token-rows.js'

/** Refresh tokens that were handed out, by the hash of what was handed out. */
export const refreshTokens = defineTable<RefreshToken>({
  name: 'refreshTokens',
  id: (token) => token.id,
  indexes: { userId: equality((token) => token.userId) },
})
