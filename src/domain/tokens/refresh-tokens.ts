import { DomainError } from '../../kernel/errors.js'
import { formatInstant, parseInstant } from '../../kernel/instant.js'
import type { Reader, Transaction } from '../access.js'
import { users } from '../directory/tables.js'
import type { User } from '../directory/user-rows.js'
import { forgetOldest } from './forget-expired.js'
import type { RefreshToken } from './refresh-token-rows.js'
import { sessionsValidFrom } from './session-start.js'
import { refreshTokens } from './tables.js'
import { newTenantHandle, tenantHandleId } from './tenant-handle.js'

/** Seconds of disuse after which a refresh token ends. */
const REFRESH_TOKEN_LIFETIME = 90 * 86_400
/** Seconds after the sign-in at which those of a single-page app end, however much they are used. */
const SINGLE_PAGE_LIFETIME = 86_400
/** Seconds for which a token is remembered beyond its end, so that a late one is told from an unknown one. */
const REMEMBERED = 86_400

/** What a refresh token stands for. */
export interface RefreshGrant {
  readonly user: User
  readonly appId: string
  readonly scope: string
  /** The sign-in that it goes back to. */
  readonly sessionId?: string | undefined
  /** When the user proved who he is; without it, at issue. */
  readonly signedInAt?: string | undefined
  /** Whether it may be redeemed by a client that proves nothing, though the app could. */
  readonly isPublic?: boolean | undefined
  /** When it ends, however much it is used. */
  readonly fixedEnd?: string | undefined
}

/** When the refresh tokens of a single-page app end that somebody signs in to now (milliseconds since the epoch). */
export function endOfSinglePage(now: number): string {
  return formatInstant(now + SINGLE_PAGE_LIFETIME * 1000)
}

/** Makes a refresh token and answers with its text. */
export function issueRefreshToken(transaction: Transaction, grant: RefreshGrant): string {
  const { user, appId, scope, sessionId, signedInAt = formatInstant(transaction.now), isPublic, fixedEnd } = grant
  forgetOldest(transaction, refreshTokens, transaction.now - REMEMBERED * 1000)
  const { id, text } = newTenantHandle(transaction)
  transaction.insert(refreshTokens, {
    id,
    userId: user.id,
    appId,
    scope,
    issuedAt: formatInstant(transaction.now),
    expiresAt: fixedEnd ?? formatInstant(transaction.now + REFRESH_TOKEN_LIFETIME * 1000),
    hasFixedEnd: fixedEnd !== undefined,
    sessionsValidFrom: sessionsValidFrom(user),
    signedInAt,
    sessionId,
    isPublic,
  })
  return text
}

/**
 * What a refresh token stands for. Redeeming does not end it, as in the cloud. `now` is in milliseconds.
 * Throws `refreshTokenInvalid` (unknown, or another client's), `refreshTokenExpired`, `singlePageTokenExpired`,
 * `userNotFound`, `userDisabled`, `grantRevoked`.
 */
export function redeemRefreshToken(reader: Reader, token: string, appId: string, now: number): RefreshGrant {
  const row = reader.table(refreshTokens).get(tenantHandleId(token))
  if (row?.appId !== appId) throw new DomainError('refreshTokenInvalid')
  if ((parseInstant(row.expiresAt) ?? 0) <= now) throw expired(row)
  const user = reader.table(users).get(row.userId)
  requireUnrevoked(reader, user, row.sessionsValidFrom, row.issuedAt)
  const { scope, sessionId, signedInAt, isPublic } = row
  return { user, appId, scope, sessionId, signedInAt, isPublic, fixedEnd: row.hasFixedEnd ? row.expiresAt : undefined }
}

function expired({ hasFixedEnd, issuedAt: issued }: RefreshToken): DomainError {
  return hasFixedEnd
    ? new DomainError('singlePageTokenExpired', { issued, span: '1.00:00:00' })
    : new DomainError('refreshTokenExpired', { issued, span: '90.00:00:00' })
}

/**
 * Makes sure that what was granted to a user still holds: `validAtIssue` is from when the user's sessions were valid when
 * it was granted, at `issuedAt`. Throws `userNotFound`, `userDisabled`, `grantRevoked`.
 */
export function requireUnrevoked(
  reader: Reader,
  user: User | undefined,
  validAtIssue: number,
  issuedAt: string,
): asserts user is User {
  if (!user) throw new DomainError('userNotFound', { tenantId: reader.tenant })
  if (!user.accountEnabled) throw new DomainError('userDisabled')
  if (validAtIssue < sessionsValidFrom(user)) {
    throw new DomainError('grantRevoked', { issued: issuedAt, validFrom: user.signInSessionsValidFromDateTime })
  }
}

/** Whether a refresh token may be redeemed by a client that proves nothing, though the app could. */
export function isPublicRefreshToken(reader: Reader, token: string): boolean {
  return reader.table(refreshTokens).get(tenantHandleId(token))?.isPublic === true
}

/** Whether a refresh token was given to a single-page app: it is redeemed by scripts in a browser. */
export function isSinglePageToken(reader: Reader, token: string): boolean {
  return reader.table(refreshTokens).get(tenantHandleId(token))?.hasFixedEnd === true
}

/** Whose a refresh token is, whether or not it is still good. */
export function holderOfRefreshToken(reader: Reader, token: string): User | undefined {
  const row = reader.table(refreshTokens).get(tenantHandleId(token))
  return row && reader.table(users).get(row.userId)
}
