import { encodeBase64Url } from '../../kernel/base64url.js'
import { digest } from '../../kernel/digest.js'
import { DomainError } from '../../kernel/errors.js'
import { formatInstant, parseInstant } from '../../kernel/instant.js'
import type { Reader, Transaction } from '../access.js'
import { users } from '../directory/tables.js'
import type { User } from '../directory/user-rows.js'
import type { AuthorizationCode } from './authorization-code-rows.js'
import type { Client } from './clients.js'
import { forgetExpired } from './forget-expired.js'
import { requireUnrevoked } from './refresh-tokens.js'
import { sessionsValidFrom } from './session-start.js'
import { authorizationCodes } from './tables.js'
import { newTenantHandle, tenantHandleId } from './tenant-handle.js'

/** Seconds for which a code can be redeemed (Microsoft identity platform: authorization code flow). */
const CODE_LIFETIME = 600
/** Seconds for which a code is remembered beyond that, so that a late one is told from an unknown one. */
const REMEMBERED = 86_400

/** What a code stands for. */
export type CodeGrant = Pick<
  AuthorizationCode,
  | 'scope'
  | 'redirectUri'
  | 'platform'
  | 'codeChallenge'
  | 'codeChallengeMethod'
  | 'nonce'
  | 'claims'
  | 'sessionId'
  | 'signedInAt'
>

/** Makes an authorization code and answers with its text. */
export function issueAuthorizationCode(transaction: Transaction, client: Client, user: User, grant: CodeGrant): string {
  forgetExpired(transaction, authorizationCodes, transaction.now - REMEMBERED * 1000)
  const { id, text } = newTenantHandle(transaction)
  transaction.insert(authorizationCodes, {
    ...grant,
    id,
    appId: client.appId,
    userId: user.id,
    issuedAt: formatInstant(transaction.now),
    expiresAt: formatInstant(transaction.now + CODE_LIFETIME * 1000),
    sessionsValidFrom: sessionsValidFrom(user),
    isRedeemed: false,
  })
  return text
}

/** How a client redeems a code. */
export interface CodeRedemption {
  readonly code: string
  readonly redirectUri: string
  readonly codeVerifier: string | undefined
}

/**
 * What a code stands for; it cannot be redeemed again.
 * Throws `codeInvalid` (unknown, or another client's), `codeRedeemed`, `codeExpired`, `redirectUriMismatch`,
 * `codeVerifierMissing`, `codeVerifierUnexpected`, `codeVerifierMismatch`, `userNotFound`, `userDisabled`, `grantRevoked`.
 */
export function redeemAuthorizationCode(
  transaction: Transaction,
  client: Client,
  { code, redirectUri, codeVerifier }: CodeRedemption,
): { readonly row: AuthorizationCode; readonly user: User } {
  const row = transaction.table(authorizationCodes).get(tenantHandleId(code))
  if (row?.appId !== client.appId) throw new DomainError('codeInvalid')
  if (row.isRedeemed) throw new DomainError('codeRedeemed')
  if ((parseInstant(row.expiresAt) ?? 0) <= transaction.now) throw new DomainError('codeExpired')
  if (row.redirectUri !== redirectUri) throw new DomainError('redirectUriMismatch', { redirectUri })
  checkVerifier(row, codeVerifier)
  const user = transaction.table(users).get(row.userId)
  requireUnrevoked(transaction, user, row.sessionsValidFrom, row.issuedAt)
  transaction.replace(authorizationCodes, { ...row, isRedeemed: true })
  return { row, user }
}

function checkVerifier({ codeChallenge, codeChallengeMethod }: AuthorizationCode, verifier: string | undefined): void {
  if (codeChallenge === null) {
    if (verifier) throw new DomainError('codeVerifierUnexpected')
    return
  }
  if (!verifier) throw new DomainError('codeVerifierMissing')
  const made = codeChallengeMethod === 'S256' ? encodeBase64Url(digest(verifier)) : verifier
  if (made !== codeChallenge) throw new DomainError('codeVerifierMismatch')
}

/** Whether a code went to scripts in a browser. */
export function isSpaCode(reader: Reader, code: string): boolean {
  return reader.table(authorizationCodes).get(tenantHandleId(code))?.platform === 'spa'
}

/** Whether a code went to a redirect URI of a platform that keeps no secrets: its client need not prove who it is. */
export function isPublicCode(reader: Reader, code: string): boolean {
  const row = reader.table(authorizationCodes).get(tenantHandleId(code))
  return row !== undefined && row.platform !== 'web'
}

/** Who signed in to get a code, whether or not it is still good. */
export function holderOfCode(reader: Reader, code: string): User | undefined {
  const row = reader.table(authorizationCodes).get(tenantHandleId(code))
  return row && reader.table(users).get(row.userId)
}
