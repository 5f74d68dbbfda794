import { decodeTextBase64Url, encodeTextBase64Url } from '../../kernel/base64url.js'
import { digestHex } from '../../kernel/digest.js'
import { DomainError } from '../../kernel/errors.js'
import { formatInstant, parseInstant } from '../../kernel/instant.js'
import type { Reader, Transaction } from '../access.js'
import { users } from '../directory/tables.js'
import type { User } from '../directory/user-rows.js'
import type { RefreshToken } from './refresh-token-rows.js'
import { sessionsValidFrom } from './session-start.js'
import { refreshTokens } from './tables.js'

/** Seconds of disuse after which a refresh token ends. */
const REFRESH_TOKEN_LIFETIME = 90 * 86_400

/** What a refresh token stands for. */
export interface RefreshGrant {
  readonly user: User
  readonly appId: string
  readonly scope: string
  /** The sign-in that it goes back to. */
  readonly sessionId?: string | undefined
}

/** Makes a refresh token and answers with its text, which names its tenant so that `common` can redeem it. */
export function issueRefreshToken(transaction: Transaction, { user, appId, scope, sessionId }: RefreshGrant): string {
  const token = `1.${encodeTextBase64Url(transaction.tenant)}.${transaction.newSecret()}`
  transaction.insert(refreshTokens, {
    id: digestHex(token),
    userId: user.id,
    appId,
    scope,
    issuedAt: formatInstant(transaction.now),
    expiresAt: formatInstant(transaction.now + REFRESH_TOKEN_LIFETIME * 1000),
    sessionsValidFrom: sessionsValidFrom(user),
    ...(sessionId !== undefined && { sessionId }),
  })
  return token
}

/** The tenant that a refresh token names, or undefined when the text is none. */
export function tenantOfRefreshToken(token: string): string | undefined {
  const [version, tenant, secret] = token.split('.')
  return version === '1' && secret !== undefined ? decodeTextBase64Url(tenant ?? '') : undefined
}

/**
 * What a refresh token stands for. Redeeming does not end it, as in the cloud. `now` is in milliseconds.
 * Throws `refreshTokenInvalid` (unknown, or another client's), `refreshTokenExpired`, `userNotFound`, `userDisabled`,
 * `grantRevoked`.
 */
export function redeemRefreshToken(reader: Reader, token: string, appId: string, now: number): RefreshGrant {
  const row = reader.table(refreshTokens).get(digestHex(token))
  if (row?.appId !== appId) throw new DomainError('refreshTokenInvalid')
  if ((parseInstant(row.expiresAt) ?? 0) <= now) {
    throw new DomainError('refreshTokenExpired', { issued: row.issuedAt, span: '90.00:00:00' })
  }
  return { user: userOf(reader, row), appId: row.appId, scope: row.scope, sessionId: row.sessionId }
}

function userOf(reader: Reader, { userId, sessionsValidFrom: validAtIssue, issuedAt }: RefreshToken): User {
  const user = reader.table(users).get(userId)
  if (!user) throw new DomainError('userNotFound', { tenantId: reader.tenant })
  if (!user.accountEnabled) throw new DomainError('userDisabled')
  if (validAtIssue < sessionsValidFrom(user)) {
    throw new DomainError('grantRevoked', { issued: issuedAt, validFrom: user.signInSessionsValidFromDateTime })
  }
  return user
}
